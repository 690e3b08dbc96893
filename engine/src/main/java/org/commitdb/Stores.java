package org.commitdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.Instances;
import org.commitdb.file.Maintenance;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.NewFile;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.store.SalvageReport;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;

/// Opens the stores behind databases.
final class Stores {

    private Stores() {}

    static RecordStore create(Path file, DatabaseOptions options) {
        return Instances.create(file, fileOptions(options), new CanonicalIndexer());
    }

    static RecordStore open(Path file, DatabaseOptions options) {
        return Instances.open(file, fileOptions(options), new CanonicalIndexer());
    }

    static RecordStore inMemory(DatabaseOptions options) {
        return CommitFile.create(
                new HeapStorage("memory"), fileOptions(options), new CanonicalIndexer());
    }

    static boolean isCompatible(Path file) {
        return Instances.isOpen(file) || CommitFile.isCompatible(FileStorage.openReadOnly(file));
    }

    static VerifyReport verify(Path file, VerifyLevel level, Progress progress) {
        return Maintenance.verify(openToExamine(file), new CanonicalIndexer(), level, progress);
    }

    static VerifyReport verify(RecordStore store, VerifyLevel level, Progress progress) {
        return fileOf(store).verify(level, progress);
    }

    static void backup(RecordStore store, Path target, DatabaseOptions options, Progress progress) {
        fileOf(store).copyTo(NewFile.at(target), fileOptions(options), progress);
    }

    static void compact(Path file, DatabaseOptions options, Progress progress) {
        FileStorage storage = FileStorage.open(file);
        NewFile target = null;
        try {
            target = NewFile.inPlaceOf(file);
        } finally {
            if (target == null) {
                closeAfterFailure(storage);
            }
        }
        Maintenance.compact(
                storage, target, fileOptions(options), new CanonicalIndexer(), progress);
    }

    static SalvageReport salvage(
            Path source, Path target, DatabaseOptions options, Progress progress) {
        FileStorage storage = openToExamine(source);
        NewFile file = null;
        try {
            file = NewFile.at(target);
        } finally {
            if (file == null) {
                closeAfterFailure(storage);
            }
        }
        return Maintenance.salvage(
                storage, file, fileOptions(options), new CanonicalIndexer(), progress);
    }

    static void rebuildIndexes(Path file, DatabaseOptions options, Progress progress) {
        Maintenance.rebuildIndexes(
                FileStorage.open(file), fileOptions(options), new CanonicalIndexer(), progress);
    }

    /// A file that can be written can be locked against writers.
    private static FileStorage openToExamine(Path file) {
        return Files.isWritable(file) ? FileStorage.open(file) : FileStorage.openReadOnly(file);
    }

    private static void closeAfterFailure(FileStorage storage) {
        try {
            storage.close();
        } catch (IOException e) {
            // What made the call fail is being reported already.
            return;
        }
    }

    private static CommitFile fileOf(RecordStore store) {
        if (store instanceof CommitFile file) {
            return file;
        }
        throw new UnsupportedOperationException("the database is no file of this machine");
    }

    private static FileOptions fileOptions(DatabaseOptions options) {
        FileOptions fileOptions =
                FileOptions.defaults()
                        .withDurability(options.durability())
                        .withLockTimeout(options.lockTimeout())
                        .withNetworkFileSystem(options.allowNetworkFileSystem());
        return options.readOnly() ? fileOptions.forReading() : fileOptions;
    }
}
