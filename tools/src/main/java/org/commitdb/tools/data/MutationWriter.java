package org.commitdb.tools.data;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.UUID;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.state.DocumentKey;
import org.commitdb.tools.database.AttachmentNames;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.type.Definitions;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;

/// Writes mutations, each as the JSON object that [MutationReader] reads.
public final class MutationWriter {

    private final AttachmentNames names;
    private final JsonValues values;

    /// Writes mutations of documents of this registry.
    public MutationWriter(Definitions definitions) {
        this.names = new AttachmentNames(definitions);
        this.values = new JsonValues(definitions);
    }

    /// Writes one opcode on a document.
    public void write(JsonGenerator json, DocumentKey document, Opcode opcode) throws IOException {
        json.writeStartObject();
        json.writeStringField("op", opcode.verb().toString());
        writeDocument(json, document);
        if (opcode instanceof Opcode.Edit edit && !edit.path().isRoot()) {
            json.writeStringField("path", values.text(edit.path()));
        }
        writeOperands(json, opcode);
        json.writeEndObject();
    }

    /// Writes the members that name a document into the object that is open.
    public void writeDocument(JsonGenerator json, DocumentKey document) throws IOException {
        json.writeStringField("attachment", names.name(document.attachment()));
        json.writeFieldName("key");
        values.write(json, document.key());
    }

    private void writeOperands(JsonGenerator json, Opcode opcode) throws IOException {
        switch (opcode) {
            case Opcode.DocumentSet set -> {
                json.writeFieldName("value");
                values.write(json, set.document());
            }
            case Opcode.DocumentRemove remove -> {}
            case Opcode.Update update -> writeValue(json, update.path(), update.value());
            case Opcode.UnionInSet union -> writeValue(json, union.path(), union.elements());
            case Opcode.SubtractInSet subtract ->
                    writeValue(json, subtract.path(), subtract.elements());
            case Opcode.UnionInMap union -> writeValue(json, union.path(), union.entries());
            case Opcode.UpdateInMap update -> writeValue(json, update.path(), update.entries());
            case Opcode.SubtractInMap subtract ->
                    writeValue(json, subtract.path(), subtract.keys());
            case Opcode.InsertInXArray insert -> {
                if (!insert.before().equals(XArrayValue.END)) {
                    writeUuid(json, "before", insert.before());
                }
                writeUuid(json, "position", insert.position());
                writeValue(json, insert.path(), insert.value());
            }
            case Opcode.UpdateInXArray update -> {
                writeUuid(json, "position", update.position());
                writeValue(json, update.path(), update.value());
            }
            case Opcode.RemoveInXArray remove -> writeUuid(json, "position", remove.position());
        }
    }

    /// Where the type of the place is not known, the value says its type itself.
    private void writeValue(JsonGenerator json, Path path, Value value) throws IOException {
        json.writeFieldName("value");
        values.write(json, path.leafType() == null ? AnyValue.of(value) : value);
    }

    private static void writeUuid(JsonGenerator json, String name, UUID uuid) throws IOException {
        json.writeStringField(name, uuid.toString());
    }
}
