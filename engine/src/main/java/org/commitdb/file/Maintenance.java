package org.commitdb.file;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.Finding;
import org.commitdb.store.Progress;
import org.commitdb.store.SalvageReport;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;

/// What is done to whole files: examined, copied, made small, repaired.
///
/// The storages belong to a call from its beginning on and are closed at its end, whatever happens.
///
/// **Threads**: any, also interrupted ones; progress is told on a thread of the engine. **Errors**,
/// of every method: [org.commitdb.error.BusyException] when somebody else has the file;
/// [org.commitdb.error.StorageException] when the disk refuses.
public final class Maintenance {

    private static final UUID NO_UUID = new UUID(0, 0);

    private Maintenance() {}

    /// Examines a file that nobody has open. Whatever it holds, this returns findings.
    public static VerifyReport verify(
            Storage storage, CommitIndexer indexer, VerifyLevel level, Progress progress) {
        return apart(
                "verify the file",
                storage,
                () -> {
                    try (storage;
                            SessionLocks _ =
                                    SessionLocks.acquireUndisturbed(
                                            storage, FileOptions.defaults())) {
                        return Verification.ofClosed(storage, indexer, level, progress);
                    }
                });
    }

    /// Makes a file small: writes everything that it holds to `target`, which then takes its place.
    /// The file stays as it is when this fails.
    ///
    /// **Errors**: also [CorruptException] when the log is damaged.
    public static void compact(
            Storage source,
            NewFile target,
            FileOptions options,
            CommitIndexer indexer,
            Progress progress) {
        try (CommitFile file = CommitFile.openAlone(source, options, indexer)) {
            file.copyTo(target, options, progress);
        } finally {
            closeQuietly(target);
        }
    }

    /// Recovers what is sound in a damaged file into `target`. The damaged file stays as it is.
    ///
    /// **Errors**: also [IncompatibleException] when there is nothing in it that belongs to a
    /// database.
    public static SalvageReport salvage(
            Storage source,
            NewFile target,
            FileOptions options,
            CommitIndexer indexer,
            Progress progress) {
        return apart(
                "salvage the file",
                source,
                () -> {
                    try (source;
                            target;
                            SessionLocks _ = SessionLocks.acquireUndisturbed(source, options)) {
                        return salvageThere(source, target, options, indexer, progress);
                    }
                });
    }

    /// Builds all trees of a file anew from its log, also when they are damaged so that it cannot
    /// be opened.
    ///
    /// **Errors**: also [CorruptException] when the log itself is damaged; nothing is changed then.
    public static void rebuildIndexes(
            Storage storage, FileOptions options, CommitIndexer indexer, Progress progress) {
        apart(
                "rebuild the indexes",
                storage,
                () -> {
                    boolean dropped = false;
                    try (SessionLocks _ = SessionLocks.acquire(storage, options, true)) {
                        dropTrees(storage, indexer, progress);
                        dropped = true;
                    } finally {
                        if (!dropped) {
                            storage.close();
                        }
                    }
                    CommitFile.openAlone(storage, options, indexer).close();
                    return true;
                });
    }

    private static void dropTrees(Storage storage, CommitIndexer indexer, Progress progress)
            throws IOException {
        Preamble.readHeader(storage, false);
        VerifyReport report =
                Verification.ofClosed(storage, indexer, VerifyLevel.CONTENT, progress);
        for (Finding finding : report.findings()) {
            if (finding.severity() == Finding.Severity.DATA) {
                throw new CorruptException(
                        storage.name()
                                + ": the indexes cannot be rebuilt, for the log is damaged: "
                                + finding
                                + "; nothing was changed; salvage what is sound, or restore the"
                                + " file",
                        storage.name(),
                        finding.offset(),
                        finding.expected(),
                        finding.found());
            }
        }
        Preamble.clearSlots(storage);
    }

    private static SalvageReport salvageThere(
            Storage source,
            NewFile target,
            FileOptions options,
            CommitIndexer indexer,
            Progress progress)
            throws IOException {
        OptionalLong salt = FileSalt.find(source);
        if (salt.isEmpty()) {
            String expected = "a CommitDB file";
            String found = "nothing that belongs to one";
            throw new IncompatibleException(
                    source.name()
                            + ": expected "
                            + expected
                            + ", found "
                            + found
                            + "; check the path; nothing was changed",
                    source.name(),
                    expected,
                    found);
        }
        SaltedCrc checksum = new SaltedCrc(salt.getAsLong());
        FileMap map = new FileMap(source, options.pageSize(), salt.getAsLong());
        Meta meta = Preamble.readableSlots(source, checksum).newer();
        Meter meter = new Meter(progress, source.size());
        FileCopy copy = new FileCopy(target.storage(), options, uuidOf(source));
        Salvage salvage =
                new Salvage(
                        source,
                        checksum,
                        indexer,
                        map,
                        meta == null ? 0 : meta.replay().seq() - 1,
                        copy,
                        meter);
        SalvageReport report = salvage.run();
        copy.finish(indexer);
        publish(target, options, indexer, report.commits());
        meter.finish();
        return report;
    }

    /// Writes what the log of an open file holds, as far as `snapshot` shows it, to `target` and
    /// gives that its name. What was deleted stays behind.
    static void copy(
            Volume source,
            Snapshot snapshot,
            FileCopy.BlobPresence blobs,
            NewFile target,
            FileOptions options,
            CommitIndexer indexer,
            Progress progress) {
        apart(
                "copy the file",
                source.storage(),
                () -> {
                    try (target) {
                        FileOptions same = options.withPageSize(source.header().pageSize());
                        Meter meter = new Meter(progress, source.storage().size());
                        FileCopy copy =
                                new FileCopy(target.storage(), same, source.header().uuid());
                        copy.addLog(source, snapshot, blobs, meter);
                        copy.finish(indexer);
                        publish(
                                target,
                                same,
                                indexer,
                                snapshot.lastOrdinal() - snapshot.deleted().count());
                        meter.finish();
                        return true;
                    }
                });
    }

    /// Opens a copy once, which completes it, and gives it its name.
    private static void publish(
            NewFile target, FileOptions options, CommitIndexer indexer, long commits)
            throws IOException {
        try (CommitFile copy = CommitFile.openAlone(target.storage(), options, indexer)) {
            if (copy.lastOrdinal() != commits) {
                throw new IllegalStateException(
                        "the copy has " + copy.lastOrdinal() + " commits, not " + commits);
            }
        }
        target.publish();
    }

    private static UUID uuidOf(Storage storage) {
        try {
            return Preamble.readHeader(storage, true).uuid();
        } catch (CommitDatabaseException | IOException e) {
            // A damaged header tells nothing about the file.
            return NO_UUID;
        }
    }

    private static void closeQuietly(NewFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // What is left is a file whose name says that it is temporary.
            return;
        }
    }

    /// Does `task` on a thread that nobody interrupts, and waits for it.
    private static <T> T apart(String action, Storage storage, Callable<T> task) {
        try (EngineThread thread =
                new EngineThread(storage.execution(), "commitdb-maintenance " + storage.name())) {
            return thread.call(task);
        } catch (Meter.Cancelled e) {
            throw e.reason();
        } catch (RuntimeException e) {
            throw e;
        } catch (IOException e) {
            throw Volume.refused(storage.name(), action, e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
