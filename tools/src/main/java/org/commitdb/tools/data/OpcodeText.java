package org.commitdb.tools.data;

import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.tools.console.Style;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.value.XArrayValue;

/// Writes opcodes for people, each on a line.
public final class OpcodeText {

    private final JsonValues values;
    private final Style style;

    /// Writes with these values and in this style.
    public OpcodeText(JsonValues values, Style style) {
        this.values = values;
        this.style = style;
    }

    /// `update .nickname = 'bob'`.
    public String of(Opcode opcode) {
        return style.cyan(opcode.verb().toString()) + operands(opcode);
    }

    private String operands(Opcode opcode) {
        return switch (opcode) {
            case Opcode.DocumentSet set -> " " + set.document();
            case Opcode.DocumentRemove remove -> "";
            case Opcode.Update update -> at(update.path()) + " = " + update.value();
            case Opcode.UnionInSet union -> at(union.path()) + " " + union.elements();
            case Opcode.SubtractInSet subtract -> at(subtract.path()) + " " + subtract.elements();
            case Opcode.UnionInMap union -> at(union.path()) + " " + union.entries();
            case Opcode.UpdateInMap update -> at(update.path()) + " " + update.entries();
            case Opcode.SubtractInMap subtract -> at(subtract.path()) + " " + subtract.keys();
            case Opcode.InsertInXArray insert ->
                    at(insert.path())
                            + "<"
                            + insert.position()
                            + "> = "
                            + insert.value()
                            + (insert.before().equals(XArrayValue.END)
                                    ? " at the end"
                                    : " before <" + insert.before() + ">");
            case Opcode.UpdateInXArray update ->
                    at(update.path()) + "<" + update.position() + "> = " + update.value();
            case Opcode.RemoveInXArray remove -> at(remove.path()) + "<" + remove.position() + ">";
        };
    }

    private String at(Path path) {
        return path.isRoot() ? "" : " " + values.text(path);
    }
}
