package org.commitdb.tools.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where a command's lines of input come from: a file, or for `-` standard input.
///
/// All of them are read before the database is opened, so that a slow writer at the other end of a
/// pipe, which may read the same file, holds nobody up.
public record InputLines(Console console, Path path) {

    private static final Path STANDARD_INPUT = Path.of("-");

    /// The lines. **Errors**: [RequestFailedException] when they cannot be read or are not UTF-8.
    public List<String> lines() {
        boolean standard = path.equals(STANDARD_INPUT);
        try {
            if (standard) {
                return lines(console.in());
            }
            try (InputStream in = Files.newInputStream(path)) {
                return lines(in);
            }
        } catch (IOException e) {
            throw RequestFailedException.ofFile(standard ? "standard input" : path.toString(), e);
        }
    }

    private static List<String> lines(InputStream in) throws IOException {
        // This decoder refuses what is not UTF-8 instead of replacing it.
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))
                .readAllLines();
    }
}
