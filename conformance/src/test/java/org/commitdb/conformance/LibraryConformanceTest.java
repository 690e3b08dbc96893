package org.commitdb.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.commitdb.dsm.Dsm;
import org.commitdb.type.Definitions;
import org.junit.jupiter.api.io.TempDir;

/// The kit as a stranger uses it: a directory, and a model of their own.
final class LibraryConformanceTest extends ConformanceContract {

    @TempDir private Path directory;

    static Definitions library() {
        try (InputStream text =
                Objects.requireNonNull(
                        LibraryConformanceTest.class.getResourceAsStream("library.dsm"))) {
            return Dsm.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)).definitions();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Path directory() {
        return directory;
    }

    @Override
    protected Definitions definitions() {
        return library();
    }

    @Override
    protected int rounds(Suite suite) {
        return switch (suite) {
            case STORAGE, CRASH -> 1;
            case STATES -> 4;
            case CONVERGENCE -> 2;
        };
    }
}
