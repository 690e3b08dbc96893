package org.commitdb.tools.history;

import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.database.DatabaseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `undo` and `redo` take, and what they have in common.
final class ToggleArguments {

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "COMMIT",
            description = "Which one: an id, a prefix of one, first or last.")
    private String commit;

    @Mixin private ParentOption parent;

    @Option(
            names = {"-m", "--label"},
            paramLabel = "TEXT",
            description = "What the new commit is about; its label after Undo or Redo when absent.")
    private @Nullable String label;

    @Option(names = "--author", paramLabel = "NAME", description = "Who made it.")
    private String author = "";

    /// Writes a commit that disables or enables another.
    @FunctionalInterface
    interface Toggle {
        CommitId write(
                CommitDatabase database,
                String label,
                String author,
                CommitId base,
                CommitId target);
    }

    /// Toggles the commit, prints the id of the commit that does so, and tells when that changes
    /// nothing.
    int run(Console console, String verb, Toggle toggle) {
        try (CommitDatabase database = file.openForWriting()) {
            CommitId target = database.findCommit(commit);
            CommitId base = parent.in(database, console.style());
            String text = label == null ? standardLabel(verb, database, target) : label;
            CommitId written = toggle.write(database, text, author, base, target);
            if (database.state(base).diffKeys(database.state(written)).findAny().isEmpty()) {
                console.message("no document is changed by this");
            }
            console.line(written.toString());
        }
        return 0;
    }

    private static String standardLabel(String verb, CommitDatabase database, CommitId target) {
        CommitHeader header = database.commitHeader(target);
        String name = header.label().isEmpty() ? CommitNames.abbreviated(target) : header.label();
        return verb + " [" + name + "]";
    }
}
