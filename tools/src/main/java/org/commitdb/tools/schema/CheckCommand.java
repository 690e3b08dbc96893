package org.commitdb.tools.schema;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.dsm.Diagnostic;
import org.commitdb.dsm.Dsm;
import org.commitdb.dsm.DsmReport;
import org.commitdb.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `cdb dsm_util check`: what is wrong with a model.
@Command(
        name = "check",
        description = {
            "Prints everything that is wrong with a model as file:line:column: message, one a line;"
                    + " nothing when it is sound."
        },
        footer = {
            "",
            "Examples:",
            "  cdb dsm_util check model.dsm",
            "  cdb dsm_util check models/"
        })
final class CheckCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "A .dsm file, or a folder of them.")
    private Path model;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ModelSource.requireThere(model);
        DsmReport report = Dsm.check(model);
        for (Diagnostic diagnostic : report.diagnostics()) {
            console.line(diagnostic.toString());
        }
        return report.isClean() ? 0 : 1;
    }
}
