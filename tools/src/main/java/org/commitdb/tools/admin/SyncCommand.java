package org.commitdb.tools.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.sync.SyncMode;
import org.commitdb.sync.SyncOptions;
import org.commitdb.sync.SyncReport;
import org.commitdb.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `cdb commit_admin sync`: copies what two databases lack of each other.
@Command(
        name = "sync",
        description = {
            "Copies what two databases lack of each other: definitions, blobs and commits, as they are."
                    + " Nothing is merged; 'reduce_heads' does that.",
            "LOCAL is created when it is not there. When it is interrupted, the next run goes on where"
                    + " it stopped. Prints what was moved."
        },
        footer = {
            "",
            "Examples:",
            "  cdb commit_admin sync mine.cdb --host build.example.org --tls --token-file token",
            "  cdb commit_admin --socket-path model.socket sync mine.cdb --loop --update-interval 30",
            "  cdb commit_admin --database theirs.cdb sync mine.cdb --mode fetch"
        })
final class SyncCommand implements Callable<Integer> {

    private static final long MEGABYTE = 1_000_000;

    private final Console console;

    @Spec private CommandSpec spec;
    @ParentCommand private CommitAdminCommand group;
    @Mixin private LoopOptions loop;

    @Parameters(index = "0", paramLabel = "LOCAL", description = "The other database file.")
    private Path local;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "sync",
            description =
                    "fetch: only to LOCAL; push: only from LOCAL; sync: both, unless told otherwise.")
    private String mode;

    @Option(
            names = "--blob-data-size",
            paramLabel = "MB",
            defaultValue = "25",
            description = "How many megabytes of blobs travel at once; 25 unless told otherwise.")
    private double packMegabytes;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell how far it is.")
    private boolean verbose;

    SyncCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SyncOptions options = options();
        group.requireTarget(spec);
        loop.run(console, () -> synchronize(options));
        return 0;
    }

    private SyncOptions options() {
        if (!(packMegabytes > 0 && packMegabytes < 1e6)) {
            throw new ParameterException(
                    spec.commandLine(), "--blob-data-size is more than 0, not " + packMegabytes);
        }
        SyncMode wanted;
        try {
            wanted = SyncMode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--mode is fetch, push or sync, not '" + mode + "'", e);
        }
        SyncOptions options =
                SyncOptions.DEFAULT
                        .withMode(wanted)
                        .withPackSize(Math.max(1, (long) (packMegabytes * MEGABYTE)));
        return verbose ? options.withProgress(this::tell) : options;
    }

    private void tell(boolean toTarget, long done, long total) {
        console.message(
                (toTarget ? "fetched " : "pushed ") + done + " of " + SyncText.commits(total));
    }

    private void synchronize(SyncOptions options) {
        try (CommitDatabase source = group.open(spec, options.mode().pushes());
                CommitDatabase target = openLocal(source)) {
            SyncReport report = target.synchronizeWith(source, options);
            if (options.mode().fetches()) {
                console.line(SyncText.of("fetched", report.fetched()));
            }
            if (options.mode().pushes()) {
                console.line(SyncText.of("pushed", report.pushed()));
            }
        }
    }

    private CommitDatabase openLocal(CommitDatabase source) {
        return Files.exists(local)
                ? CommitDatabase.open(local)
                : CommitDatabase.create(local, source.definitions());
    }
}
