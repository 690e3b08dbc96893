package org.commitdb.file.blob;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.storage.Storage;

/// Writes the frames of one blob into extents that it takes as it needs them, and the frame table
/// behind them.
///
/// Nothing refers to what is written until the [BlobRecord] is in the log. **Invariants**: every
/// frame but the last has the full length. **Threads**: one. **Errors**: [IOException] when the
/// disk refuses. **Cost**: memory for one frame, and 8 bytes for each.
public final class FrameWriter {

    /// Room is taken in steps of this share of what is written.
    private static final int GROWTH_DIVISOR = 1 << 10;

    private static final long MIN_STEP = 1L << 20;
    private static final long MAX_STEP = 1L << 26;

    private final SaltedCrc checksum;
    private final BlobCodec codec;
    private final int log2Frame;
    private final ExtentSource source;
    private final ExtentRun run;
    private final Lz4Frames lz4 = new Lz4Frames();
    private final FrameTable table = new FrameTable();
    private long expectedBytes;
    private long size;
    private long stored;

    /// A writer of no frame yet.
    ///
    /// @param expectedBytes how many bytes frames and table will take, 0 when that is not known;
    ///   see [BlobRecord#totalBytes]
    public FrameWriter(
            Storage storage,
            SaltedCrc checksum,
            BlobCodec codec,
            int log2Frame,
            ExtentSource source,
            long expectedBytes) {
        this.checksum = checksum;
        this.codec = codec;
        this.log2Frame = log2Frame;
        this.source = source;
        this.run = new ExtentRun(storage);
        this.expectedBytes = expectedBytes;
    }

    /// Adds the next frame: the first `length` bytes of `frame`.
    public void add(byte[] frame, int length) throws IOException {
        byte[] block = codec == BlobCodec.LZ4 ? lz4.compress(frame, 0, length) : frame;
        if (codec == BlobCodec.LZ4 && block.length < length) {
            addStored(block, block.length, false, length);
        } else {
            addStored(frame, length, true, length);
        }
    }

    /// Adds the next frame, of `length` bytes, in its stored form.
    public void addStored(byte[] bytes, int storedLength, boolean raw, int length)
            throws IOException {
        if (size % (1 << log2Frame) != 0) {
            throw new IllegalStateException("only the last frame is shorter");
        }
        makeRoom(stored + storedLength);
        int crc = checksum.of(run.offsetOf(stored), bytes, 0, storedLength);
        run.write(stored, bytes, 0, storedLength);
        table.add(storedLength, raw, crc);
        stored += storedLength;
        size += length;
    }

    /// How many bytes were stored so far.
    public long stored() {
        return stored;
    }

    /// The extents that were taken so far, whole.
    public List<BlobExtent> taken() {
        return run.extents();
    }

    /// Writes the frame table of the blob `id` and returns the record that is to lead to it. It
    /// names no more room than is needed, see [#unused].
    public BlobRecord finish(BlobId id, String layout) throws IOException {
        long position = (stored + Long.BYTES - 1) & -Long.BYTES;
        long end = position + FrameTable.sizeFor(Math.ceilDiv(size, 1L << log2Frame));
        expectedBytes = end;
        makeRoom(end);
        run.write(stored, new byte[Long.BYTES], 0, (int) (position - stored));
        long first = 0;
        for (int index = 0; index < table.groupCount(); index++) {
            byte[] group = table.group(index, first, id, checksum, run.offsetOf(position));
            run.write(position, group, 0, group.length);
            first = table.nextPosition(index, first);
            position += group.length;
        }
        return new BlobRecord(id, layout, size, stored, log2Frame, codec, used(end));
    }

    /// What was taken and is not named by `record`.
    public List<BlobExtent> unused(BlobRecord record) {
        List<BlobExtent> unused = new ArrayList<>();
        List<BlobExtent> taken = run.extents();
        int last = record.extents().size() - 1;
        long lastUsed = record.extents().get(last).length();
        if (lastUsed < taken.get(last).length()) {
            unused.add(taken.get(last).after(lastUsed));
        }
        unused.addAll(taken.subList(last + 1, taken.size()));
        return unused;
    }

    private List<BlobExtent> used(long bytes) {
        List<BlobExtent> used = new ArrayList<>();
        long left = bytes;
        for (BlobExtent extent : run.extents()) {
            if (left > 0) {
                long length = Math.min(extent.length(), BlobExtent.lengthFor(left));
                used.add(extent.first(length));
                left -= length;
            }
        }
        return used;
    }

    /// Has room for everything up to the position `end`.
    private void makeRoom(long end) {
        while (run.capacity() < end) {
            long step = Math.clamp(run.capacity() / GROWTH_DIVISOR, MIN_STEP, MAX_STEP);
            long expected = Math.min(expectedBytes - run.capacity(), MAX_STEP);
            long wanted = expected > 0 ? expected : Math.max(step, end - run.capacity());
            run.add(source.take(wanted));
        }
    }
}
