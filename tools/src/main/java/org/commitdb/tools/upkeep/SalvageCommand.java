package org.commitdb.tools.upkeep;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.store.Finding;
import org.commitdb.store.SalvageReport;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `cdb salvage`: recovers what is sound in a damaged file.
@Command(
        name = "salvage",
        description =
                "Recovers what is sound in a damaged file into a new one, also when it cannot be"
                        + " opened. Prints what was recovered, then what is lost, one loss a line."
                        + " Exits with 1 when anything is.",
        footer = {"", "Examples:", "  cdb salvage damaged.cdb recovered.cdb"})
final class SalvageCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "The new file; refused when it exists.")
    private Path target;

    SalvageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        file.requireFile();
        SalvageReport report;
        try (ProgressLine line = new ProgressLine(console, "salvaging")) {
            report = CommitDatabase.salvage(file.path(), target, line);
        }
        console.line(
                "recovered "
                        + report.commits()
                        + " commits, "
                        + report.blobs()
                        + " blobs, "
                        + report.definitions()
                        + " definition records");
        if (report.orphans() > 0) {
            console.line("left " + report.orphans() + " commits whose ancestors are lost");
        }
        for (Finding loss : report.losses()) {
            console.line(PrintableText.of(loss.toString()));
        }
        return report.losses().isEmpty() ? 0 : 1;
    }
}
