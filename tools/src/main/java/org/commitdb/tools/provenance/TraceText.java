package org.commitdb.tools.provenance;

import java.util.Optional;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.state.Outcome;
import org.commitdb.state.Overwrite;
import org.commitdb.state.TracedOpcode;
import org.commitdb.tools.console.Style;
import org.commitdb.tools.data.OpcodeText;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.tools.database.PlaceNames;
import org.commitdb.tools.history.CommitText;

/// Writes opcodes and what became of them for people.
final class TraceText {

    private static final int OUTCOME_WIDTH = 16;

    private final CommitDatabase database;
    private final CommitText commits;
    private final OpcodeText opcodes;
    private final PlaceNames places;
    private final Style style;

    TraceText(CommitDatabase database, Style style) {
        this.database = database;
        this.style = style;
        this.commits = new CommitText(database, style);
        this.opcodes = new OpcodeText(new JsonValues(database.definitions()), style);
        this.places = new PlaceNames(database.definitions());
    }

    /// The commit in a line, as `cdb log` has it.
    String commit(CommitId id) {
        return commits.line(database.commitHeader(id));
    }

    /// `update .title = 'x'`.
    String opcode(TracedOpcode traced) {
        return opcodes.of(traced.opcode());
    }

    /// `missing document update .title = 'x' (due to 5c1d2e3f4a5b)`.
    String line(TracedOpcode traced) {
        return outcome(traced.outcome()) + "  " + opcode(traced) + due(traced.cause());
    }

    /// `5c1d2e3f4a5b missing document update .title = 'x' (due to 77ab01c2d3e4)`.
    String lineWithCommit(TracedOpcode traced) {
        return abbreviated(traced.commit()) + "  " + line(traced);
    }

    /// Three lines: the place, what was put there, and what replaced it.
    String overwrite(Overwrite overwrite) {
        return "at "
                + places.text(overwrite.place())
                + "\n  lost  "
                + abbreviated(overwrite.lost().commit())
                + "  "
                + opcode(overwrite.lost())
                + "\n  won   "
                + abbreviated(overwrite.won().commit())
                + "  "
                + opcode(overwrite.won());
    }

    private String outcome(Outcome outcome) {
        String text = OutcomeNames.text(outcome);
        String padded = text + " ".repeat(Math.max(0, OUTCOME_WIDTH - text.length()));
        return switch (outcome) {
            case APPLIED -> style.green(padded);
            case RELOCATED -> style.yellow(padded);
            case MISSING_DOCUMENT, UNRESOLVED_PATH, WRONG_KIND, ABSENT_ENTRY, MASKED_SLOT ->
                    style.red(padded);
            case DISABLED, UNREACHED -> style.faint(padded);
        };
    }

    private String due(Optional<CommitId> cause) {
        return cause.map(commit ->
                        style.faint("  (due to ") + abbreviated(commit) + style.faint(")"))
                .orElse("");
    }

    private String abbreviated(CommitId commit) {
        return style.yellow(CommitNames.abbreviated(commit));
    }
}
