package org.commitdb.file.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

final class VerifiedPagesTest {

    private static final int PAGE_SIZE = 4096;
    private static final int TREE = 2;

    private final HeapPages store = new HeapPages(PAGE_SIZE, 77);
    private final VerifiedPages pages = new VerifiedPages(store);
    private final PageReader reader = new PageReader();

    @Test
    void loadsPageThatHasTheChecksumOfItsParent() {
        int number = store.allocate();
        int crc = writeLeaf(number, 1, 10, 20, 30);
        pages.load(reader, number, crc, 0, TREE);
        assertEquals(3, reader.count());
        assertArrayEquals(new byte[] {20}, reader.key(1));
        assertEquals(1, reader.birthSeq());
    }

    @Test
    void refusesOlderPageInPlaceOfNewer() {
        int number = store.allocate();
        byte[] older = leaf(number, 1, 10).clone();
        int crc = writeLeaf(number, 2, 20);
        store.replace(number, older);
        CorruptException failure =
                assertThrows(
                        CorruptException.class, () -> pages.load(reader, number, crc, 0, TREE));
        assertEquals("heap", failure.source());
        assertEquals((long) number * PAGE_SIZE, failure.offset());
    }

    @Test
    void refusesLostWriteEvenIfTheOlderPageWasVerified() {
        int number = store.allocate();
        int oldCrc = writeLeaf(number, 1, 10);
        pages.load(reader, number, oldCrc, 0, TREE);
        int newCrc = crcOf(leaf(number, 2, 20));
        assertThrows(CorruptException.class, () -> pages.load(reader, number, newCrc, 0, TREE));
    }

    @Test
    void verifiesReusedPageNumberAgain() {
        int number = store.allocate();
        pages.load(reader, number, writeLeaf(number, 1, 10), 0, TREE);
        byte[] next = leaf(number, 2, 20).clone();
        int crc = crcOf(next);
        next[PAGE_SIZE - 1] ^= 1;
        store.replace(number, next);
        assertThrows(CorruptException.class, () -> pages.load(reader, number, crc, 0, TREE));
        next[PAGE_SIZE - 1] ^= 1;
        pages.load(reader, number, crc, 0, TREE);
        assertArrayEquals(new byte[] {20}, reader.key(0));
    }

    @Test
    void refusesPageThatWasOverwrittenAfterItWasVerified() {
        int number = store.allocate();
        int crc = writeLeaf(number, 1, 10);
        pages.load(reader, number, crc, 0, TREE);
        store.replace(number, leaf(number, 2, 20).clone());
        assertThrows(CorruptException.class, () -> pages.load(reader, number, crc, 0, TREE));
    }

    @Test
    void doesNotVerifyTwiceUnlessAskedTo() {
        int number = store.allocate();
        int crc = writeLeaf(number, 1, 10);
        pages.load(reader, number, crc, 0, TREE);
        store.bytes(number)[2000] = 1;
        pages.load(reader, number, crc, 0, TREE);
        assertThrows(CorruptException.class, () -> pages.reload(reader, number, crc, 0, TREE));
    }

    @Test
    void refusesPageOfAnotherPlace() {
        int number = store.allocate();
        int other = store.allocate();
        int crc = writeLeaf(number, 1, 10);
        store.replace(other, store.bytes(number));
        assertThrows(CorruptException.class, () -> pages.load(reader, other, crc, 0, TREE));
    }

    @Test
    void refusesPageOfAnotherFile() {
        int number = store.allocate();
        int crc = writeLeaf(number, 1, 10);
        HeapPages file = new HeapPages(PAGE_SIZE, 78);
        file.replace(number, store.bytes(number));
        assertThrows(
                CorruptException.class,
                () -> new VerifiedPages(file).load(reader, number, crc, 0, TREE));
    }

    @Test
    void refusesWrongLevelAndWrongTreeAlsoWhenVerified() {
        int number = store.allocate();
        int crc = writeLeaf(number, 1, 10);
        for (int i = 0; i < 2; i++) {
            assertThrows(CorruptException.class, () -> pages.load(reader, number, crc, 1, TREE));
            assertThrows(CorruptException.class, () -> pages.load(reader, number, crc, 0, 3));
        }
        pages.load(reader, number, crc, 0, TREE);
    }

    @Test
    void refusesPageZero() {
        assertThrows(CorruptException.class, () -> pages.load(reader, 0, 0, 0, TREE));
    }

    @Test
    void messageNamesFilePlaceAndFacts() {
        int number = store.allocate();
        int crc = writeLeaf(number, 1, 10);
        CorruptException failure =
                assertThrows(
                        CorruptException.class, () -> pages.load(reader, number, crc, 1, TREE));
        assertEquals((long) number * PAGE_SIZE + PageLayout.LEVEL, failure.offset());
        assertEquals("level 1", failure.expected());
        assertEquals("level 0", failure.found());
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("heap") && message.contains("level 1"), message);
    }

    private int writeLeaf(int number, long birthSeq, int... keys) {
        byte[] page = leaf(number, birthSeq, keys);
        store.write(number, page);
        return crcOf(page);
    }

    private byte[] leaf(int number, long birthSeq, int... keys) {
        PageWriter writer = new PageWriter(PAGE_SIZE, new SaltedCrc(store.fileSalt()));
        writer.start(number, 0, TREE, birthSeq, new byte[0], 0, 0);
        for (int key : keys) {
            writer.addEntry(new byte[] {(byte) key}, 0, 1, 0, 1);
        }
        writer.finish();
        return writer.bytes();
    }

    private int crcOf(byte[] page) {
        return java.nio.ByteBuffer.wrap(page).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(0);
    }
}
