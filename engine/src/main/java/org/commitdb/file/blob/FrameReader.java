package org.commitdb.file.blob;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.storage.Storage;

/// Reads the frames of one blob, each verified.
///
/// **Threads**: one. **Errors**: [CorruptException] when what is stored is not what was;
/// [IOException] when the disk refuses. **Cost**: a range reads the frames that it touches and
/// their groups of the frame table, neighbours once; memory for one frame and one group, whatever
/// the record claims.
public final class FrameReader {

    private final Storage storage;
    private final SaltedCrc checksum;
    private final BlobRecord record;
    private final ExtentRun run;
    private final Lz4Frames lz4 = new Lz4Frames();
    private final byte[] group = new byte[FrameTable.GROUP_SIZE];
    private long groupIndex = -1;
    private byte[] frame = {};
    private long frameIndex = -1;

    /// A frame as it is stored, verified.
    ///
    /// @param bytes the stored bytes
    /// @param raw whether they are the frame itself, and not its LZ4 block
    public record StoredFrame(byte[] bytes, boolean raw) {}

    /// A reader of the blob that `record` leads to.
    public FrameReader(Storage storage, SaltedCrc checksum, BlobRecord record) {
        this.storage = storage;
        this.checksum = checksum;
        this.record = record;
        this.run = new ExtentRun(storage, record.extents());
    }

    /// Reads `length` bytes of the blob from `position` on, all of which it has, to `target` from
    /// `offset` on.
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(position, length, record.size());
        for (int done = 0; done < length; ) {
            long index = (position + done) >>> record.log2Frame();
            int from = (int) (position + done - (index << record.log2Frame()));
            load(index);
            int count = Math.min(length - done, frame.length - from);
            System.arraycopy(frame, from, target, offset + done, count);
            done += count;
        }
    }

    /// The frame numbered `index`, from 0 on, as it is stored.
    public StoredFrame stored(long index) throws IOException {
        Objects.checkIndex(index, record.frameCount());
        int inGroup = (int) (index % FrameTable.GROUP_FRAMES);
        loadGroup(index / FrameTable.GROUP_FRAMES);
        long position = FrameTable.position(group);
        if (position < 0 || position > record.storedSize()) {
            throw corrupt(index, "a place within the blob", "the place " + position);
        }
        for (int before = 0; before < inGroup; before++) {
            position += FrameTable.storedLength(group, before);
        }
        int stored = FrameTable.storedLength(group, inGroup);
        boolean raw = FrameTable.isRaw(group, inGroup);
        int length = record.frameLength(index);
        if (raw ? stored != length : stored > length) {
            throw corrupt(index, length + " bytes", stored + " stored bytes");
        }
        if (position > record.storedSize() - stored) {
            throw corrupt(index, "a place within the blob", "the place " + position);
        }
        byte[] bytes = new byte[stored];
        readRun(index, position, bytes);
        int crc = checksum.of(run.offsetOf(position), bytes);
        int expected = FrameTable.checksum(group, inGroup);
        if (crc != expected) {
            throw corrupt(
                    index,
                    "the checksum " + Integer.toHexString(expected),
                    Integer.toHexString(crc));
        }
        return new StoredFrame(bytes, raw);
    }

    /// The content of a frame that was read as it is stored.
    public byte[] content(long index, StoredFrame stored) {
        if (stored.raw()) {
            return stored.bytes();
        }
        int length = record.frameLength(index);
        Optional<byte[]> content = lz4.decompress(stored.bytes(), length);
        return content.orElseThrow(
                () -> corrupt(index, "an LZ4 block of " + length + " bytes", "another block"));
    }

    private void load(long index) throws IOException {
        if (index != frameIndex) {
            frameIndex = -1;
            frame = content(index, stored(index));
            frameIndex = index;
        }
    }

    private void loadGroup(long index) throws IOException {
        if (index == groupIndex) {
            return;
        }
        groupIndex = -1;
        long position = record.tablePosition() + index * FrameTable.GROUP_SIZE;
        readRun(index * FrameTable.GROUP_FRAMES, position, group);
        if (!FrameTable.isSound(group, record.id(), checksum, run.offsetOf(position))) {
            throw corrupt(index * FrameTable.GROUP_FRAMES, "a sound frame table", "other bytes");
        }
        groupIndex = index;
    }

    private void readRun(long index, long position, byte[] target) throws IOException {
        Arrays.fill(target, (byte) 0);
        try {
            run.read(position, target, 0, target.length);
        } catch (EOFException e) {
            throw corrupt(index, "bytes of the blob", "the end of the file");
        }
    }

    private CorruptException corrupt(long index, String expected, String found) {
        return new CorruptException(
                storage.name()
                        + ": the frame "
                        + index
                        + " of the blob "
                        + record.id()
                        + " is damaged: expected "
                        + expected
                        + ", found "
                        + found
                        + "; restore the file, or salvage what is sound",
                storage.name(),
                run.offsetOf(0),
                expected,
                found);
    }
}
