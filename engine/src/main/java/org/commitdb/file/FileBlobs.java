package org.commitdb.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commitdb.blob.BlobId;
import org.commitdb.error.CorruptException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.blob.FrameReader;
import org.commitdb.file.blob.InlineBlob;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.Progress;
import org.jspecify.annotations.Nullable;

/// The blobs of an open file.
///
/// **Threads**: any. **Errors**: those of [org.commitdb.store.RecordStore].
final class FileBlobs {

    private static final int AT_ONCE = 1 << 10;

    private final Volume volume;
    private final Readers readers;
    private final Runnable checkOpen;

    /// The blobs of the file whose published state `readers` see; `checkOpen` raises
    /// [IllegalStateException] when it is closed.
    FileBlobs(Volume volume, Readers readers, Runnable checkOpen) {
        this.volume = volume;
        this.readers = readers;
        this.checkOpen = checkOpen;
    }

    /// Appends sealed blobs and commits, see [org.commitdb.store.RecordStore#append(List, List)].
    void append(Writer writer, List<BlobWriter> blobs, List<byte[]> commits) {
        List<FileBlobWriter> own = new ArrayList<>(blobs.size());
        for (BlobWriter blob : blobs) {
            if (!(blob instanceof FileBlobWriter ready) || !ready.isOf(writer)) {
                throw new IllegalArgumentException(
                        volume.name() + ": a blob was written for another store");
            }
            if (own.contains(ready)) {
                throw new IllegalArgumentException(
                        volume.name() + ": a blob is to be appended twice");
            }
            own.add(ready);
        }
        try {
            writer.append(own.stream().map(FileBlobWriter::ready).toList(), commits);
        } catch (OutcomeUnknownException e) {
            own.forEach(FileBlobWriter::end);
            throw e;
        }
        own.forEach(FileBlobWriter::end);
    }

    /// Keeps a blob whose bytes are all here, unless it is there.
    void put(Writer writer, BlobId id, String layout, byte[] bytes) {
        if (offsetOf(id) != 0) {
            return;
        }
        InlineBlob.Payload inline = InlineBlob.encode(id, layout, bytes, bytes.length);
        if (inline != null) {
            writer.append(List.of(StagedBlob.inline(id, inline)), List.of());
            return;
        }
        try (FileBlobWriter blob = new FileBlobWriter(volume, writer, layout, bytes.length)) {
            blob.write(bytes);
            BlobId found = blob.seal();
            if (!found.equals(id)) {
                throw new IllegalArgumentException("the blob has the id " + found + ", not " + id);
            }
            append(writer, List.of(blob), List.of());
        }
    }

    /// What is known of a blob.
    Optional<BlobInfo> info(BlobId id) {
        long offset = offsetOf(id);
        return offset == 0 ? Optional.empty() : Optional.of(infoAt(volume, id, offset));
    }

    /// What the log record at `offset` says of the blob `id`.
    ///
    /// **Errors**: [CorruptException] when it is about something else.
    static BlobInfo infoAt(Volume volume, BlobId id, long offset) {
        LogRecord record = read(volume, offset);
        return record.is(RecordType.BLOB_INLINE)
                ? infoOf(volume, BlobReplay.outline(record, volume.name()), id, record)
                : infoOf(volume, decode(volume, record), id, record);
    }

    /// A reader of a blob.
    Optional<BlobReader> open(BlobId id) {
        LogRecord record = recordOf(id);
        if (record == null) {
            return Optional.empty();
        }
        if (record.is(RecordType.BLOB_INLINE)) {
            BlobInfo info = infoOf(volume, BlobReplay.outline(record, volume.name()), id, record);
            InlineBlob blob =
                    InlineBlob.decode(record.payload(), record.has(LogRecord.LZ4), volume.name());
            return Optional.of(new FileBlobReader(volume.name(), info, blob.bytes(), () -> true));
        }
        BlobRecord blob = decode(volume, record);
        long offset = record.offset();
        return Optional.of(
                new FileBlobReader(
                        volume.name(),
                        infoOf(volume, blob, id, record),
                        new FrameReader(volume.storage(), volume.checksum(), blob),
                        () -> offsetOf(id) == offset));
    }

    /// The bytes of a blob where they lie, null when that is not in one piece as they are.
    ///
    /// @param upkeep a thread that nobody interrupts
    @Nullable MemorySegment map(BlobId id, EngineThread upkeep) {
        LogRecord record = recordOf(id);
        if (record == null || !record.is(RecordType.BLOB_EXTENT)) {
            return null;
        }
        BlobRecord blob = decode(volume, record);
        checkSame(volume, id, blob.id(), record);
        if (!blob.isOnePiece()) {
            return null;
        }
        try {
            new BlobCopy(volume.storage(), volume.checksum(), blob)
                    .verify(new Meter(Progress.NONE, blob.size()));
            long offset = blob.extents().getFirst().offset();
            return upkeep.call(
                            () -> {
                                volume.map().grow();
                                return new Mapped(volume.map().slice(offset, blob.size()));
                            })
                    .bytes;
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "map a blob", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The ids of the blobs, ascending.
    List<BlobId> ids(@Nullable BlobId after, int limit) {
        List<BlobId> ids = new ArrayList<>();
        BlobId last = after;
        int wanted;
        int got;
        do {
            BlobId from = last;
            int next = Math.min(limit - ids.size(), AT_ONCE);
            wanted = next;
            List<BlobIndex.Entry> more = ask(from, next);
            more.forEach(entry -> ids.add(entry.id()));
            got = more.size();
            last = more.isEmpty() ? last : more.getLast().id();
        } while (got == wanted && ids.size() < limit);
        return ids;
    }

    /// Facts about all blobs.
    BlobStatistics statistics() {
        BlobStatistics statistics = BlobStatistics.NONE;
        List<BlobIndex.Entry> more = ask(null, AT_ONCE);
        while (!more.isEmpty()) {
            for (BlobIndex.Entry entry : more) {
                statistics = plus(statistics, infoAt(volume, entry.id(), entry.offset()));
            }
            more = ask(more.getLast().id(), AT_ONCE);
        }
        return statistics;
    }

    /// These and one more.
    static BlobStatistics plus(BlobStatistics statistics, BlobInfo info) {
        return statistics.plus(info.size(), info.storedSize());
    }

    private List<BlobIndex.Entry> ask(@Nullable BlobId after, int limit) {
        checkOpen.run();
        return readers.read(snapshot -> BlobIndex.list(snapshot, after, limit));
    }

    private long offsetOf(BlobId id) {
        checkOpen.run();
        return readers.read(snapshot -> BlobIndex.offsetOf(snapshot, id));
    }

    private record Mapped(@Nullable MemorySegment bytes) {}

    private @Nullable LogRecord recordOf(BlobId id) {
        long offset = offsetOf(id);
        return offset == 0 ? null : read(volume, offset);
    }

    /// The record of a blob, which lies at `offset`.
    ///
    /// **Errors**: [CorruptException] when something else lies there.
    static LogRecord read(Volume volume, long offset) {
        LogRecord record = volume.records().read(offset);
        return record.is(RecordType.BLOB_INLINE)
                ? record
                : volume.records().read(offset, RecordType.BLOB_EXTENT);
    }

    private static BlobRecord decode(Volume volume, LogRecord record) {
        return BlobRecord.decode(record.payload(), volume.name());
    }

    private static BlobInfo infoOf(
            Volume volume, BlobRecord blob, BlobId wanted, LogRecord record) {
        checkSame(volume, wanted, blob.id(), record);
        return new BlobInfo(blob.id(), blob.layout(), blob.size(), blob.storedSize());
    }

    private static BlobInfo infoOf(
            Volume volume, InlineBlob.Outline blob, BlobId wanted, LogRecord record) {
        checkSame(volume, wanted, blob.id(), record);
        return new BlobInfo(blob.id(), blob.layout(), blob.size(), blob.storedSize());
    }

    private static void checkSame(Volume volume, BlobId wanted, BlobId found, LogRecord record) {
        if (!found.equals(wanted)) {
            throw new CorruptException(
                    volume.name()
                            + ": expected the blob "
                            + wanted
                            + " in the log record at offset "
                            + record.offset()
                            + ", found the blob "
                            + found
                            + "; rebuild the indexes",
                    volume.name(),
                    record.offset(),
                    "the blob " + wanted,
                    "the blob " + found);
        }
    }
}
