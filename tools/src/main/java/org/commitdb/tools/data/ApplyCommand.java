package org.commitdb.tools.data;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.state.CommitMutableState;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.InputLines;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.history.ParentOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb apply`: commits mutations that are written as JSON.
@Command(
        name = "apply",
        description = {
            "Commits mutations, one JSON object a line, and prints the new commit's id.",
            "All of them are committed, as one commit, or none."
        },
        footer = {
            "",
            "A mutation: {\"op\": …, \"attachment\": …, \"key\": …, \"path\": …, \"value\": …}",
            "  op           set, remove, update, union_in_set, subtract_in_set, union_in_map,",
            "               update_in_map, subtract_in_map, insert_in_xarray, update_in_xarray,",
            "               remove_in_xarray; diff: what leads from the document to the value",
            "  attachment   such as \"Tuto::User.login\"",
            "  key          \"uuid\", or [\"uuid\", \"concept\"] when it is not the attachment's own",
            "  path         such as \".tags\"; absent or \"\": the document itself",
            "  value        set, diff: the document; update and *_in_xarray: the value; *_in_set: [element,",
            "               …]; union_in_map, update_in_map: [[key, value], …]; subtract_in_map: [key, …]",
            "  position     the slot's UUID; absent in insert_in_xarray: a new one",
            "  before       insert_in_xarray: the slot that follows; absent: the end",
            "",
            "Examples:",
            "  cdb apply model.cdb --label 'Add Alice' --author ann mutations.jsonl",
            "  cdb show --json a.cdb 5c1d2e | cdb apply b.cdb --label 'From a' --parent last"
        })
final class ApplyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MUTATIONS",
            description = "The file to read; - or absent: standard input.")
    private Path mutations = Path.of("-");

    @Option(
            names = {"-m", "--label"},
            required = true,
            paramLabel = "TEXT",
            description = "What the commit is about.")
    private String label;

    @Option(names = "--author", paramLabel = "NAME", description = "Who made it.")
    private String author = "";

    @Mixin private ParentOption parent;

    ApplyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        file.requireFile();
        List<String> lines = new InputLines(console, mutations).lines();
        try (CommitDatabase database = file.openForWriting()) {
            CommitId base = parent.in(database, console.style());
            CommitMutableState mutable = new CommitMutableState(database.state(base));
            record(lines, database, mutable);
            if (mutable.isEmpty()) {
                console.message("there is nothing to commit: no mutation was given");
            }
            console.line(database.commitMutations(label, author, mutable).toString());
        }
        return 0;
    }

    private void record(List<String> lines, CommitDatabase database, CommitMutableState mutable) {
        MutationReader reader =
                new MutationReader(database.definitions(), mutable.attachmentMutating());
        int number = 0;
        for (String line : lines) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                reader.read(line);
            } catch (RequestFailedException
                    | IllegalArgumentException
                    | CommitDatabaseException e) {
                throw new RequestFailedException(
                        "line " + number + ": " + e.getMessage() + "\nnothing was committed", e);
            }
        }
    }
}
