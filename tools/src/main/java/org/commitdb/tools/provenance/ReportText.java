package org.commitdb.tools.provenance;

import java.util.Collection;
import java.util.function.Function;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.MergeReport;
import org.commitdb.state.Outcome;
import org.commitdb.state.Overwrite;
import org.commitdb.state.ReplayReport;
import org.commitdb.state.TracedOpcode;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.database.DocumentText;
import org.jspecify.annotations.Nullable;

/// Prints reports for people: numbers, and with `list` what they count.
///
/// @param traces how mutations are written
/// @param console where to
/// @param list whether mutations are listed
record ReportText(TraceText traces, Console console, boolean list) {

    private static final int NAME_WIDTH = 18;

    void print(Report report) {
        report.merge().ifPresentOrElse(merge -> printHead(report, merge), () -> printHead(report));
        ReplayReport replay = report.replay();
        line("mutations", replay.total());
        for (Outcome outcome : Outcome.values()) {
            if (outcome == Outcome.APPLIED || replay.count(outcome) > 0) {
                line("  " + OutcomeNames.text(outcome), replay.count(outcome));
            }
        }
        report.merge()
                .ifPresent(merge -> {
                    line("dropped by merge", merge.dropped().size());
                    line("relocated by merge", merge.relocated().size());
                });
        line("overwritten", replay.overwrites().size());
        if (list) {
            report.merge().ifPresent(this::listChanges);
            list("not plainly applied", replay.exceptions(), each -> each, traces::lineWithCommit);
            list("overwritten", replay.overwrites(), Overwrite::won, traces::overwrite);
        }
    }

    private void printHead(Report report) {
        console.line(
                report.commit().isNone()
                        ? "no commit yet"
                        : "up to " + traces.commit(report.commit()));
    }

    private void printHead(Report report, MergeReport merge) {
        console.line(
                (report.isVirtual()
                                ? "to be merged"
                                : "merge " + CommitNames.abbreviated(report.commit()))
                        + "\n  ours    "
                        + traces.commit(merge.streams().ours())
                        + "\n  theirs  "
                        + traces.commit(merge.streams().theirs()));
    }

    private void line(String name, long count) {
        console.line(name + " ".repeat(Math.max(1, NAME_WIDTH + 2 - name.length())) + count);
    }

    private void listChanges(MergeReport merge) {
        list(
                "dropped by merge",
                merge.dropped(),
                MergeReport.Change::merged,
                change -> traces.lineWithCommit(change.merged()));
        list(
                "relocated by merge",
                merge.relocated(),
                MergeReport.Change::merged,
                change -> traces.lineWithCommit(change.merged()));
    }

    /// Lists things below the documents that they are about.
    private <T> void list(
            String title,
            Collection<T> items,
            Function<T, TracedOpcode> about,
            Function<T, String> text) {
        if (items.isEmpty()) {
            return;
        }
        console.line();
        console.line(title);
        @Nullable DocumentKey last = null;
        for (T item : items) {
            TracedOpcode traced = about.apply(item);
            DocumentKey document = new DocumentKey(traced.attachment(), traced.key());
            if (!document.equals(last)) {
                last = document;
                console.line("  " + DocumentText.heading(document, console.style()));
            }
            text.apply(item).lines().forEach(line -> console.line("    " + line));
        }
    }
}
