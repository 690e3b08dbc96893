package org.commitdb.tools.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.dsm.Diagnostic;
import org.commitdb.dsm.Dsm;
import org.commitdb.dsm.DsmModel;
import org.commitdb.dsm.DsmReport;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;

/// Where a command gets its model.
final class ModelSource {

    private ModelSource() {}

    /// The model in a file or folder of DSM. What is wrong with it goes to the messages.
    ///
    /// **Errors**: [RequestFailedException] when anything is wrong.
    static DsmModel read(Path path, Console console) {
        requireThere(path);
        DsmReport report = Dsm.check(path);
        for (Diagnostic diagnostic : report.diagnostics()) {
            console.err().print(diagnostic + "\n");
        }
        return report.model()
                .orElseThrow(() ->
                        new RequestFailedException(
                                path + ": the model has " + count(report.diagnostics().size())));
    }

    /// Checks that there is something to read.
    ///
    /// **Errors**: [RequestFailedException].
    static void requireThere(Path path) {
        if (Files.notExists(path)) {
            throw new RequestFailedException(path + ": no such file or folder");
        }
    }

    private static String count(int errors) {
        return errors == 1 ? "1 error" : errors + " errors";
    }
}
