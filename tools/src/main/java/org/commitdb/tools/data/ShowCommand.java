package org.commitdb.tools.data;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.state.DocumentKey;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.DocumentText;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.tools.history.CommitText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cdb show`: what one commit says and does.
@Command(
        name = "show",
        description = "Shows a commit: its header, and what it does to each document.",
        footer = {
            "",
            "Examples:",
            "  cdb show model.cdb 5c1d2e",
            "  cdb show model.cdb                 the head",
            "  cdb show --json model.cdb 5c1d2e | cdb apply other.cdb --label 'The same again'"
        })
final class ShowCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "COMMIT",
            description = "The commit, as --at takes it; the head when absent.")
    private @Nullable String commit;

    @Mixin private AtOption at;

    @Option(
            names = "--json",
            description =
                    "Write the mutations only, one JSON object a line, as 'cdb apply' takes them.")
    private boolean json;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            Commit shown = database.commit(chosen(database));
            if (json) {
                write(shown, new MutationWriter(database.definitions()));
            } else {
                print(shown, database);
            }
        }
        return 0;
    }

    private CommitId chosen(CommitDatabase database) {
        if (commit == null) {
            CommitId head = at.orHead(database, console);
            if (head.isNone()) {
                throw new RequestFailedException("the database has no commit yet");
            }
            return head;
        }
        if (at.named(database).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "the commit is named twice: '" + commit + "' and --at");
        }
        return database.findCommit(commit);
    }

    private void write(Commit shown, MutationWriter writer) {
        JsonLines lines = new JsonLines(console);
        for (DocumentProgram program : shown.program()) {
            DocumentKey document = new DocumentKey(program.attachment(), program.key());
            for (Opcode opcode : program.opcodes()) {
                lines.line(out -> writer.write(out, document, opcode));
            }
        }
    }

    private void print(Commit shown, CommitDatabase database) {
        new CommitText(database, console.style()).lines(shown.header()).forEach(console::line);
        OpcodeText text = new OpcodeText(new JsonValues(database.definitions()), console.style());
        for (DocumentProgram program : shown.program()) {
            console.line();
            console.line(
                    DocumentText.heading(
                            new DocumentKey(program.attachment(), program.key()), console.style()));
            program.opcodes().forEach(opcode -> console.line("  " + text.of(opcode)));
        }
    }
}
