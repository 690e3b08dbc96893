package org.commitdb.tools.upkeep;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.store.Finding;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cdb verify`: is a file sound?
@Command(
        name = "verify",
        description =
                "Examines a file and prints what is wrong with it, one finding a line: INDEX where"
                        + " 'cdb rebuild' repairs it, DATA where something is lost and 'cdb salvage'"
                        + " recovers the rest. Exits with 1 when anything is.",
        footer = {
            "",
            "Levels:",
            "  1  header, checkpoints and index pages",
            "  2  also the log, every commit in it, and that the indexes hold what it implies",
            "  3  also the hash of every blob",
            "",
            "Examples:",
            "  cdb verify model.cdb",
            "  cdb verify --level 1 model.cdb"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;

    @Mixin private DatabaseFile file;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "3",
            description = "How thoroughly: 1, 2 or 3, the default.")
    private int level;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (level < 1 || level > VerifyLevel.values().length) {
            throw new ParameterException(spec.commandLine(), "--level is 1, 2 or 3, not " + level);
        }
        file.requireFile();
        VerifyReport report;
        try (ProgressLine line = new ProgressLine(console, "verifying")) {
            report = CommitDatabase.verify(file.path(), VerifyLevel.of(level), line);
        }
        for (Finding finding : report.findings()) {
            console.line(PrintableText.of(finding.toString()));
        }
        if (!report.complete()) {
            console.line("and more: the examination was given up");
        }
        if (report.isSound()) {
            console.line(console.style().green("sound") + ": " + summary(report));
        }
        return report.isSound() ? 0 : 1;
    }

    private static String summary(VerifyReport report) {
        String pages = report.treePages() + " index pages";
        return report.level() == VerifyLevel.STRUCTURE
                ? pages
                : pages
                        + ", "
                        + report.logRecords()
                        + " log records, "
                        + report.commits()
                        + " commits, "
                        + report.blobs()
                        + " blobs";
    }
}
