package org.commitdb.file.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Storage] keeps.
abstract class StorageContract {

    private static final long LOCKS = 1L << 62;

    private Storage storage;

    abstract Storage newStorage() throws IOException;

    @BeforeEach
    void open() throws IOException {
        storage = newStorage();
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String read(long position, int length) throws IOException {
        byte[] target = new byte[length + 2];
        storage.read(position, target, 1, length);
        return new String(target, 1, length, StandardCharsets.US_ASCII);
    }

    @Test
    void newFileIsEmpty() throws IOException {
        assertEquals(0, storage.size());
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        storage.write(0, bytes("hello world"));
        storage.write(6, bytes("there"));
        assertEquals("hello there", read(0, 11));
        assertEquals(11, storage.size());
    }

    @Test
    void writesOnlyWhatRemainsInTheBuffer() throws IOException {
        ByteBuffer source = bytes("xxhelloyy");
        source.position(2).limit(7);
        storage.write(3, source);
        assertEquals("hello", read(3, 5));
        assertEquals(8, storage.size());
        assertFalse(source.hasRemaining());
    }

    @Test
    void writesDirectBuffers() throws IOException {
        ByteBuffer source = ByteBuffer.allocateDirect(5).put(bytes("hello")).flip();
        storage.write(0, source);
        assertEquals("hello", read(0, 5));
    }

    @Test
    void writesLongRunsThatCrossEveryBlock() throws IOException {
        byte[] big = new byte[3 * HeapBlocks.BLOCK + 17];
        for (int i = 0; i < big.length; i++) {
            big[i] = (byte) (i * 31 + (i >>> 12));
        }
        storage.write(100, ByteBuffer.wrap(big));
        byte[] back = new byte[big.length];
        storage.read(100, back, 0, back.length);
        assertArrayEquals(big, back);
    }

    @Test
    void gapBetweenWritesIsZero() throws IOException {
        storage.write(2000, bytes("x"));
        byte[] gap = new byte[2000];
        storage.read(0, gap, 0, gap.length);
        assertArrayEquals(new byte[2000], gap);
    }

    @Test
    void readBeyondTheEndFails() throws IOException {
        storage.write(0, bytes("abc"));
        assertThrows(EOFException.class, () -> storage.read(1, new byte[3], 0, 3));
        assertThrows(EOFException.class, () -> storage.read(100, new byte[1], 0, 1));
    }

    @Test
    void setLengthGrowsWithZeroesAndCuts() throws IOException {
        storage.write(0, bytes("abcdef"));
        storage.setLength(3);
        assertEquals(3, storage.size());
        storage.setLength(6);
        assertEquals("abc\0\0\0", read(0, 6));
    }

    @Test
    void forceTakesBothKinds() throws IOException {
        storage.write(0, bytes("abc"));
        storage.force(false);
        storage.force(true);
        assertEquals("abc", read(0, 3));
    }

    @Test
    void mapShowsWhatIsWrittenLater() throws IOException {
        storage.setLength(8192);
        MemorySegment view = storage.map(4096, 4096);
        storage.write(4096 + 10, bytes("late"));
        assertEquals('l', view.get(ValueLayout.JAVA_BYTE, 10));
        assertTrue(view.isReadOnly());
        assertEquals(4096, view.byteSize());
    }

    @Test
    void mapsWholeUnits() throws IOException {
        assertEquals(1, Long.bitCount(storage.mapUnit()));
        assertTrue(storage.mapUnit() >= 1 << 20);
    }

    @Test
    void interruptedThreadReadsAndWritesUnharmed() throws IOException {
        Thread.currentThread().interrupt();
        try {
            storage.write(0, bytes("abc"));
            assertEquals("abc", read(0, 3));
            assertEquals(3, storage.size());
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt was swallowed");
        }
        storage.write(3, bytes("def"));
        storage.force(false);
        assertEquals("abcdef", read(0, 6));
    }

    @Test
    void lockIsRefusedWhileHeldAndFreeAfterwards() throws IOException {
        Optional<StorageLock> first = storage.tryLock(LOCKS + 2, 1, false);
        assertTrue(first.isPresent());
        assertTrue(storage.tryLock(LOCKS + 2, 1, false).isEmpty());
        assertTrue(storage.tryLock(LOCKS, 8, true).isEmpty());
        Optional<StorageLock> other = storage.tryLock(LOCKS + 3, 1, false);
        assertTrue(other.isPresent());
        first.get().close();
        first.get().close();
        assertTrue(storage.tryLock(LOCKS + 2, 1, false).isPresent());
    }

    @Test
    void wordsAreSharedAndStay() throws IOException {
        storage.setLength(4096);
        SharedWords words = storage.sharedWords(1024, 4).orElseThrow();
        words.set(0, Long.MIN_VALUE + 1);
        words.set(3, 7);
        SharedWords same = storage.sharedWords(1024, 4).orElseThrow();
        assertEquals(Long.MIN_VALUE + 1, same.get(0));
        same.set(3, 8);
        assertEquals(8, words.get(3));
    }

    @Test
    void interruptedThreadForcesMapsAndLocksUnharmed() throws IOException {
        storage.setLength(8192);
        Thread.currentThread().interrupt();
        try {
            storage.force(true);
            storage.setLength(16384);
            storage.map(0, 4096);
            storage.tryLock(LOCKS, 1, false).orElseThrow().close();
            storage.sharedWords(4096, 2).orElseThrow().set(1, 1);
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt was swallowed");
        }
        storage.write(3, bytes("def"));
        storage.force(false);
        assertTrue(storage.tryLock(LOCKS, 1, false).isPresent());
    }

    @Test
    void locksDoNotTouchTheContent() throws IOException {
        storage.write(0, bytes("abc"));
        assertTrue(storage.tryLock(LOCKS, 1, false).isPresent());
        assertEquals(3, storage.size());
    }

    @Test
    void identityStaysWhileContentChanges() throws IOException {
        Object identity = storage.identity();
        storage.write(0, bytes("abc"));
        assertEquals(identity, storage.identity());
    }

    @Test
    void closingTwiceIsHarmless() throws IOException {
        storage.close();
        storage.close();
        assertThrows(IOException.class, () -> storage.write(0, bytes("abc")));
    }
}
