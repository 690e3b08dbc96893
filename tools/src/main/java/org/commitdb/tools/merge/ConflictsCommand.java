package org.commitdb.tools.merge;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.merge.Conflict;
import org.commitdb.merge.MergeAnalysis;
import org.commitdb.state.DocumentKey;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.DocumentText;
import org.commitdb.tools.database.PlaceNames;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb conflicts`: where a merge hides what a stream meant.
@Command(
        name = "conflicts",
        description = {
            "Lists the places where what a stream changed is not to be seen in the merge, with what the"
                    + " base, both streams and the merge have there.",
            "The merge is named by its commit, or by OURS and THEIRS, which may not be merged yet;"
                    + " nothing is written."
        },
        footer = {
            "",
            "JSON: what 'cdb reconcile' takes; edit \"take\" from \"merged\" to what shall survive.",
            "",
            "Examples:",
            "  cdb conflicts model.cdb $(cdb heads model.cdb)",
            "  cdb conflicts --json model.cdb 6f5e4d > choices.jsonl"
        })
final class ConflictsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private MergeArguments merge;

    @Option(names = "--json", description = "Write one JSON object a line.")
    private boolean json;

    ConflictsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = merge.file().openForReading()) {
            MergeAnalysis analysis = merge.analysis(database);
            if (analysis.base().isEmpty()) {
                console.message(
                        "the streams have no single base: every place is listed where they differ");
            }
            if (analysis.conflicts().isEmpty()) {
                console.message("there is no conflict");
            }
            if (json) {
                ConflictJson writer = new ConflictJson(database.definitions());
                JsonLines lines = new JsonLines(console);
                analysis.conflicts()
                        .forEach(conflict -> lines.line(out -> writer.write(out, conflict)));
            } else {
                print(analysis, new PlaceNames(database.definitions()));
            }
        }
        return 0;
    }

    private void print(MergeAnalysis analysis, PlaceNames places) {
        @Nullable DocumentKey last = null;
        for (Conflict conflict : analysis.conflicts()) {
            if (!conflict.document().equals(last)) {
                last = conflict.document();
                console.line(DocumentText.heading(last, console.style()));
            }
            console.line("  " + console.style().cyan(places.text(conflict.place())));
            if (conflict.based()) {
                print("base", conflict.base());
            }
            print("ours", conflict.ours());
            print("theirs", conflict.theirs());
            print("merged", conflict.merged());
        }
    }

    private void print(String name, Optional<Value> value) {
        console.line(
                "    "
                        + name
                        + " ".repeat(8 - name.length())
                        + value.map(Value::toString).orElse(console.style().faint("nothing")));
    }
}
