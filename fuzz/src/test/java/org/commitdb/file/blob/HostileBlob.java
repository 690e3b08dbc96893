package org.commitdb.file.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.Storage;

/// The frames of a blob that somebody changes who knows where they lie and can compute their
/// checksums.
///
/// The places are those of the sound blob, also after changes. **Threads**: one.
final class HostileBlob {

    static final SaltedCrc CHECKSUM = new SaltedCrc(77);
    static final String LAYOUT = "uchar-1";

    private static final long UNIT = BlobExtent.ALIGNMENT;
    private static final int GROUP_CRC = FrameTable.GROUP_SIZE - Long.BYTES;

    /// A sound blob, and the file it lies in.
    static final class Sound {

        private final byte[] content;
        private final byte[] file;
        private final BlobRecord blob;

        private Sound(byte[] content, byte[] file, BlobRecord blob) {
            this.content = content;
            this.file = file;
            this.blob = blob;
        }

        /// Its bytes.
        byte[] content() {
            return content.clone();
        }

        /// What leads to it.
        BlobRecord blob() {
            return blob;
        }

        /// Writes `content` as a blob of frames of `2^log2Frame` bytes, in extents of so many units
        /// each, the later ones in front of the earlier.
        static Sound of(byte[] content, int log2Frame, BlobCodec codec, int units) {
            try (HeapStorage storage = new HeapStorage("blob")) {
                long[] next = {24 * UNIT};
                ExtentSource source =
                        wanted -> {
                            next[0] -= units * UNIT;
                            return new BlobExtent(next[0], units * UNIT);
                        };
                storage.setLength(24 * UNIT);
                FrameWriter writer =
                        new FrameWriter(storage, CHECKSUM, codec, log2Frame, source, 0);
                for (int at = 0; at < content.length; at += 1 << log2Frame) {
                    int length = Math.min(1 << log2Frame, content.length - at);
                    writer.add(Arrays.copyOfRange(content, at, at + length), length);
                }
                BlobRecord blob = writer.finish(BlobId.ofContent(LAYOUT, content), LAYOUT);
                byte[] file = new byte[(int) storage.size()];
                storage.read(0, file, 0, file.length);
                return new Sound(content, file, blob);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Sound sound;
    private final byte[] file;
    private final byte[] record;
    private final ExtentRun run;
    private final List<Long> positions = new ArrayList<>();
    private int length;
    private boolean forged;

    HostileBlob(Sound sound) {
        this.sound = sound;
        this.file = sound.file.clone();
        this.record = sound.blob().encode();
        this.run = new ExtentRun(new HeapStorage("places"), sound.blob().extents());
        this.length = file.length;
        long position = 0;
        for (int frame = 0; frame < frames(); frame++) {
            positions.add(position);
            position += entry(frame).getInt(0) & ~FrameTable.RAW_BIT;
        }
    }

    /// How many frames the blob has.
    int frames() {
        return (int) sound.blob().frameCount();
    }

    /// How many groups its frame table has.
    int groups() {
        return Math.ceilDiv(frames(), FrameTable.GROUP_FRAMES);
    }

    /// Whether nothing but the bytes was changed, so that no checksum is right that should not be.
    boolean isHonest() {
        return !forged;
    }

    /// Changes a stored byte of a frame.
    void changeFrame(int frame, int at, int other) {
        int stored = Math.max(1, storedLength(frame));
        byte[] one = {(byte) other};
        write(positions.get(frame) + at % stored, one);
    }

    /// Puts the stored bytes of one frame where those of another one lie, as far as they go.
    void copyFrame(int from, int to) {
        byte[] bytes = new byte[Math.min(storedLength(from), storedLength(to))];
        read(positions.get(from), bytes);
        write(positions.get(to), bytes);
    }

    /// Makes the checksum of a frame right, and that of its group.
    void sealFrame(int frame) {
        byte[] stored = new byte[storedLength(frame)];
        read(positions.get(frame), stored);
        int crc = CHECKSUM.of(run.offsetOf(positions.get(frame)), stored);
        byte[] entry = new byte[Long.BYTES];
        entry(frame).putInt(Integer.BYTES, crc).get(0, entry);
        write(entryPosition(frame), entry);
        sealGroup(frame / FrameTable.GROUP_FRAMES);
    }

    /// Changes bytes of the entry of a frame in its group.
    void changeEntry(int frame, int at, byte[] other) {
        byte[] changed = new byte[Long.BYTES];
        entry(frame)
                .put(
                        at % Long.BYTES,
                        other,
                        0,
                        Math.min(other.length, Long.BYTES - at % Long.BYTES))
                .get(0, changed);
        write(entryPosition(frame), changed);
    }

    /// Says that the first frame of a group lies elsewhere.
    void moveGroup(int group, long position) {
        write(
                groupPosition(group),
                ByteBuffer.allocate(8).order(order()).putLong(0, position).array());
    }

    /// Puts one group where another one lies.
    void copyGroup(int from, int to) {
        byte[] group = new byte[FrameTable.GROUP_SIZE];
        read(groupPosition(from), group);
        write(groupPosition(to), group);
    }

    /// Makes the checksum of a group right.
    void sealGroup(int group) {
        byte[] bytes = new byte[BlobId.SIZE + FrameTable.GROUP_SIZE];
        byte[] content = new byte[FrameTable.GROUP_SIZE];
        long position = groupPosition(group);
        read(position, content);
        sound.blob().id().copyTo(bytes, 0);
        System.arraycopy(content, 0, bytes, BlobId.SIZE, GROUP_CRC);
        int crc = CHECKSUM.of(run.offsetOf(position), bytes, 0, BlobId.SIZE + GROUP_CRC);
        ByteBuffer.wrap(content).order(order()).putInt(GROUP_CRC, crc);
        write(position, content);
        forged = true;
    }

    /// Changes a byte of the log record that leads to the blob.
    void changeRecord(int at, int other) {
        int place = at % record.length;
        forged |= record[place] != (byte) other;
        record[place] = (byte) other;
    }

    /// Lets the file end earlier.
    void cut(int bytes) {
        length = Math.max(0, length - bytes);
    }

    /// What the log record says now.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException].
    BlobRecord blob() {
        return BlobRecord.decode(record, "a record");
    }

    /// The file as it is now.
    Storage storage() {
        HeapStorage storage = new HeapStorage("blob");
        try {
            storage.setLength(length);
            storage.write(0, ByteBuffer.wrap(file, 0, length));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return storage;
    }

    private int storedLength(int frame) {
        long end = frame + 1 < frames() ? positions.get(frame + 1) : sound.blob().storedSize();
        return (int) (end - positions.get(frame));
    }

    private long groupPosition(int group) {
        return sound.blob().tablePosition() + (long) group * FrameTable.GROUP_SIZE;
    }

    private long entryPosition(int frame) {
        return groupPosition(frame / FrameTable.GROUP_FRAMES)
                + Long.BYTES
                + (long) (frame % FrameTable.GROUP_FRAMES) * Long.BYTES;
    }

    private ByteBuffer entry(int frame) {
        byte[] entry = new byte[Long.BYTES];
        read(entryPosition(frame), entry);
        return ByteBuffer.wrap(entry).order(order());
    }

    private static ByteOrder order() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    private void read(long position, byte[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = file[(int) run.offsetOf(position + i)];
        }
    }

    private void write(long position, byte[] source) {
        for (int i = 0; i < source.length; i++) {
            file[(int) run.offsetOf(position + i)] = source[i];
        }
    }
}
