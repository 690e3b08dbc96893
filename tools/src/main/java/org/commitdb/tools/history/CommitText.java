package org.commitdb.tools.history;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.console.Style;
import org.commitdb.tools.database.CommitNames;

/// Writes headers of commits for people, on a line or in full, and as JSON.
///
/// **Invariants**: what is a head is decided when this is made.
public final class CommitText {

    private static final int KIND_WIDTH = 9;

    private final Set<CommitId> heads;
    private final Style style;

    /// Writes about commits of this database.
    public CommitText(CommitDatabase database, Style style) {
        this.heads = Set.copyOf(database.headCommitIds());
        this.style = style;
    }

    /// `5c1d2e3f4a5b 2026-11-21T22:48:14Z mutations Ann Raise the price (head)`.
    public String line(CommitHeader commit) {
        String kind = kind(commit);
        return String.join(
                "  ",
                style.yellow(CommitNames.abbreviated(commit.id())),
                style.faint(date(commit).truncatedTo(ChronoUnit.SECONDS).toString()),
                style.faint(kind + " ".repeat(KIND_WIDTH - kind.length())),
                what(commit) + headMark(commit));
    }

    /// Every part of the header, a line each.
    public List<String> lines(CommitHeader commit) {
        List<String> lines = new ArrayList<>();
        lines.add("commit  " + style.yellow(commit.id().toString()) + headMark(commit));
        lines.add("kind    " + kind(commit));
        lines.add("parent  " + (commit.parent().isNone() ? "none" : commit.parent()));
        if (!commit.target().isNone()) {
            lines.add("target  " + commit.target());
        }
        lines.add("date    " + date(commit));
        if (!commit.author().isEmpty()) {
            lines.add("author  " + PrintableText.of(commit.author()));
        }
        if (!commit.label().isEmpty()) {
            lines.add("label   " + PrintableText.of(commit.label()));
        }
        return lines;
    }

    /// Writes the header as a JSON object.
    public void write(JsonGenerator json, CommitHeader commit) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", commit.id().toString());
        json.writeStringField("kind", kind(commit));
        writeId(json, "parent", commit.parent());
        writeId(json, "target", commit.target());
        json.writeNumberField("timestamp", commit.timestampMicros());
        json.writeStringField("date", date(commit).toString());
        json.writeStringField("author", commit.author());
        json.writeStringField("label", commit.label());
        json.writeBooleanField("head", isHead(commit));
        json.writeEndObject();
    }

    private static void writeId(JsonGenerator json, String name, CommitId id) throws IOException {
        if (id.isNone()) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, id.toString());
        }
    }

    private boolean isHead(CommitHeader commit) {
        return heads.contains(commit.id());
    }

    private String headMark(CommitHeader commit) {
        return isHead(commit) ? "  " + style.green("(head)") : "";
    }

    private static String kind(CommitHeader commit) {
        return commit.kind().name().toLowerCase(Locale.ROOT);
    }

    private static Instant date(CommitHeader commit) {
        return Instant.EPOCH.plus(commit.timestampMicros(), ChronoUnit.MICROS);
    }

    private static String what(CommitHeader commit) {
        String label = PrintableText.firstLineOf(commit.label());
        String text =
                switch (commit.kind()) {
                    case MUTATIONS -> label;
                    case MERGE ->
                            CommitNames.abbreviated(commit.target())
                                    + " into "
                                    + CommitNames.abbreviated(commit.parent());
                    case DISABLE, ENABLE ->
                            CommitNames.abbreviated(commit.target())
                                    + (label.isEmpty() ? "" : "  " + label);
                };
        return commit.author().isEmpty() ? text : PrintableText.of(commit.author()) + "  " + text;
    }
}
