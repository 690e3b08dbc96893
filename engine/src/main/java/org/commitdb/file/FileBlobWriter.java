package org.commitdb.file;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.StorageException;
import org.commitdb.file.blob.BlobCodec;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.blob.CodecChoice;
import org.commitdb.file.blob.FrameWriter;
import org.commitdb.file.blob.InlineBlob;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.BlobWriter;
import org.jspecify.annotations.Nullable;

/// Writes one blob: a small one is kept until it is appended, a larger one goes frame by frame to
/// extents of its own, outside any lock.
///
/// What is written is synced in steps, so that no commit meanwhile has to wait for a long backlog.
///
/// **Threads**: one. **Cost**: at most 1 MiB of heap, and 8 bytes for each 256 KiB.
final class FileBlobWriter implements BlobWriter {

    private static final int FRAME = 1 << BlobRecord.LOG2_FRAME;

    /// So much is kept before the codec is chosen.
    private static final int SAMPLE = 4 * FRAME;

    private static final int FIRST_CAPACITY = 1 << 13;
    private static final long FORCE_STEP = 1L << 24;

    private final Volume volume;
    private final Writer writer;
    private final String layout;
    private final long expectedSize;
    private final MessageDigest digest = Hashes.newSha256();
    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int buffered;
    private long size;
    private long forced;
    private @Nullable FrameWriter frames;
    private @Nullable StagedBlob staged;
    private boolean usable = true;

    /// A writer of a blob with this layout.
    ///
    /// @param expectedSize how many bytes it will have, 0 when that is not known
    FileBlobWriter(Volume volume, Writer writer, String layout, long expectedSize) {
        this.volume = volume;
        this.writer = writer;
        this.layout = layout;
        this.expectedSize = expectedSize;
        digest.update(new ByteWriter().writeString(layout).toByteArray());
    }

    /// Whether the blob is written by `other`.
    boolean isOf(Writer other) {
        return writer == other;
    }

    /// The blob, ready to be recorded.
    ///
    /// **Errors**: [IllegalStateException] when it is not sealed, or was appended or closed.
    StagedBlob ready() {
        checkUsable();
        StagedBlob blob = staged;
        if (blob == null) {
            throw new IllegalStateException("the blob is not sealed");
        }
        return blob;
    }

    /// Notes that the blob was recorded, or its room given back.
    void end() {
        usable = false;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        checkUsable();
        Objects.checkFromIndexSize(offset, length, source.length);
        if (staged != null) {
            throw new IllegalStateException("the blob is sealed");
        }
        digest.update(source, offset, length);
        for (int done = 0; done < length; ) {
            makeRoom(length - done);
            int count = Math.min(length - done, buffer.length - buffered);
            System.arraycopy(source, offset + done, buffer, buffered, count);
            buffered += count;
            done += count;
        }
        size += length;
    }

    /// Has room for at least one more byte in the buffer.
    private void makeRoom(int wanted) {
        if (frames == null && buffered + (long) wanted > buffer.length && buffer.length < SAMPLE) {
            long grown = Math.max(buffered + (long) wanted, 2L * buffer.length);
            buffer = Arrays.copyOf(buffer, (int) Math.min(SAMPLE, grown));
        }
        if (buffered == buffer.length) {
            writeFrames(frames(), buffered);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public BlobId seal() {
        checkUsable();
        StagedBlob sealed = staged;
        if (sealed == null) {
            sealed = stage(BlobId.of(digest.digest()));
            staged = sealed;
            buffer = new byte[0];
        }
        return sealed.id();
    }

    private StagedBlob stage(BlobId id) {
        InlineBlob.Payload inline =
                frames == null ? InlineBlob.encode(id, layout, buffer, buffered) : null;
        if (inline != null) {
            return StagedBlob.inline(id, inline);
        }
        FrameWriter target = frames();
        writeFrames(target, buffered);
        BlobRecord record = finish(target, id);
        writer.forceBlobs();
        return new StagedBlob(
                id,
                RecordType.BLOB_EXTENT,
                LogRecord.BLOBS_FORCED,
                record.encode(),
                record.extents(),
                target.unused(record));
    }

    private BlobRecord finish(FrameWriter target, BlobId id) {
        try {
            return target.finish(id, layout);
        } catch (IOException e) {
            usable = false;
            release();
            throw refused(e);
        }
    }

    /// What writes the frames; what is in the buffer decides about the codec.
    private FrameWriter frames() {
        FrameWriter existing = frames;
        if (existing != null) {
            return existing;
        }
        BlobCodec codec = CodecChoice.of(buffer, buffered);
        long expected = Math.max(expectedSize, buffered < SAMPLE ? buffered : 0);
        FrameWriter fresh =
                new FrameWriter(
                        volume.storage(),
                        volume.checksum(),
                        codec,
                        BlobRecord.LOG2_FRAME,
                        this::takeExtent,
                        expected == 0
                                ? 0
                                : BlobRecord.totalBytes(expected, expected, BlobRecord.LOG2_FRAME));
        frames = fresh;
        return fresh;
    }

    private BlobExtent takeExtent(long wantedBytes) {
        BlobAllocation allocation = new BlobAllocation(wantedBytes, writer.durableSeq());
        writer.appendLater(allocation);
        return allocation.taken();
    }

    /// Writes the first `length` bytes of the buffer as frames, and empties it.
    private void writeFrames(FrameWriter target, int length) {
        boolean done = false;
        try {
            for (int from = 0; from < length; from += FRAME) {
                int count = Math.min(FRAME, length - from);
                byte[] frame = from == 0 ? buffer : Arrays.copyOfRange(buffer, from, from + count);
                target.add(frame, count);
            }
            buffered = 0;
            if (target.stored() - forced >= FORCE_STEP) {
                writer.forceBlobs();
                forced = target.stored();
            }
            done = true;
        } catch (IOException e) {
            throw refused(e);
        } finally {
            if (!done) {
                usable = false;
                release();
            }
        }
    }

    private StorageException refused(IOException cause) {
        return Volume.refused(volume.name(), "write a blob", cause);
    }

    @Override
    public void close() {
        if (usable) {
            usable = false;
            release();
        }
    }

    private void release() {
        FrameWriter target = frames;
        if (target == null || target.taken().isEmpty()) {
            return;
        }
        try {
            writer.appendLater(new BlobRelease(target.taken()));
        } catch (CommitDatabaseException | IllegalStateException e) {
            // The next session finds that nobody has the room.
            return;
        }
    }

    private void checkUsable() {
        if (!usable) {
            throw new IllegalStateException("the blob was appended, given up, or failed");
        }
    }
}
