package org.commitdb.tools.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.jspecify.annotations.Nullable;

/// Where a command writes its text: a file, or when that is null standard output.
record ModelTarget(Console console, @Nullable Path file) {

    /// Writes the text as it is.
    ///
    /// **Errors**: [RequestFailedException] when the file cannot be written.
    void write(String text) {
        if (file == null) {
            console.out().print(text);
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw RequestFailedException.ofFile(file.toString(), e);
        }
    }
}
