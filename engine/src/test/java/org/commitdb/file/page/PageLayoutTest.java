package org.commitdb.file.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.junit.jupiter.api.Test;

final class PageLayoutTest {

    private static final int PAGE_SIZE = 4096;
    private static final SaltedCrc CHECKSUM = new SaltedCrc(99);

    @Test
    void headerFieldsLieWhereTheFormatSays() {
        assertEquals(0, PageLayout.CRC);
        assertEquals(4, PageLayout.KIND);
        assertEquals(5, PageLayout.LEVEL);
        assertEquals(6, PageLayout.COUNT);
        assertEquals(8, PageLayout.NUMBER);
        assertEquals(12, PageLayout.PREFIX_LENGTH);
        assertEquals(14, PageLayout.HEAP_START);
        assertEquals(16, PageLayout.BIRTH_SEQ);
        assertEquals(24, PageLayout.TREE_ID);
        assertEquals(26, PageLayout.FLAGS);
        assertEquals(28, PageLayout.LEFT_CHILD);
        assertEquals(32, PageLayout.LEFT_CHILD_CRC);
        assertEquals(36, PageLayout.RESERVED);
        assertEquals(40, PageLayout.HEADER_SIZE);
        assertEquals(8, PageLayout.SLOT_SIZE);
        assertEquals(8, PageLayout.CHILD_SIZE);
    }

    @Test
    void leafIsLaidOutByteByByte() {
        PageWriter writer = new PageWriter(PAGE_SIZE, CHECKSUM);
        byte[] bytes = ascii("commit/a=1commit/bcdef=23");
        writer.start(17, 0, 5, 0x0102030405060708L, bytes, 0, 7);
        writer.addEntry(bytes, 0, 8, 8, 2);
        writer.addEntry(bytes, 10, 12, 22, 3);
        int crc = writer.finish();

        ByteBuffer expected = ByteBuffer.allocate(PAGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(crc).put((byte) 0x10).put((byte) 0).putShort((short) 2).putInt(17);
        expected.putShort((short) 7).putShort((short) (4096 - 4 - 9));
        expected.putLong(0x0102030405060708L).putShort((short) 5).putShort((short) 0);
        expected.putInt(0).putInt(0).putInt(0);
        expected.put(ascii("commit/"));
        expected.putInt(0x61000000).putShort((short) (4096 - 4)).putShort((short) 1);
        expected.putInt(0x62636465).putShort((short) (4096 - 4 - 9)).putShort((short) 5);
        expected.position(4096 - 4 - 9);
        expected.put(ascii("bcdef")).put((byte) 3).put(ascii("=23"));
        expected.put(ascii("a")).put((byte) 2).put(ascii("=1"));
        assertArrayEquals(expected.array(), writer.bytes());
        assertEquals(CHECKSUM.of(17L * PAGE_SIZE, writer.bytes(), 4, PAGE_SIZE - 4), crc);
    }

    @Test
    void branchIsLaidOutByteByByte() {
        PageWriter writer = new PageWriter(PAGE_SIZE, CHECKSUM);
        byte[] bytes = {1, 2, 1, 2, (byte) 0xff};
        writer.start(18, 1, 5, 3, bytes, 0, 2);
        writer.setLeftmostChild(30, 0xa0a0a0a0);
        writer.addChild(bytes, 0, 2, 31, 0xb0b0b0b0);
        writer.addChild(bytes, 2, 3, 32, 0xc0c0c0c0);
        int crc = writer.finish();

        ByteBuffer expected = ByteBuffer.allocate(PAGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(crc).put((byte) 0x11).put((byte) 1).putShort((short) 2).putInt(18);
        expected.putShort((short) 2).putShort((short) (4096 - 8 - 9));
        expected.putLong(3).putShort((short) 5).putShort((short) 0);
        expected.putInt(30).putInt(0xa0a0a0a0).putInt(0);
        expected.put((byte) 1).put((byte) 2);
        expected.putInt(0).putShort((short) (4096 - 8)).putShort((short) 0);
        expected.putInt(0xff000000).putShort((short) (4096 - 8 - 9)).putShort((short) 1);
        expected.position(4096 - 8 - 9);
        expected.put((byte) 0xff).putInt(32).putInt(0xc0c0c0c0);
        expected.putInt(31).putInt(0xb0b0b0b0);
        assertArrayEquals(expected.array(), writer.bytes());
    }

    @Test
    void longValuesHaveLengthsOfTwoBytes() {
        PageWriter writer = new PageWriter(PAGE_SIZE, CHECKSUM);
        byte[] bytes = new byte[300];
        writer.start(18, 0, 5, 3, bytes, 0, 0);
        writer.addEntry(bytes, 0, 1, 0, 127);
        writer.addEntry(bytes, 0, 2, 0, 300);
        writer.finish();
        byte[] page = writer.bytes();
        int first = PAGE_SIZE - 127 - 1;
        assertEquals(127, page[first]);
        assertArrayEquals(
                new byte[] {(byte) ((300 & 0x7f) | 0x80), 300 >> 7},
                Arrays.copyOfRange(page, first - 1 - 300 - 2, first - 1 - 300));
    }

    @Test
    void twoGreatestEntriesAndThreeGreatestSeparatorsFit() {
        int room = PAGE_SIZE - PageLayout.HEADER_SIZE;
        assertEquals(true, 2 * PageLayout.entrySize(1024, 512) <= room);
        assertEquals(true, 3 * PageLayout.separatorSize(1024) <= room);
    }

    @Test
    void cellThatDoesNotFitIsRefused() {
        PageWriter writer = new PageWriter(PAGE_SIZE, CHECKSUM);
        byte[] bytes = new byte[1600];
        writer.start(18, 0, 5, 3, bytes, 0, 0);
        writer.addEntry(bytes, 0, 1000, 0, 512);
        writer.addEntry(bytes, 0, 1001, 0, 512);
        assertThrows(IllegalStateException.class, () -> writer.addEntry(bytes, 0, 1002, 0, 512));
    }

    @Test
    void pageSizesArePowersOfTwoFrom4KiBTo64KiB() {
        for (int size : new int[] {4096, 8192, 16384, 32768, 65536}) {
            assertEquals(size, PageLayout.checkPageSize(size));
        }
        for (int size : new int[] {0, -4096, 2048, 4097, 6144, 131072, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> PageLayout.checkPageSize(size));
        }
    }

    @Test
    void pageNumbersAreUnsigned() {
        assertEquals(0xffffffffL * 4096, PageLayout.offsetOf(-1, 4096));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
