package org.commitdb.dsm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds data that lies beside the repository, in `shared/data`. It need not be there.
public final class SharedData {

    private static final String PROPERTY = "commitdb.shared.data";

    private SharedData() {}

    /// The folder or file at `relative`, where the data is: the folder that a system property
    /// names, or `shared/data` beside this working directory or one above it.
    public static Optional<Path> find(String relative) {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return existing(Path.of(named).resolve(relative));
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Optional<Path> found =
                    existing(folder.resolveSibling("shared").resolve("data").resolve(relative));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> existing(Path path) {
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }
}
