package org.commitdb.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.Hashes;
import org.commitdb.bytes.Utf8;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.BlobWriter;
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
    private static final int MAX_LAYOUT = 1 << 8;

    private final OpenFile file;
    private final Volume volume;
    private final CommitIndexer indexer;
    private final Readers readers;
    private final FileBlobs blobs;
    private final FileFrames frames;
    private final Timestamps timestamps =
            new Timestamps(this::run, ordinal -> header(ordinal).timestampMicros());
    private final boolean readOnly;
    private final boolean waits;
    private final List<AutoCloseable> registrations = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// A handle on `file`.
    ///
    /// @param waits whether each change is flushed that the file itself does not wait for
    private CommitFile(OpenFile file, boolean readOnly, boolean waits) {
        this.file = file;
        this.volume = file.volume();
        this.indexer = file.indexer();
        this.readers = file.readers();
        this.blobs = new FileBlobs(volume, readers, this::checkOpen);
        this.frames = new FileFrames(volume, readers, this::idOf, file.frames());
        this.readOnly = readOnly;
        this.waits = waits;
    }

    /// Another handle on this file, to be closed for itself. It is read-only, and each of its
    /// changes durable when it returns, as the options say; everything else is as it is here.
    ///
    /// **Errors**: [BusyException] when the file is open for reading only, and the options ask for
    /// more.
    CommitFile share(FileOptions options) {
        Writer writer = file.writer();
        if (writer == null && !options.readOnly()) {
            throw new BusyException(
                    volume.name()
                            + ": is open in this process for reading only; close it there first",
                    volume.name(),
                    "this process");
        }
        file.handles().add();
        return new CommitFile(
                file,
                options.readOnly(),
                options.durability().isAwaited() && writer != null && !writer.waits());
    }

    /// The handles on this file.
    Handles handles() {
        return file.handles();
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
        OpenFile file = OpenFile.start(storage, options, indexer, create, alone);
        return new CommitFile(file, file.writer() == null, false);
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
        return togglesAfter(0);
    }

    @Override
    public List<Toggle> togglesAfter(long ordinal) {
        return ask(snapshot -> ToggleIndex.togglesAfter(snapshot, ordinal));
    }

    @Override
    public TouchCursor touches(DocumentId document, long newest) {
        return new FileTouchCursor(volume, readers, document, newestVisible(newest));
    }

    @Override
    public List<TouchCursor> touches(List<DocumentId> documents, long newest) {
        long below = newestVisible(newest) + 1;
        List<TouchBatch> batches =
                ask(snapshot -> TouchIndex.newestOfEach(snapshot, documents, below));
        List<TouchCursor> cursors = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            cursors.add(new FileTouchCursor(volume, readers, documents.get(i), batches.get(i)));
        }
        return cursors;
    }

    private long newestVisible(long newest) {
        checkOpen();
        if (newest < 0) {
            throw new IllegalArgumentException("no commit has the ordinal " + newest);
        }
        return Math.min(newest, readers.newest().lastOrdinal());
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
        append(List.of(), commits);
    }

    @Override
    public void append(List<BlobWriter> blobs, List<byte[]> commits) {
        change(writing -> this.blobs.append(writing, blobs, commits));
        flushIfAwaited();
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
        return ask(DefinitionIndex::countOf);
    }

    @Override
    public void appendDefinitions(byte[] record) {
        checkPayload(record.length, "a definition record");
        change(writing -> writing.appendDefinitions(record, -1));
    }

    @Override
    public boolean appendDefinitions(byte[] record, long known) {
        checkPayload(record.length, "a definition record");
        AtomicBoolean appended = new AtomicBoolean();
        change(writing -> appended.set(writing.appendDefinitions(record, known)));
        return appended.get();
    }

    @Override
    public boolean hasBlob(BlobId id) {
        return ask(snapshot -> BlobIndex.offsetOf(snapshot, id)) != 0;
    }

    @Override
    public void putBlob(BlobId id, String layout, byte[] bytes) {
        checkLayout(layout);
        change(writing -> blobs.put(writing, id, layout, bytes));
        flushIfAwaited();
    }

    @Override
    public Optional<StoredBlob> blob(BlobId id) {
        return openBlob(id).map(StoredBlob::readAll);
    }

    @Override
    public BlobWriter newBlob(String layout) {
        checkLayout(layout);
        return new FileBlobWriter(volume, writer(), layout, 0);
    }

    @Override
    public Optional<BlobReader> openBlob(BlobId id) {
        return blobs.open(id);
    }

    @Override
    public @Nullable MemorySegment mapBlob(BlobId id) {
        return blobs.map(id, file.upkeep());
    }

    @Override
    public Optional<BlobInfo> blobInfo(BlobId id) {
        return blobs.info(id);
    }

    @Override
    public List<BlobId> blobIds(@Nullable BlobId after, int limit) {
        checkLimit(limit);
        return blobs.ids(after, limit);
    }

    @Override
    public BlobStatistics blobStatistics() {
        return blobs.statistics();
    }

    @Override
    public BlobStatistics collectBlobs() {
        Writer dropping = writer();
        BlobCollection collection =
                new BlobCollection(volume, indexer, blobs.ids(null, Integer.MAX_VALUE));
        collection.examine(lastOrdinal(), this::commit);
        BlobStatistics[] dropped = {BlobStatistics.NONE};
        file.change(dropping, writing -> dropped[0] = collection.drop(writing));
        return dropped[0];
    }

    @Override
    public long newestFrame(DocumentId document, long newest) {
        checkOpen();
        return frames.newest(document, newest);
    }

    @Override
    public byte @Nullable [] frame(DocumentId document, long ordinal) {
        checkOpen();
        return frames.read(document, ordinal);
    }

    @Override
    public boolean keepsFrames() {
        Writer writer = file.writer();
        return !closed.get() && !readOnly && writer != null && !writer.hasFailed();
    }

    @Override
    public void putFrame(DocumentId document, long ordinal, byte[] frame) {
        if (!readOnly) {
            frames.offer(document, ordinal, frame);
        }
    }

    @Override
    public void dropFrames() {
        frames.drain();
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
                    Verification.ofOpen(volume, readers, file.upkeep(), indexer, level, progress);
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
        Maintenance.copy(
                volume,
                readers.newest(),
                (id, offset) -> ask(now -> BlobIndex.offsetOf(now, id)) == offset,
                target,
                options,
                indexer,
                progress);
    }

    @Override
    public AutoCloseable onAppend(Consumer<Long> listener) {
        checkOpen();
        AutoCloseable registration = file.listeners().add(listener, readers);
        registrations.add(registration);
        return registration;
    }

    /// **Cost**: reads the branches of all trees.
    @Override
    public StoreInfo info() {
        checkOpen();
        return new FileFacts(volume, readers, file.writer()).tell();
    }

    /// Ends this handle. The last one on the file lets it go, and the last process that writes it
    /// writes a checkpoint. Whoever still reads gets [IllegalStateException].
    ///
    /// **Errors**: [org.commitdb.error.OutcomeUnknownException] when what was written last cannot
    /// be made durable; the file is closed nevertheless.
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            registrations.forEach(AppendListeners::end);
            file.handles().release(file::close);
        }
    }

    private <T> T ask(Function<Snapshot, T> question) {
        checkOpen();
        return readers.read(question);
    }

    private void change(Consumer<Writer> change) {
        file.change(writer(), change);
    }

    /// The first handle may have been opened by one who does not wait for the disk.
    private void flushIfAwaited() {
        if (waits) {
            writer().flush();
        }
    }

    private Writer writer() {
        checkOpen();
        Writer writer = file.writer();
        if (readOnly || writer == null) {
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

    private static void checkLayout(String layout) {
        int length = Utf8.encode(layout).length;
        if (length > MAX_LAYOUT) {
            throw new IllegalArgumentException(
                    "a layout has at most " + MAX_LAYOUT + " bytes, not " + length);
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
