package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.commitdb.Specification;
import org.commitdb.Specification.Layout;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.page.PageLayout;
import org.commitdb.file.storage.HeapStorage;
import org.junit.jupiter.api.Test;

/// The tables of the specification about the file, its preamble and its trees say what the code
/// writes.
final class FileSpecificationTest {

    private static final Specification SPECIFICATION = Specification.read();
    private static final long SALT = 0x1122334455667788L;

    @Test
    void fileMapIsTheLayout() {
        List<List<String>> rows = SPECIFICATION.table("1. The file", "0x4000");
        long[] offsets = {
            FileLayout.HEADER,
            FileLayout.META_SLOT_0,
            FileLayout.META_SLOT_1,
            FileLayout.STATUS,
            FileLayout.FIRST_EXTENT.offset(),
            FileLayout.MIN_LENGTH
        };
        assertEquals(offsets.length, rows.size());
        for (int i = 0; i < offsets.length; i++) {
            assertEquals(offsets[i], Specification.number(rows.get(i).getFirst()));
            if (i + 1 < offsets.length) {
                assertEquals(offsets[i + 1] - offsets[i], Specification.number(rows.get(i).get(1)));
            }
        }
        String used = FileLayout.BLOCK_SIZE + " B used";
        assertTrue(rows.get(0).get(2).contains(used), rows::toString);
        assertTrue(rows.get(1).get(2).contains(used), rows::toString);
        String text = SPECIFICATION.text("1. The file");
        assertTrue(
                text.contains("The smallest file has " + (FileLayout.MIN_LENGTH >> 10) + " KiB"));
        assertTrue(text.contains("a multiple of " + (LogExtent.ALIGNMENT >> 10) + " KiB"));
    }

    @Test
    void headerIsWrittenAsItsTableSays() {
        Layout layout = new Layout(SPECIFICATION.table("Header", "fileSalt, random"));
        assertEquals(FileLayout.BLOCK_SIZE, layout.size());
        UUID uuid = new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
        UUID parent = new UUID(0x1112131415161718L, 0x191a1b1c1d1e1f20L);
        byte[] bytes = new Header(1 << 14, 0, 0x77, uuid, SALT, 0x1234567890L, parent).encode();
        assertEquals(FileLayout.BLOCK_SIZE, bytes.length);
        String magic = layout.text("magic").replace("magic", "").replace("`", "").strip();
        assertArrayEquals(
                HexFormat.ofDelimiter(" ").parseHex(magic),
                Arrays.copyOf(bytes, layout.sizeOf("magic")));
        assertArrayEquals(Header.magic(), Arrays.copyOf(bytes, layout.sizeOf("magic")));
        assertEquals(told(layout, "major version"), layout.read(bytes, "major version"));
        assertEquals(told(layout, "minor version"), layout.read(bytes, "minor version"));
        assertEquals(14, layout.read(bytes, "log2 of the page size"));
        assertTrue(layout.text("log2").endsWith("12 to 16"));
        assertEquals(1 << 12, PageLayout.MIN_PAGE_SIZE);
        assertEquals(1 << 16, PageLayout.MAX_PAGE_SIZE);
        assertTrue(layout.text("hashAlg").contains(layout.read(bytes, "hashAlg") + " SHA-256"));
        assertTrue(
                layout.text("checksumAlg").contains(layout.read(bytes, "checksumAlg") + " CRC32C"));
        assertEquals(0, layout.read(bytes, "applicationId"));
        assertEquals(0, layout.read(bytes, "incompatible features"));
        assertEquals(0x77, layout.read(bytes, "read-only compatible features"));
        assertEquals(0, layout.read(bytes, "compatible features"));
        assertEquals(uuid, uuidAt(bytes, layout.offset("fileSalt") - 16));
        assertEquals(SALT, layout.read(bytes, "fileSalt"));
        assertEquals(0x1234567890L, layout.read(bytes, "time of creation"));
        assertEquals(parent, uuidAt(bytes, layout.offset("UUID of the file that")));
        int crc = new SaltedCrc(SALT).of(0, bytes, 0, layout.offset("crc"));
        assertEquals(Integer.toUnsignedLong(crc), layout.read(bytes, "crc"));
        assertEquals(Header.CRC_OFFSET, layout.offset("crc"));
        assertEquals(Header.INCOMPAT_OFFSET, layout.offset("incompatible"));
    }

    /// The number at the end of a description such as `major version, 1`.
    private static long told(Layout layout, String field) {
        String text = layout.text(field);
        return Specification.number(text.substring(text.lastIndexOf(' ') + 1));
    }

    private static UUID uuidAt(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(at), buffer.getLong(at + 8));
    }

    @Test
    void metaSlotIsWrittenAsItsTableSays() {
        Layout layout = new Layout(SPECIFICATION.table("META slot", "`META`"));
        assertEquals(FileLayout.BLOCK_SIZE, layout.size());
        LogExtent extent = new LogExtent(0x50000, 0x20000, 0x31);
        TreeRoot[] roots = new TreeRoot[IndexTree.values().length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = new TreeRoot(i + 2, 1000 + i, 1, i + 1, 7);
        }
        Meta meta =
                new Meta(
                        0x1235,
                        new LogPosition(extent, 0x50048, 0x61, 0x71819191),
                        true,
                        0x42,
                        0x80000,
                        0x43,
                        IndexRoots.of(roots),
                        0x998877L);
        SaltedCrc checksum = new SaltedCrc(SALT);
        byte[] bytes = meta.encode(checksum);
        assertEquals(FileLayout.BLOCK_SIZE, bytes.length);
        int crc = checksum.of(FileLayout.META_SLOT_1, bytes, 4, bytes.length - 4);
        assertEquals(Integer.toUnsignedLong(crc), layout.read(bytes, "crc"));
        assertEquals(
                "META", new String(bytes, layout.offset("`META`"), 4, StandardCharsets.US_ASCII));
        assertEquals(0x1235, layout.read(bytes, "checkpointSeq"));
        assertEquals(0x50048, layout.read(bytes, "replayOffset"));
        assertEquals(0x61, layout.read(bytes, "replaySeq"));
        assertEquals(0x71819191, layout.read(bytes, "replayPrevCrc"));
        assertEquals(1, layout.read(bytes, "flags: 1 clean"));
        assertEquals(0x42, layout.read(bytes, "lastOrdinal"));
        assertEquals(0x80000, layout.read(bytes, "highWater"));
        assertEquals(0x43, layout.read(bytes, "lastTxn"));
        assertEquals(0x998877L, layout.read(bytes, "time of the checkpoint"));
        assertEquals(extent.offset(), layout.read(bytes, "offset of the LOG extent"));
        assertEquals(extent.length(), layout.read(bytes, "its length"));
        assertEquals(extent.seq(), layout.read(bytes, "its extentSeq"));
        int first = layout.offset("16 roots of " + TreeRoot.SIZE + " B");
        assertEquals(16 * TreeRoot.SIZE, layout.sizeOf("16 roots"));
        for (int i = 0; i < roots.length; i++) {
            ByteReader reader = new ByteReader(bytes, "META");
            reader.skip(first + i * TreeRoot.SIZE);
            assertEquals(roots[i], TreeRoot.decode(reader));
        }
    }

    @Test
    void rootIsWrittenAsItsTableSays() {
        Layout layout =
                new Layout(
                        SPECIFICATION.table("Tree", "treeId").stream()
                                .map(row -> List.of(row.get(0), row.get(1), row.get(2)))
                                .toList());
        assertEquals(TreeRoot.SIZE, layout.size());
        ByteWriter writer = new ByteWriter();
        new TreeRoot(0x01020304, 0x11223344, 5, 9, 0x0102030405060708L).encode(writer);
        byte[] bytes = writer.toByteArray();
        assertEquals(0x01020304, layout.read(bytes, "page"));
        assertEquals(0x11223344, layout.read(bytes, "crc"));
        assertEquals(5, layout.read(bytes, "height"));
        assertEquals(9, layout.read(bytes, "treeId"));
        assertEquals(0x0102030405060708L, layout.read(bytes, "entries"));
        String height = SPECIFICATION.row("Tree", "height").get(3);
        assertTrue(height.contains("at most " + TreeRoot.MAX_HEIGHT), height);
    }

    @Test
    void treesHaveTheNumbersOfTheirTable() {
        List<String> told =
                SPECIFICATION.table("5. Index trees", "COMMITS").stream()
                        .map(row -> row.get(0) + " " + row.get(1))
                        .toList();
        List<String> known =
                Arrays.stream(IndexTree.values()).map(t -> t.treeId() + " " + t.name()).toList();
        assertEquals(known, told);
        assertEquals(5, IndexKeys.NUMBER_SIZE);
        String extents = SPECIFICATION.row("5. Index trees", "EXTENTS").get(3);
        assertTrue(
                extents.contains(ExtentIndex.LOG + " LOG, " + ExtentIndex.TREE + " TREE"), extents);
    }

    @Test
    void limitsAreThoseOfTheirTable() {
        assertEquals("2^40 - 1", limit("ordinals"));
        assertEquals((1L << 40) - 1, IndexKeys.MAX_NUMBER);
        assertTrue(limit("file").startsWith("2^32 pages"));
        assertEquals((1L << 32) * 4096, FileLayout.maxLength(4096));
        assertEquals(
                LogRecord.MAX_PAYLOAD >> 20,
                Specification.number(limit("payload of a record, and so a commit")));
        assertEquals(PageLayout.MAX_KEY_LENGTH, Specification.number(limit("key of a tree")));
        assertEquals(TreeRoot.MAX_HEIGHT, Specification.number(limit("height of a tree")));
    }

    private static String limit(String what) {
        return SPECIFICATION.row("8. Limits", what).get(1);
    }

    @Test
    void checksumIsCrc32cOfSaltPlaceAndBytes() {
        // The check value of CRC-32C: "123456789" gives e3069283. Salt and place stand before it.
        byte[] bytes = new byte[25];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(SALT).putLong(4096);
        System.arraycopy("123456789".getBytes(StandardCharsets.US_ASCII), 0, bytes, 16, 9);
        CRC32C plain = new CRC32C();
        plain.update(bytes);
        assertEquals(
                (int) plain.getValue(),
                new SaltedCrc(SALT).of(4096, "123456789".getBytes(StandardCharsets.US_ASCII)));
        CRC32C check = new CRC32C();
        check.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0xe3069283L, check.getValue());
        assertEquals(5, SPECIFICATION.table("1. The file", "META slot").size());
    }

    /// A new file is the smallest one, and its first checkpoint lies in slot 0.
    @Test
    void newFileIsLaidOutAsCreationSays() throws Exception {
        HeapStorage storage = new HeapStorage("new.cdb");
        FileOptions options =
                FileOptions.defaults()
                        .withClockAndRandom(() -> Instant.EPOCH, new SplittableRandom(1));
        Preamble.create(storage, options);
        assertEquals(FileLayout.MIN_LENGTH, storage.size());
        Header header = Preamble.readHeader(storage, true);
        Preamble.Slots slots = Preamble.readSlots(storage, new SaltedCrc(header.fileSalt()));
        Meta newer = slots.newer();
        assertTrue(newer != null && newer.checkpointSeq() == 0 && newer.clean());
        assertArrayEquals(
                new byte[FileLayout.BLOCK_SIZE],
                Preamble.readBlock(storage, FileLayout.META_SLOT_1));
    }
}
