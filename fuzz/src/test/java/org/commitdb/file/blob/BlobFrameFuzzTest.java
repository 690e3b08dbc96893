package org.commitdb.file.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.commitdb.error.CorruptException;
import org.commitdb.file.storage.Storage;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.fuzz.Input;
import org.junit.jupiter.api.Test;

/// Blobs whose frames, frame tables and log records somebody changed, with or without making the
/// checksums right: every read ends, in bytes or a [CorruptException]. Without the checksums the
/// bytes are those that were written; with them, a range gives what the frame gives alone.
///
/// The input is a byte that chooses a blob, then a list of changes: a byte that says what changes,
/// a frame, a place, other bytes.
final class BlobFrameFuzzTest {

    private static final int SIZE = 290_000;
    private static final int MOST_CHANGES = 12;
    private static final long ALLOWED_BYTES = 128L << 20;
    private static final List<HostileBlob.Sound> BLOBS =
            List.of(
                    HostileBlob.Sound.of(content(false), 12, BlobCodec.RAW, 1),
                    HostileBlob.Sound.of(content(true), 12, BlobCodec.LZ4, 1),
                    HostileBlob.Sound.of(content(true), 16, BlobCodec.LZ4, 2),
                    HostileBlob.Sound.of(content(false), 18, BlobCodec.RAW, 8));

    /// Bytes of which every other piece can be compressed, or none.
    private static byte[] content(boolean compressible) {
        byte[] content = new byte[SIZE];
        new SplittableRandom(11).nextBytes(content);
        for (int i = 0; compressible && i < SIZE; i++) {
            content[i] = (i >> 13) % 2 == 0 || i % 40 == 0 ? content[i] : (byte) (i >> 10);
        }
        return content;
    }

    @FuzzTest(maxDuration = "10m")
    void blobIsReadOrRefused(byte[] input) {
        Budget.holdAllThreads(ALLOWED_BYTES, () -> check(input));
    }

    private static void check(byte[] bytes) {
        Input input = new Input(bytes);
        HostileBlob.Sound sound = BLOBS.get(input.next() % BLOBS.size());
        HostileBlob hostile = new HostileBlob(sound);
        for (int i = 0; i < MOST_CHANGES && input.hasMore(); i++) {
            change(hostile, input);
        }
        BlobRecord blob;
        try {
            blob = hostile.blob();
        } catch (CorruptException e) {
            assertEquals("a record", e.source());
            return;
        }
        try (Storage storage = hostile.storage()) {
            read(storage, blob, hostile.isHonest() ? sound.content() : null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// One change; those with numbers below 128 make the checksums right.
    private static void change(HostileBlob hostile, Input input) {
        int kind = input.next();
        int frame = input.below(hostile.frames());
        int group = frame / FrameTable.GROUP_FRAMES;
        switch (kind & 7) {
            case 0 -> hostile.changeFrame(frame, input.below(1 << 16), input.next());
            case 1 -> hostile.copyFrame(input.below(hostile.frames()), frame);
            case 2, 3 -> hostile.changeEntry(frame, input.next(), input.take(1 + input.next() % 4));
            case 4 -> hostile.moveGroup(group, input.number(1 + input.next() % 8));
            case 5 -> hostile.copyGroup(input.below(hostile.groups()), group);
            case 6 -> hostile.changeRecord(input.next(), input.next());
            default -> hostile.cut(input.below(1 << 16) << (input.next() % 8));
        }
        if (kind < 128) {
            switch (kind & 7) {
                case 0, 1 -> hostile.sealFrame(frame);
                case 2, 3, 4, 5 -> hostile.sealGroup(group);
                default -> {}
            }
        }
    }

    /// Reads frames alone, in both orders, and ranges across them; compares each with the others
    /// and, if it is known, with what was written.
    private static void read(Storage storage, BlobRecord blob, byte[] expected) throws IOException {
        FrameReader ranges = new FrameReader(storage, HostileBlob.CHECKSUM, blob);
        long frames = blob.frameCount();
        long step = Math.max(1, frames / 97);
        for (long index = 0; index < frames; index += step) {
            compare(storage, blob, ranges, index, expected);
        }
        for (long index = frames - 1; index >= 0; index -= step) {
            compare(storage, blob, ranges, index, expected);
        }
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> ranges.read(blob.size() - 1, new byte[2], 0, 2));
    }

    private static void compare(
            Storage storage, BlobRecord blob, FrameReader ranges, long index, byte[] expected)
            throws IOException {
        long from = index << blob.log2Frame();
        byte[] frame = frame(storage, blob, index);
        byte[] next = index + 1 < blob.frameCount() ? frame(storage, blob, index + 1) : new byte[0];
        if (frame != null && expected != null) {
            assertArrayEquals(
                    Arrays.copyOfRange(expected, (int) from, (int) from + frame.length), frame);
        }
        int length = blob.frameLength(index);
        int more = index + 1 < blob.frameCount() ? Math.min(9, blob.frameLength(index + 1)) : 0;
        byte[] range = new byte[length - length / 2 + more];
        try {
            ranges.read(from + length / 2, range, 0, range.length);
            assertTrue(frame != null && next != null, "a range of frames that are refused");
            byte[] both = Arrays.copyOfRange(frame, length / 2, length + more);
            System.arraycopy(next, 0, both, length - length / 2, more);
            assertArrayEquals(both, range);
        } catch (CorruptException e) {
            assertTrue(frame == null || next == null, e.getMessage());
        }
    }

    /// A frame, read by a reader that knows of no other, or null.
    private static byte[] frame(Storage storage, BlobRecord blob, long index) throws IOException {
        FrameReader reader = new FrameReader(storage, HostileBlob.CHECKSUM, blob);
        try {
            byte[] frame = reader.content(index, reader.stored(index));
            assertEquals(blob.frameLength(index), frame.length);
            return frame;
        } catch (CorruptException e) {
            assertEquals("blob", e.source());
            return null;
        }
    }

    @Test
    void soundBlobsHaveSeveralGroupsFramesOfBothKindsAndScatteredExtents() throws IOException {
        for (HostileBlob.Sound sound : BLOBS) {
            HostileBlob hostile = new HostileBlob(sound);
            assertTrue(hostile.isHonest());
            try (Storage storage = hostile.storage()) {
                FrameReader reader = new FrameReader(storage, HostileBlob.CHECKSUM, sound.blob());
                byte[] all = new byte[SIZE];
                reader.read(0, all, 0, SIZE);
                assertArrayEquals(sound.content(), all);
            }
        }
        assertTrue(new HostileBlob(BLOBS.getFirst()).groups() > 1);
        assertTrue(BLOBS.getFirst().blob().extents().size() > 3);
        assertTrue(BLOBS.get(1).blob().storedSize() < SIZE);
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        List<byte[]> inputs =
                List.of(
                        new byte[] {0},
                        new byte[] {1, (byte) 128, 0, 3, 0, 9, 1},
                        new byte[] {1, 0, 0, 3, 0, 9, 1, 1, 0, 5, 0, 7},
                        new byte[] {1, 2, 0, 4, 3, 0, (byte) 128, 3, 0, 66, 1, 1, 5, 5},
                        new byte[] {0, 4, 0, 65, 7, 1, 2, 3, 4, 5, 6, 7, 8},
                        new byte[] {0, 5, 0, 65, 0, 0, (byte) 133, 0, 1, 0, 1},
                        new byte[] {2, 6, 0, 0, 41, 12, 0, 0, 2, 0, 1, 7},
                        new byte[] {3, 7, 0, 0, 1, 0, 4, 0, 0, 1, 0, 5, 9});
        for (int i = 0; i < inputs.size(); i++) {
            check(inputs.get(i));
            seeds.put("blob-" + i, inputs.get(i));
        }
        Corpus.check(BlobFrameFuzzTest.class, "blobIsReadOrRefused", seeds);
    }
}
