package org.commitdb;

import java.nio.file.Path;
import org.commitdb.store.RecordStore;

/// Stand-in until the file engine is merged.
final class Stores {
    private Stores() {}

    static RecordStore create(Path file, DatabaseOptions options) {
        throw new UnsupportedOperationException();
    }

    static RecordStore open(Path file, DatabaseOptions options) {
        throw new UnsupportedOperationException();
    }

    static RecordStore inMemory(DatabaseOptions options) {
        throw new UnsupportedOperationException();
    }

    static boolean isCompatible(Path file) {
        throw new UnsupportedOperationException();
    }
}
