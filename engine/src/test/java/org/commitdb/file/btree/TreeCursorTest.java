package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.NavigableMap;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

final class TreeCursorTest {

    private final TreeFixture tree = new TreeFixture();

    @Test
    void emptyTreeHasNoEntry() {
        TreeCursor cursor = tree.reader().cursor();
        assertFalse(cursor.first());
        assertFalse(cursor.last());
        assertFalse(cursor.seek(new byte[0]));
        assertFalse(cursor.seekCeiling(new byte[0]));
        assertFalse(cursor.seekFloor(new byte[] {1}));
        assertFalse(cursor.seekHigher(new byte[0]));
        assertFalse(cursor.seekLower(new byte[] {1}));
    }

    @Test
    void cursorAtNoEntryRefusesAccess() {
        tree.putNumbers(0, 10, 1);
        TreeCursor cursor = tree.reader().cursor();
        assertThrows(IllegalStateException.class, cursor::key);
        assertThrows(IllegalStateException.class, cursor::next);
        assertTrue(cursor.last());
        assertFalse(cursor.next());
        assertThrows(IllegalStateException.class, cursor::value);
        assertThrows(IllegalStateException.class, cursor::previous);
    }

    @Test
    void numbersAreReadFromKeysAndValuesInPlace() {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        for (int i = 0; i < 4; i++) {
            byte[] key = new byte[20];
            ByteBuffer.wrap(key)
                    .putLong(1, 0x0102030405060708L)
                    .putLong(9, 0x1112131415160000L + i);
            ByteBuffer value = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
            changes.put(key, value.putLong(i).putInt(-i).put((byte) 200).array());
        }
        tree.apply(changes);
        TreeCursor cursor = tree.reader().cursor();
        byte[] buffer = new byte[1024];
        long i = 0;
        for (boolean at = cursor.first(); at; at = cursor.next(), i++) {
            assertEquals(20, cursor.keyLength());
            assertEquals(0x0102030405060708L, cursor.keyLong(1));
            assertEquals(0x1112131415160000L + i, cursor.keyLong(9));
            assertEquals(0x1213141516000000L + i * 256, cursor.keyLong(10));
            assertEquals(20, cursor.copyKey(buffer));
            assertArrayEquals(cursor.key(), java.util.Arrays.copyOf(buffer, 20));
            assertEquals(13, cursor.valueLength());
            assertEquals(i, cursor.valueLong(0));
            assertEquals(-i, cursor.valueInt(8));
            assertEquals(200, cursor.valueByte(12));
            assertEquals(13, cursor.copyValue(buffer));
            assertArrayEquals(cursor.value(), java.util.Arrays.copyOf(buffer, 13));
        }
        assertEquals(4, i);
    }

    @Test
    void readingBeyondKeyOrValueIsCorruption() {
        tree.putNumbers(7, 8, 1);
        TreeCursor cursor = tree.reader().cursor();
        assertTrue(cursor.first());
        assertEquals('7', cursor.valueByte(0));
        assertThrows(CorruptException.class, () -> cursor.valueByte(1));
        assertThrows(CorruptException.class, () -> cursor.valueInt(0));
        assertThrows(CorruptException.class, () -> cursor.valueLong(-1));
        assertThrows(CorruptException.class, () -> cursor.valueLong(Integer.MAX_VALUE));
        assertThrows(CorruptException.class, () -> cursor.keyLong(1));
    }

    @Test
    void numbersAreReadToTheVeryEndOfKeyAndValue() {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        changes.put(new byte[] {9, 1, 2, 3, 4, 5, 6, 7, 8}, new byte[] {9, 1, 0, 0, 0, 2, 0, 0, 0});
        tree.apply(changes);
        TreeCursor cursor = tree.reader().cursor();
        assertTrue(cursor.first());
        assertEquals(0x0102030405060708L, cursor.keyLong(1));
        assertEquals(0x0200000001L, cursor.valueLong(1));
        assertEquals(2, cursor.valueInt(5));
        assertEquals(9, cursor.valueByte(0));
        assertThrows(CorruptException.class, () -> cursor.keyLong(2));
        assertThrows(CorruptException.class, () -> cursor.keyLong(-1));
        assertThrows(CorruptException.class, () -> cursor.valueLong(2));
        assertThrows(CorruptException.class, () -> cursor.valueInt(6));
        assertThrows(CorruptException.class, () -> cursor.valueByte(9));
        assertThrows(CorruptException.class, () -> cursor.valueByte(-1));
    }

    @Test
    void accessorsNeedAnEntry() {
        tree.putNumbers(0, 10, 1);
        TreeCursor cursor = tree.reader().cursor();
        byte[] target = new byte[64];
        assertFalse(cursor.seek(Keys.bigEndian(99)));
        assertFalse(cursor.isAtEntry());
        assertThrows(IllegalStateException.class, cursor::keyLength);
        assertThrows(IllegalStateException.class, cursor::valueLength);
        assertThrows(IllegalStateException.class, () -> cursor.copyKey(target));
        assertThrows(IllegalStateException.class, () -> cursor.copyValue(target));
        assertThrows(IllegalStateException.class, () -> cursor.compareKey(target));
        assertThrows(IllegalStateException.class, () -> cursor.keyLong(0));
        assertThrows(IllegalStateException.class, () -> cursor.valueByte(0));
    }

    /// Every place in a tree of three levels, by each way to get there.
    @Test
    void seeksFindTheirNeighboursEverywhere() {
        tree.putNumbers(10, 120_000, 10);
        assertEquals(2, tree.root.height());
        assertSeeks(tree, 120_000, 7);
        TreeFixture deep = new TreeFixture().putNumbers(10, 1_200_000, 10);
        assertEquals(3, deep.root.height());
        assertSeeks(deep, 1_200_000, 2_003);
    }

    private static void assertSeeks(TreeFixture tree, long end, long step) {
        TreeCursor cursor = tree.reader().cursor();
        for (long number = 11; number < end - 11; number += step) {
            byte[] key = Keys.bigEndian(number);
            long below = (number - 1) / 10 * 10;
            long floor = number / 10 * 10;
            long ceiling = (number + 9) / 10 * 10;
            assertTrue(cursor.seekLower(key));
            assertEquals(below, cursor.keyLong(0));
            assertTrue(cursor.next());
            assertEquals(below + 10, cursor.keyLong(0));
            assertTrue(cursor.seekFloor(key));
            assertEquals(floor, cursor.keyLong(0));
            assertTrue(cursor.seekCeiling(key));
            assertEquals(ceiling, cursor.keyLong(0));
            assertTrue(cursor.previous());
            assertEquals(ceiling - 10, cursor.keyLong(0));
            assertTrue(cursor.seekHigher(key));
            assertEquals(floor + 10, cursor.keyLong(0));
            assertEquals(number % 10 == 0, cursor.seek(key));
        }
        assertFalse(cursor.seekLower(Keys.bigEndian(10)));
        assertFalse(cursor.seekFloor(Keys.bigEndian(9)));
        assertFalse(cursor.seekHigher(Keys.bigEndian(end - 10)));
        assertFalse(cursor.seekCeiling(Keys.bigEndian(end - 9)));
    }

    /// The bounds of a range fall on the first and the last entries of leaves, too.
    @Test
    void rangeEndsWhereverItsBoundsLie() {
        tree.putNumbers(0, 1000, 1);
        assertTrue(tree.pagesAt(0).size() > 3);
        for (long from = 0; from < 1000; from += 3) {
            for (long length : new long[] {0, 1, 2, 220, 400}) {
                long to = Math.min(from + length, 1000);
                KeyRange range = KeyRange.between(Keys.bigEndian(from), Keys.bigEndian(to));
                TreeCursor cursor = tree.reader().cursor(range);
                assertEquals(from < to, cursor.first());
                assertEquals(from < to, cursor.last());
                if (from < to) {
                    assertEquals(to - 1, cursor.keyLong(0));
                    assertFalse(cursor.next());
                    assertTrue(cursor.first());
                    assertEquals(from, cursor.keyLong(0));
                    assertFalse(cursor.previous());
                    assertTrue(cursor.seekFloor(Keys.bigEndian(5000)));
                    assertEquals(to - 1, cursor.keyLong(0));
                    assertTrue(cursor.seekLower(Keys.bigEndian(to)));
                    assertEquals(to - 1, cursor.keyLong(0));
                    assertFalse(cursor.seekHigher(Keys.bigEndian(to - 1)));
                    assertFalse(cursor.seekLower(Keys.bigEndian(from)));
                }
            }
        }
    }

    @Test
    void nextReadsEachPageOnce() {
        tree.putNumbers(0, 120_000, 1);
        TreeCursor cursor = tree.reader().cursor();
        int reads = tree.store.reads();
        long expected = 0;
        for (boolean at = cursor.first(); at; at = cursor.next()) {
            assertEquals(expected++, cursor.keyLong(0));
        }
        assertEquals(120_000, expected);
        assertEquals(tree.store.allocated().size(), tree.store.reads() - reads);
        reads = tree.store.reads();
        for (boolean at = cursor.last(); at; at = cursor.previous()) {
            assertEquals(--expected, cursor.keyLong(0));
        }
        assertEquals(0, expected);
        assertTrue(tree.store.reads() - reads <= tree.store.allocated().size());
    }

    @Test
    void seekReadsOnePageOfEachLevel() {
        tree.putNumbers(0, 120_000, 1);
        TreeCursor cursor = tree.reader().cursor();
        int reads = tree.store.reads();
        assertTrue(cursor.seek(Keys.bigEndian(33_333)));
        assertEquals(3, tree.store.reads() - reads);
        assertArrayEquals(Keys.text(33_333), cursor.value());
    }

    @Test
    void rangeHidesWhatLiesOutside() {
        tree.putNumbers(0, 5000, 1);
        KeyRange range = KeyRange.between(Keys.bigEndian(1000), Keys.bigEndian(2000));
        TreeCursor cursor = tree.reader().cursor(range);
        assertTrue(cursor.first());
        assertEquals(1000, cursor.keyLong(0));
        assertFalse(cursor.previous());
        assertTrue(cursor.last());
        assertEquals(1999, cursor.keyLong(0));
        assertFalse(cursor.next());
        assertFalse(cursor.seek(Keys.bigEndian(2000)));
        assertFalse(cursor.seekFloor(Keys.bigEndian(999)));
        assertTrue(cursor.seekFloor(Keys.bigEndian(4000)));
        assertEquals(1999, cursor.keyLong(0));
        assertTrue(cursor.seekCeiling(Keys.bigEndian(3)));
        assertEquals(1000, cursor.keyLong(0));
        assertFalse(cursor.seekCeiling(Keys.bigEndian(2000)));
        KeyRange none = KeyRange.between(Keys.bigEndian(2000), Keys.bigEndian(1000));
        assertFalse(tree.reader().cursor(none).first());
        assertFalse(tree.reader().cursor(none).last());
        TreeCursor beyond = tree.reader().cursor(KeyRange.from(Keys.bigEndian(5000)));
        assertFalse(beyond.last());
        assertFalse(beyond.first());
        assertFalse(beyond.isAtEntry());
    }

    @Test
    void rangeHasItsFirstBoundAndNotItsLast() {
        KeyRange range = KeyRange.between(new byte[] {1}, new byte[] {(byte) 0x80});
        assertTrue(range.contains(new byte[] {1}));
        assertTrue(range.contains(new byte[] {0x7f, (byte) 0xff}));
        assertFalse(range.contains(new byte[] {(byte) 0x80}));
        assertFalse(range.contains(new byte[] {0, (byte) 0xff}));
        assertFalse(range.contains(new byte[0]));
        assertTrue(KeyRange.from(new byte[] {1}).contains(new byte[] {(byte) 0xff}));
        assertFalse(KeyRange.from(new byte[] {1}).contains(new byte[] {0}));
        assertTrue(KeyRange.all().contains(new byte[0]));
    }

    @Test
    void prefixRangeEndsWhereNoKeyBeginsWithThePrefix() {
        KeyRange range = KeyRange.prefix(new byte[] {1, (byte) 0xff});
        assertTrue(range.contains(new byte[] {1, (byte) 0xff}));
        assertTrue(range.contains(new byte[] {1, (byte) 0xff, (byte) 0xff, 9}));
        assertFalse(range.contains(new byte[] {2}));
        assertFalse(range.contains(new byte[] {1, (byte) 0xfe, 9}));
        KeyRange top = KeyRange.prefix(new byte[] {(byte) 0xff});
        assertTrue(top.contains(new byte[] {(byte) 0xff, (byte) 0xff}));
        assertFalse(top.contains(new byte[] {(byte) 0xfe}));
        assertTrue(KeyRange.prefix(new byte[0]).contains(new byte[0]));
    }
}
