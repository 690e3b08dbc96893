package org.commitdb.file;

import java.io.IOException;
import java.util.Optional;
import org.commitdb.error.BusyException;
import org.commitdb.error.CorruptException;
import org.commitdb.file.storage.Storage;
import org.commitdb.file.storage.StorageLock;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// Opens a file: alone, as the first of a session, as one who joins a session, or for reading.
///
/// The first recovers what the log holds, as after a crash, and makes it durable; nobody else can
/// open the file meanwhile. One who joins takes the WRITE lock, so that nobody appends, reads the
/// log, and makes it durable by a sync: so all that is there counts as published, whatever the
/// others have acknowledged. From then on they tell each other what they do.
///
/// **Threads**: one.
final class Opening {

    private final Storage storage;
    private final FileOptions options;
    private final CommitIndexer indexer;
    private final SessionLocks locks;

    private Opening(
            Storage storage, FileOptions options, CommitIndexer indexer, SessionLocks locks) {
        this.storage = storage;
        this.options = options;
        this.indexer = indexer;
        this.locks = locks;
    }

    /// Opens the database in `storage`, or makes one there.
    ///
    /// @param alone whether nobody else may have the file open
    /// @param upkeep the thread on which this happens, and which the file keeps
    static OpenFile of(
            Storage storage,
            FileOptions options,
            CommitIndexer indexer,
            boolean create,
            boolean alone,
            EngineThread upkeep)
            throws IOException {
        if (!create) {
            FileKind.of(storage).requireDatabase(storage.name());
        }
        boolean remote = !options.readOnly() && NetworkFileSystem.isOne(storage.fileSystem());
        if (remote && !options.allowNetworkFileSystem()) {
            throw NetworkFileSystem.refused(storage);
        }
        SessionLocks locks = SessionLocks.acquire(storage, options, alone || remote);
        OpenEvent event = new OpenEvent();
        event.begin();
        OpenFile file = new Opening(storage, options, indexer, locks).open(create, upkeep, event);
        if (event.shouldCommit()) {
            event.file = storage.name();
            event.created = create;
            event.readOnly = options.readOnly();
            event.lastOrdinal = file.readers().published().lastOrdinal();
            event.commit();
        }
        return file;
    }

    private OpenFile open(boolean create, EngineThread upkeep, OpenEvent event) throws IOException {
        checkNotReplaced();
        if (create) {
            Preamble.create(storage, options);
        }
        Volume volume = Volume.of(storage, Preamble.readHeader(storage, options.readOnly()));
        if (options.readOnly()) {
            Recovery.Result found = Recovery.ofShared(volume, indexer, options);
            event.logSize = found.tailBytes();
            return new OpenFile(volume, locks, found, indexer, options, upkeep, null);
        }
        SharedStatus status = null;
        if (!locks.isAlone()) {
            Optional<SharedStatus> words = SharedStatus.of(storage);
            if (words.isPresent()) {
                status = words.get();
            } else {
                locks.becomeAlone();
            }
        }
        Recovery.Result found =
                locks.isCold() || status == null ? begin(volume, status) : join(volume, status);
        event.logSize = found.tailBytes();
        event.recovered = locks.isCold() || status == null;
        OpenFile file = new OpenFile(volume, locks, found, indexer, options, upkeep, status);
        locks.opened();
        file.startWriting(found);
        return file;
    }

    private Recovery.Result begin(Volume volume, @Nullable SharedStatus status) throws IOException {
        Recovery.Result found = Recovery.of(volume, indexer, options);
        if (status != null) {
            status.begin(options.random().nextLong(), found.tail().seq() - 1);
        }
        return found;
    }

    private Recovery.Result join(Volume volume, SharedStatus status) throws IOException {
        try (StorageLock _ = locks.waitForWriting(status)) {
            if (status.isFailed()) {
                throw new BusyException(
                        volume.name()
                                + ": a sync failed in another process that has it open; close it"
                                + " there first",
                        volume.name(),
                        "");
            }
            Recovery.Result found = Recovery.ofShared(volume, indexer, options);
            if (found.current() == null) {
                String expected = "index trees";
                throw new CorruptException(
                        volume.name()
                                + ": expected "
                                + expected
                                + ", found damaged ones; close the file in all processes, and open"
                                + " it again",
                        volume.name(),
                        -1,
                        expected,
                        "damaged ones");
            }
            boolean synced = false;
            try {
                storage.force(true);
                synced = true;
            } finally {
                if (!synced) {
                    status.setFailed();
                }
            }
            status.join(found.tail().seq() - 1);
            SessionLocks.noteHolder(storage);
            return found;
        }
    }

    /// A file can be replaced by a smaller one while somebody waits for its lock.
    private void checkNotReplaced() throws IOException {
        if (storage.isReplaced()) {
            throw new BusyException(
                    storage.name() + ": was replaced while it was being opened; open it again",
                    storage.name(),
                    "");
        }
    }
}
