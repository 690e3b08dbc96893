package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.Hashes;
import org.commitdb.bytes.Utf8;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;
import org.commitdb.store.StoreInfo;
import org.commitdb.store.StoredBlob;
import org.commitdb.store.Toggle;
import org.commitdb.store.TouchCursor;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.jspecify.annotations.Nullable;

/// A `.cdb` file that is open.
///
/// **Invariants**: what [#append] acknowledged under full durability survives every crash; what
/// readers have seen stays as it was. **Threads**: any, also interrupted ones: an interrupt neither
/// fails a call nor harms the file. Readers take no lock. **Errors**: those of [RecordStore]. After
/// a failed sync every append raises [org.commitdb.error.StorageException], while reading goes on.
/// A file that was opened read-only raises [UnsupportedOperationException] for every change.
/// **Cost**: opening reads the log behind the last checkpoint and nothing of the history before.
public final class CommitFile implements RecordStore {

    private static final int DOCUMENTS_AT_ONCE = 1 << 10;

    private final Volume volume;
    private final SessionLocks locks;
    private final CommitIndexer indexer;
    private final Readers readers;
    private final AppendListeners listeners;
    private final EngineThread upkeep;
    private final @Nullable Writer writer;
    private final @Nullable FrameQueue frames;
    private final Timestamps timestamps =
            new Timestamps(this::run, ordinal -> header(ordinal).timestampMicros());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong definitionsAppended = new AtomicLong();

    CommitFile(
            Volume volume,
            SessionLocks locks,
            Recovery.Result found,
            CommitIndexer indexer,
            FileOptions options,
            EngineThread upkeep,
            @Nullable SharedStatus status) {
        this.volume = volume;
        this.indexer = indexer;
        this.locks = locks;
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

    /// Makes an empty database in `storage`, which must hold nothing, and opens it. The storage
    /// belongs to the file from then on, also when this fails.
    ///
    /// **Errors**: [org.commitdb.error.IncompatibleException] when the storage holds something;
    /// [org.commitdb.error.BusyException] when another process has it;
    /// [org.commitdb.error.StorageException] when the disk refuses.
    public static CommitFile create(Storage storage, FileOptions options, CommitIndexer indexer) {
        if (options.readOnly()) {
            throw new IllegalArgumentException("a database cannot be created read-only");
        }
        return start(storage, options, indexer, true, false);
    }

    /// Opens the database in `storage`, which belongs to the file from then on, also when this
    /// fails.
    ///
    /// **Errors**: [org.commitdb.error.IncompatibleException] when the storage holds something
    /// else, or a newer format; [org.commitdb.error.CorruptException] when what it holds is damaged
    /// beyond what a crash explains; [org.commitdb.error.BusyException] when another process has
    /// it; [org.commitdb.error.StorageException] when the disk refuses.
    public static CommitFile open(Storage storage, FileOptions options, CommitIndexer indexer) {
        return start(storage, options, indexer, false, false);
    }

    /// Opens the database in `storage` as [#open] does, so that nobody else can open it.
    ///
    /// **Errors**: also [org.commitdb.error.BusyException] when somebody has it open.
    static CommitFile openAlone(Storage storage, FileOptions options, CommitIndexer indexer) {
        return start(storage, options, indexer, false, true);
    }

    private static CommitFile start(
            Storage storage,
            FileOptions options,
            CommitIndexer indexer,
            boolean create,
            boolean alone) {
        EngineThread upkeep =
                new EngineThread(storage.execution(), "commitdb-upkeep " + storage.name());
        CommitFile file = null;
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

    @Override
    public long lastOrdinal() {
        checkOpen();
        return readers.read(Snapshot::lastOrdinal);
    }

    @Override
    public long ordinalOf(CommitId id) {
        return id.isNone() ? 0 : ask(snapshot -> CommitIndex.ordinalOf(snapshot, id));
    }

    @Override
    public List<CommitId> idsWithPrefix(String prefix, int limit) {
        checkLimit(limit);
        return ask(snapshot -> CommitIndex.withPrefix(snapshot, prefix, limit));
    }

    @Override
    public CommitId idOf(long ordinal) {
        checkOpen();
        Snapshot snapshot = readers.newest();
        snapshot.checkOrdinal(ordinal);
        Tail tail = snapshot.tailOf(ordinal);
        return tail != null ? tail.idOf(ordinal) : CommitId.of(Hashes.sha256(commit(ordinal)));
    }

    @Override
    public byte[] commit(long ordinal) {
        long offset = ask(snapshot -> OrderIndex.offsetOf(snapshot, ordinal));
        return volume.records().read(offset, RecordType.COMMIT).payload();
    }

    private CommitHeader header(long ordinal) {
        return indexer.header(commit(ordinal));
    }

    @Override
    public Run run(long ordinal) {
        return ask(snapshot -> RunIndex.runOf(snapshot, ordinal));
    }

    @Override
    public long[] children(long ordinal) {
        return ask(snapshot -> ChildIndex.childrenOf(snapshot, ordinal));
    }

    @Override
    public long[] heads() {
        return ask(HeadIndex::headsOf);
    }

    @Override
    public long[] roots() {
        return ask(RootIndex::rootsOf);
    }

    @Override
    public List<Toggle> toggles() {
        return ask(ToggleIndex::togglesOf);
    }

    @Override
    public TouchCursor touches(DocumentId document, long newest) {
        checkOpen();
        if (newest < 0) {
            throw new IllegalArgumentException("no commit has the ordinal " + newest);
        }
        return new FileTouchCursor(
                volume, readers, document, Math.min(newest, readers.newest().lastOrdinal()));
    }

    @Override
    public List<DocumentId> documents(UUID attachment, @Nullable UUID after, int limit) {
        checkLimit(limit);
        List<DocumentId> documents = new ArrayList<>();
        UUID last = after;
        int wanted;
        List<DocumentId> more;
        do {
            UUID from = last;
            int next = Math.min(limit - documents.size(), DOCUMENTS_AT_ONCE);
            wanted = next;
            more = ask(snapshot -> TouchIndex.documents(snapshot, attachment, from, next));
            documents.addAll(more);
            last = more.isEmpty() ? last : more.getLast().instance();
        } while (more.size() == wanted && documents.size() < limit);
        return documents;
    }

    @Override
    public List<UUID> attachments() {
        return ask(TouchIndex::attachments);
    }

    @Override
    public void append(List<byte[]> commits) {
        change(writing -> writing.append(commits));
    }

    @Override
    public void delete(List<CommitId> commits) {
        List<CommitId> ids = List.copyOf(commits);
        change(writing -> writing.delete(ids));
    }

    @Override
    public boolean isDeleted(long ordinal) {
        return ask(snapshot -> {
            snapshot.checkOrdinal(ordinal);
            return snapshot.deleted().contains(ordinal);
        });
    }

    @Override
    public long commitCount() {
        checkOpen();
        Snapshot snapshot = readers.newest();
        return snapshot.lastOrdinal() - snapshot.deleted().count();
    }

    @Override
    public List<byte[]> definitions() {
        List<byte[]> definitions = new ArrayList<>();
        for (long offset : ask(DefinitionIndex::offsetsOf)) {
            definitions.add(volume.records().read(offset, RecordType.DEFINITIONS).payload());
        }
        return definitions;
    }

    @Override
    public long definitionsVersion() {
        return definitionsAppended.get();
    }

    @Override
    public void appendDefinitions(byte[] record) {
        checkPayload(record.length, "a definition record");
        change(writing -> writing.appendDefinitions(record));
        definitionsAppended.incrementAndGet();
    }

    @Override
    public boolean hasBlob(BlobId id) {
        return ask(snapshot -> BlobIndex.offsetOf(snapshot, id)) != 0;
    }

    @Override
    public void putBlob(BlobId id, String layout, byte[] bytes) {
        long payload =
                (long) BlobId.SIZE + 2L * Integer.BYTES + Utf8.encode(layout).length + bytes.length;
        checkPayload(payload, "a blob");
        change(writing -> writing.putBlob(id, layout, bytes));
    }

    @Override
    public Optional<StoredBlob> blob(BlobId id) {
        long offset = ask(snapshot -> BlobIndex.offsetOf(snapshot, id));
        if (offset == 0) {
            return Optional.empty();
        }
        ByteReader payload =
                new ByteReader(
                        volume.records().read(offset, RecordType.BLOB_INLINE).payload(),
                        volume.name());
        BlobId found = BlobId.of(payload.readBytes(BlobId.SIZE));
        if (!found.equals(id)) {
            throw payload.corrupt("the blob " + id, "the blob " + found);
        }
        String layout = payload.readString();
        return Optional.of(new StoredBlob(layout, payload.readBytes(payload.remaining())));
    }

    @Override
    public long newestFrame(DocumentId document, long newest) {
        return newest <= 0 ? 0 : ask(snapshot -> FrameIndex.newest(snapshot, document, newest));
    }

    @Override
    public byte @Nullable [] frame(DocumentId document, long ordinal) {
        long offset = ask(snapshot -> FrameIndex.offsetOf(snapshot, document, ordinal));
        if (offset == 0) {
            return null;
        }
        byte[] payload = volume.records().read(offset, RecordType.FRAME).payload();
        FrameRecord record = FrameRecord.decode(payload, volume.name());
        CommitId commit = idOf(ordinal);
        if (!record.document().equals(document) || !record.commit().equals(commit)) {
            throw otherFrame(record, document + " at the commit " + commit, offset);
        }
        return record.frame();
    }

    private CorruptException otherFrame(FrameRecord found, String expected, long offset) {
        String other = found.document() + " at the commit " + found.commit();
        return new CorruptException(
                volume.name()
                        + ": expected the key frame of "
                        + expected
                        + " in the log record at offset "
                        + offset
                        + ", found that of "
                        + other
                        + "; rebuild the indexes",
                volume.name(),
                offset,
                expected,
                other);
    }

    @Override
    public boolean keepsFrames() {
        return !closed.get() && writer != null && !writer.hasFailed();
    }

    @Override
    public void putFrame(DocumentId document, long ordinal, byte[] frame) {
        if (frames != null && frame.length <= FrameRecord.MAX_FRAME) {
            frames.offer(new FrameRecord(document, idOf(ordinal), frame));
        }
    }

    @Override
    public void dropFrames() {
        if (frames != null) {
            frames.drain();
        }
        change(Writer::dropFrames);
    }

    @Override
    public void flush() {
        change(Writer::flush);
    }

    /// Writes the trees now, so that the next open has no log to read.
    public void checkpoint() {
        change(Writer::checkpoint);
    }

    /// Builds all trees anew from the log, for a file whose trees are damaged.
    public void rebuildIndexes() {
        change(Writer::rebuildIndexes);
    }

    /// Examines the file, as it was published when this began, while reading and writing go on.
    /// Whatever it holds, this returns findings.
    ///
    /// **Threads**: `progress` is told on the caller's thread.
    public VerifyReport verify(VerifyLevel level, Progress progress) {
        checkOpen();
        try {
            VerifyReport report =
                    Verification.ofOpen(volume, readers, upkeep, indexer, level, progress);
            checkOpen();
            return report;
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "verify the file", e);
        } catch (Meter.Cancelled e) {
            throw e.reason();
        }
    }

    /// Writes a new file that holds what this one holds now, while reading and writing go on. The
    /// file appears when it is complete and durable.
    ///
    /// **Threads**: `progress` is told on a thread of the engine. **Errors**:
    /// [org.commitdb.error.CorruptException] when the log is damaged; nothing appears then.
    public void copyTo(NewFile target, FileOptions options, Progress progress) {
        checkOpen();
        Maintenance.copy(volume, readers.newest(), target, options, indexer, progress);
    }

    @Override
    public AutoCloseable onAppend(Consumer<Long> listener) {
        checkOpen();
        return listeners.add(listener);
    }

    /// **Cost**: reads the branches of all trees.
    @Override
    public StoreInfo info() {
        checkOpen();
        return new FileFacts(volume, readers, writer).tell();
    }

    /// Writes a last checkpoint and lets the file go. Whoever still reads gets
    /// [IllegalStateException].
    ///
    /// **Errors**: [org.commitdb.error.OutcomeUnknownException] when what was written last cannot
    /// be made durable; the file is closed nevertheless.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
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
            release();
        }
    }

    /// Starts the threads that write.
    void startWriting(Recovery.Result found) {
        if (writer != null) {
            writer.start(found.unrecorded());
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
            locks.close();
            volume.storage().close();
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "close the file", e);
        }
    }

    private <T> T ask(Function<Snapshot, T> question) {
        checkOpen();
        return readers.read(question);
    }

    private void change(Consumer<Writer> change) {
        change(writer(), change);
    }

    /// Does something that writes; a page that the operating system cannot supply ends it.
    private void change(Writer writing, Consumer<Writer> change) {
        try {
            change.accept(writing);
        } catch (InternalError e) {
            throw volume.map().unreadable(-1, e);
        }
    }

    private Writer writer() {
        checkOpen();
        if (writer == null) {
            throw new UnsupportedOperationException(volume.name() + ": is open for reading only");
        }
        return writer;
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException(volume.name() + ": the store is closed");
        }
    }

    private static void checkLimit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit is negative: " + limit);
        }
    }

    private static void checkPayload(long lengthBytes, String what) {
        if (lengthBytes > LogRecord.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    what
                            + " takes at most "
                            + LogRecord.MAX_PAYLOAD
                            + " bytes with its header, not "
                            + lengthBytes);
        }
    }

    @Override
    public long timestampMicros(long ordinal) {
        return timestamps.of(ordinal);
    }

    /// Whether `storage` holds a database that this engine can open. Reads its header only, and
    /// closes the storage.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] when the storage cannot be read.
    public static boolean isCompatible(Storage storage) {
        try (storage) {
            FileKind.of(storage).requireDatabase(storage.name());
            Preamble.readHeader(storage, true);
            return true;
        } catch (IncompatibleException | CorruptException e) {
            return false;
        } catch (IOException e) {
            throw Volume.refused(storage.name(), "read the header", e);
        }
    }
}
