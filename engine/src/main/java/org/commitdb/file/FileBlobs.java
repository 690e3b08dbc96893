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
        if (find(id) != null) {
            return;
        }
        InlineBlob.Payload inline = InlineBlob.encode(id, layout, bytes, bytes.length);
        if (inline != null) {
            writer.append(List.of(StagedBlob.inline(id, inline, bytes.length)), List.of());
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
        LogRecord record = recordOf(id);
        if (record == null) {
            return Optional.empty();
        }
        return Optional.of(
                record.is(RecordType.BLOB_INLINE)
                        ? infoOf(BlobReplay.outline(record, volume.name()), id, record)
                        : infoOf(decode(record), id, record));
    }

    /// A reader of a blob.
    Optional<BlobReader> open(BlobId id) {
        LogRecord record = recordOf(id);
        if (record == null) {
            return Optional.empty();
        }
        if (record.is(RecordType.BLOB_INLINE)) {
            BlobInfo info = infoOf(BlobReplay.outline(record, volume.name()), id, record);
            InlineBlob blob =
                    InlineBlob.decode(record.payload(), record.has(LogRecord.LZ4), volume.name());
            return Optional.of(new FileBlobReader(volume.name(), info, blob.bytes(), () -> true));
        }
        BlobRecord blob = decode(record);
        long offset = record.offset();
        return Optional.of(
                new FileBlobReader(
                        volume.name(),
                        infoOf(blob, id, record),
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
        BlobRecord blob = decode(record);
        checkSame(id, blob.id(), record);
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
                statistics = statistics.plus(entry.place().size(), entry.place().storedSize());
            }
            more = ask(more.getLast().id(), AT_ONCE);
        }
        return statistics;
    }

    private List<BlobIndex.Entry> ask(@Nullable BlobId after, int limit) {
        checkOpen.run();
        return readers.read(snapshot -> BlobIndex.list(snapshot, after, limit));
    }

    private long offsetOf(BlobId id) {
        BlobIndex.Place place = find(id);
        return place == null ? 0 : place.offset();
    }

    private BlobIndex.@Nullable Place find(BlobId id) {
        checkOpen.run();
        return readers.read(snapshot -> new Found(BlobIndex.find(snapshot, id))).place;
    }

    private record Mapped(@Nullable MemorySegment bytes) {}

    private record Found(BlobIndex.@Nullable Place place) {}

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

    private BlobRecord decode(LogRecord record) {
        return BlobRecord.decode(record.payload(), volume.name());
    }

    private BlobInfo infoOf(BlobRecord blob, BlobId wanted, LogRecord record) {
        checkSame(wanted, blob.id(), record);
        return new BlobInfo(blob.id(), blob.layout(), blob.size(), blob.storedSize());
    }

    private BlobInfo infoOf(InlineBlob.Outline blob, BlobId wanted, LogRecord record) {
        checkSame(wanted, blob.id(), record);
        return new BlobInfo(blob.id(), blob.layout(), blob.size(), blob.storedSize());
    }

    private void checkSame(BlobId wanted, BlobId found, LogRecord record) {
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
