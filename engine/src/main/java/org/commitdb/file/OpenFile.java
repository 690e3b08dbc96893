package org.commitdb.file;

import java.io.IOException;
import java.util.function.Consumer;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// A file that this process has open: what all handles on it share, from the mapped pages to the
/// threads.
///
/// **Invariants**: there is one for a file in a process, or else closing one would drop the locks
/// of the others; [Instances] sees to that. It is closed when its last handle is. **Threads**: any;
/// opening and closing once each.
final class OpenFile {

    private final Volume volume;
    private final SessionLocks locks;
    private final CommitIndexer indexer;
    private final Readers readers;
    private final AppendListeners listeners;
    private final EngineThread upkeep;
    private final @Nullable Writer writer;
    private final @Nullable FrameQueue frames;
    private final Handles handles = new Handles();

    /// A file that goes on from what was found, for one handle.
    ///
    /// @param upkeep the thread that writes checkpoints
    /// @param status what the processes know of each other, null when there is only this one
    OpenFile(
            Volume volume,
            SessionLocks locks,
            Recovery.Result found,
            CommitIndexer indexer,
            FileOptions options,
            EngineThread upkeep,
            @Nullable SharedStatus status) {
        this.volume = volume;
        this.locks = locks;
        this.indexer = indexer;
        this.upkeep = upkeep;
        this.readers = new Readers(volume.map(), found.staging().snapshot(found.tail().seq() - 1));
        this.listeners = new AppendListeners(volume);
        Meta current = found.current();
        this.writer =
                options.readOnly() || current == null
                        ? null
                        : new Writer(
                                volume, found, current, indexer, options, readers, listeners,
                                upkeep, status);
        if (writer == null) {
            readers.follow(new ReadOnlyLog(volume, indexer, found, readers));
        } else if (status != null) {
            readers.follow(writer);
        }
        this.frames = writer == null ? null : new FrameQueue(writer, upkeep);
    }

    /// Opens the database in `storage`, or makes one there; the storage belongs to the file from
    /// then on, also when this fails.
    ///
    /// **Errors**: those of [CommitFile#open] and [CommitFile#create].
    ///
    /// @param alone whether nobody else may have the file open
    static OpenFile start(
            Storage storage,
            FileOptions options,
            CommitIndexer indexer,
            boolean create,
            boolean alone) {
        EngineThread upkeep =
                new EngineThread(storage.execution(), "commitdb-upkeep " + storage.name());
        OpenFile file = null;
        try {
            file = upkeep.call(() -> Opening.of(storage, options, indexer, create, alone, upkeep));
            return file;
        } catch (IOException e) {
            throw Volume.refused(
                    storage.name(), create ? "create the database" : "open the database", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (file == null) {
                upkeep.close();
                closeAfterFailure(storage);
            }
        }
    }

    private static void closeAfterFailure(Storage storage) {
        try {
            storage.close();
        } catch (IOException e) {
            // What made the file unusable is being reported already.
            return;
        }
    }

    /// Starts the threads that write.
    void startWriting(Recovery.Result found) throws IOException {
        if (writer != null) {
            writer.start(found.unrecorded());
        }
    }

    /// The bytes of the file.
    Volume volume() {
        return volume;
    }

    /// What tells the parts of a commit.
    CommitIndexer indexer() {
        return indexer;
    }

    /// What readers see.
    Readers readers() {
        return readers;
    }

    /// Who hears of new commits.
    AppendListeners listeners() {
        return listeners;
    }

    /// The thread that writes checkpoints.
    EngineThread upkeep() {
        return upkeep;
    }

    /// What writes, null when the file is open for reading only.
    @Nullable Writer writer() {
        return writer;
    }

    /// Key frames on their way, null when the file is open for reading only.
    @Nullable FrameQueue frames() {
        return frames;
    }

    /// The handles on this file.
    Handles handles() {
        return handles;
    }

    /// Does something that writes; a page that the operating system cannot supply ends it.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] then; those of `change`.
    void change(Writer writing, Consumer<Writer> change) {
        try {
            change.accept(writing);
        } catch (InternalError e) {
            throw volume.map().unreadable(-1, e);
        }
    }

    /// Lets the file go; the last process that writes it writes a checkpoint, and cuts the file
    /// where its data ends.
    ///
    /// **Errors**: [org.commitdb.error.OutcomeUnknownException] when what was written last cannot
    /// be made durable; the file is closed nevertheless.
    void close() {
        try {
            if (frames != null) {
                frames.drain();
            }
            if (writer != null) {
                change(writer, closing -> closing.close(this::isLast));
            }
        } finally {
            listeners.close();
            upkeep.close();
            // A task that is left finds the log ended, but must not find the file closed.
            upkeep.join();
            release();
        }
    }

    private boolean isLast() {
        try {
            return locks.isLast();
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "find out who else has the file open", e);
        }
    }

    private void release() {
        try {
            try {
                cut();
            } finally {
                locks.close();
                volume.storage().close();
            }
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "close the file", e);
        }
    }

    /// Gives the room back that was taken ahead of need, unless somebody else has the file open. No
    /// sync follows, for the file is sound whether it is cut or not.
    private void cut() {
        long end = writer == null ? -1 : writer.end();
        try {
            if (end >= 0 && volume.storage().size() > end && locks.isOnlyOne()) {
                volume.storage().unmap();
                volume.storage().setLength(end);
            }
        } catch (IOException e) {
            // Whoever closes the file next tries again.
            return;
        }
    }
}
