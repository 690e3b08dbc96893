package org.commitdb.tools.admin;

import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import picocli.CommandLine.Option;

/// Makes sure that what cannot be undone is wanted.
final class Confirmation {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /// Asks, unless told not to. **Errors**: [RequestFailedException] when the answer is not yes,
    /// or nobody can be asked.
    void require(Console console, String deed) {
        if (yes) {
            return;
        }
        boolean wanted =
                console.confirm(
                        deed + " This cannot be undone.",
                        "nothing was deleted: this cannot be undone, and nobody is at a terminal to"
                                + " be asked; --yes does it without asking");
        if (!wanted) {
            throw new RequestFailedException("nothing was deleted");
        }
    }
}
