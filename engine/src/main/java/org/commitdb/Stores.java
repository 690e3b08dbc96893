package org.commitdb;

import java.nio.file.Path;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.store.RecordStore;

/// Opens the stores behind databases.
final class Stores {

    private Stores() {}

    static RecordStore create(Path file, DatabaseOptions options) {
        return CommitFile.create(
                FileStorage.create(file), fileOptions(options), new CanonicalIndexer());
    }

    static RecordStore open(Path file, DatabaseOptions options) {
        FileStorage storage =
                options.readOnly() ? FileStorage.openReadOnly(file) : FileStorage.open(file);
        return CommitFile.open(storage, fileOptions(options), new CanonicalIndexer());
    }

    static RecordStore inMemory(DatabaseOptions options) {
        return CommitFile.create(
                new HeapStorage("memory"), fileOptions(options), new CanonicalIndexer());
    }

    static boolean isCompatible(Path file) {
        return CommitFile.isCompatible(FileStorage.openReadOnly(file));
    }

    private static FileOptions fileOptions(DatabaseOptions options) {
        FileOptions fileOptions =
                FileOptions.defaults()
                        .withDurability(options.durability())
                        .withLockTimeout(options.lockTimeout());
        return options.readOnly() ? fileOptions.forReading() : fileOptions;
    }
}
