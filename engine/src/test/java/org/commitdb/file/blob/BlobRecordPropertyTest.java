package org.commitdb.file.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.storage.HeapStorage;
import org.junit.jupiter.api.Test;

/// Frames and records of blobs, sound and hostile.
final class BlobRecordPropertyTest {

    private static final SaltedCrc CHECKSUM = new SaltedCrc(42);
    private static final long UNIT = BlobExtent.ALIGNMENT;

    /// Gives extents of random length, apart from each other.
    private static ExtentSource scattered(HeapStorage storage, SplittableRandom random) {
        long[] end = {UNIT};
        return wanted -> {
            long units = 1 + random.nextInt((int) (BlobExtent.lengthFor(wanted) / UNIT));
            BlobExtent extent = new BlobExtent(end[0] + UNIT * random.nextInt(2), units * UNIT);
            end[0] = extent.end();
            try {
                storage.setLength(extent.end());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return extent;
        };
    }

    @Property(tries = 60)
    void framesComeBackFromScatteredExtents(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int log2Frame = 12 + random.nextInt(4);
        byte[] bytes = new byte[1 + random.nextInt(600_000)];
        random.nextBytes(bytes);
        boolean compressible = random.nextBoolean();
        for (int i = 0; compressible && i < bytes.length; i++) {
            bytes[i] = i % 9 == 0 ? bytes[i] : 1;
        }
        HeapStorage storage = new HeapStorage("frames");
        FrameWriter writer =
                new FrameWriter(
                        storage,
                        CHECKSUM,
                        random.nextBoolean() ? BlobCodec.LZ4 : BlobCodec.RAW,
                        log2Frame,
                        scattered(storage, random),
                        random.nextBoolean() ? bytes.length : 0);
        for (int from = 0; from < bytes.length; from += 1 << log2Frame) {
            int count = Math.min(1 << log2Frame, bytes.length - from);
            writer.add(Arrays.copyOfRange(bytes, from, from + count), count);
        }
        BlobRecord record = writer.finish(BlobId.ofContent("uchar-1", bytes), "uchar-1");
        BlobRecord decoded = BlobRecord.decode(record.encode(), "a record");
        assertEquals(record, decoded);
        long named = decoded.extents().stream().mapToLong(BlobExtent::length).sum();
        long unused = writer.unused(record).stream().mapToLong(BlobExtent::length).sum();
        long taken = writer.taken().stream().mapToLong(BlobExtent::length).sum();
        assertEquals(taken, named + unused);
        FrameReader reader = new FrameReader(storage, CHECKSUM, decoded);
        byte[] all = new byte[bytes.length];
        reader.read(0, all, 0, all.length);
        assertArrayEquals(bytes, all);
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - from);
        byte[] range = new byte[length];
        reader.read(from, range, 0, length);
        assertArrayEquals(Arrays.copyOfRange(bytes, from, from + length), range);
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> reader.read(bytes.length - 1, new byte[2], 0, 2));
    }

    @Property(tries = 500)
    void changedRecordIsRefusedOrReadWithinItsClaims(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        BlobRecord sound =
                new BlobRecord(
                        BlobId.NONE,
                        "uchar-1",
                        300_000,
                        200_000,
                        18,
                        BlobCodec.LZ4,
                        List.of(
                                new BlobExtent(UNIT, 2 * UNIT),
                                new BlobExtent(5 * UNIT, 2 * UNIT)));
        byte[] payload = sound.encode();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            payload[BlobId.SIZE + random.nextInt(payload.length - BlobId.SIZE)] =
                    (byte) random.nextInt(256);
        }
        HeapStorage storage = new HeapStorage("hostile");
        storage.setLength(8 * UNIT);
        try {
            BlobRecord record = BlobRecord.decode(payload, "a record");
            FrameReader reader = new FrameReader(storage, CHECKSUM, record);
            assertThrows(
                    CorruptException.class,
                    () -> reader.read(record.size() - 1, new byte[1], 0, 1));
        } catch (CorruptException e) {
            assertTrue(e.getMessage().matches("(?s).*(a record|hostile).*"), e.getMessage());
        }
    }

    @Test
    void hostileNumbersAreRefused() {
        long[][] hostile = {
            {0, 0, 18, 1},
            {-1, 1, 18, 1},
            {Long.MAX_VALUE, 1, 18, 1},
            {1, Long.MAX_VALUE, 18, 1},
            {1, 2, 18, 1},
            {2, 1, 18, 0},
            {1, 1, 11, 0},
            {1, 1, 21, 0},
            {1, 1, 63, 0},
            {1, 1, 18, 2}
        };
        for (long[] numbers : hostile) {
            byte[] payload =
                    new ByteWriter()
                            .writeBytes(new byte[BlobId.SIZE])
                            .writeString("uchar-1")
                            .writeVarint(numbers[0])
                            .writeVarint(numbers[1])
                            .writeByte((int) numbers[2])
                            .writeByte((int) numbers[3])
                            .writeVarint(1)
                            .writeVarint(1)
                            .writeVarint(1)
                            .toByteArray();
            assertThrows(
                    CorruptException.class,
                    () -> BlobRecord.decode(payload, "a record"),
                    Arrays.toString(numbers));
        }
        for (long[] extent : new long[][] {{0, 1}, {1, 0}, {1L << 33, 1}, {1, 1L << 33}, {-1, 1}}) {
            byte[] payload =
                    new ByteWriter()
                            .writeBytes(new byte[BlobId.SIZE])
                            .writeString("uchar-1")
                            .writeVarint(1)
                            .writeVarint(1)
                            .writeByte(18)
                            .writeByte(0)
                            .writeVarint(1)
                            .writeVarint(extent[0])
                            .writeVarint(extent[1])
                            .toByteArray();
            assertThrows(
                    CorruptException.class,
                    () -> BlobRecord.decode(payload, "a record"),
                    Arrays.toString(extent));
        }
    }

    @Test
    void inlineBlobWithAHostileLengthIsRefused() {
        for (long length : new long[] {-1, 1L << 19, 1L << 40, Long.MAX_VALUE}) {
            byte[] payload =
                    new ByteWriter()
                            .writeBytes(new byte[BlobId.SIZE])
                            .writeString("uchar-1")
                            .writeVarint(length)
                            .writeBytes(new byte[20])
                            .toByteArray();
            assertThrows(
                    CorruptException.class, () -> InlineBlob.decode(payload, true, "a record"));
            assertThrows(
                    CorruptException.class, () -> InlineBlob.outline(payload, true, "a record"));
        }
    }

    @Test
    void inlineBlobIsCompressedWhereItPays() {
        List<byte[]> contents = new ArrayList<>();
        contents.add(new byte[0]);
        contents.add(new byte[200_000]);
        byte[] noise = new byte[20_000];
        new SplittableRandom(1).nextBytes(noise);
        contents.add(noise);
        for (byte[] bytes : contents) {
            BlobId id = BlobId.ofContent("uchar-1", bytes);
            InlineBlob.Payload payload = InlineBlob.encode(id, "uchar-1", bytes, bytes.length);
            assertEquals(bytes.length == 200_000, payload.compressed());
            InlineBlob back = InlineBlob.decode(payload.bytes(), payload.compressed(), "a record");
            assertArrayEquals(bytes, back.bytes());
            assertEquals(id, back.id());
            InlineBlob.Outline outline =
                    InlineBlob.outline(payload.bytes(), payload.compressed(), "a record");
            assertEquals(bytes.length, outline.size());
            assertEquals(payload.storedSize(), outline.storedSize());
        }
        byte[] tooLarge = new byte[40_000];
        new SplittableRandom(2).nextBytes(tooLarge);
        assertNull(InlineBlob.encode(BlobId.NONE, "uchar-1", tooLarge, tooLarge.length));
    }
}
