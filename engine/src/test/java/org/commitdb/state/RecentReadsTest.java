package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.store.DocumentId;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

final class RecentReadsTest {

    private static final Optional<Value> VALUE = Optional.of(StringValue.of("value"));
    private static final Mask OTHER = Mask.of(new long[] {3}, List.of());

    @Test
    void readIsFoundAtItsStateOnly() {
        RecentReads reads = new RecentReads(1 << 20);
        remember(reads, 1, 7, VALUE);
        remember(reads, 2, 7, Optional.empty());
        assertEquals(VALUE, reads.find(document(1), 7, Mask.NONE));
        assertEquals(Optional.empty(), reads.find(document(2), 7, Mask.NONE));
        assertNull(reads.find(document(1), 8, Mask.NONE));
        assertNull(reads.find(document(1), 7, OTHER));
        assertNull(reads.find(document(3), 7, Mask.NONE));
        remember(reads, 1, 8, VALUE);
        assertEquals(VALUE, reads.find(document(1), 8, Mask.NONE));
    }

    @Test
    void readIsFoundByWhatBearsItOnly() {
        RecentReads reads = new RecentReads(1 << 20);
        reads.remember(document(1), 7, OTHER, 5, Mask.NONE, VALUE, true);
        assertEquals(VALUE, reads.findBorne(document(1), 5, Mask.NONE));
        assertNull(reads.findBorne(document(1), 5, OTHER));
        assertNull(reads.findBorne(document(1), 7, Mask.NONE));
        assertNull(reads.findBorne(document(2), 5, Mask.NONE));
        reads.remember(document(1), 9, Mask.NONE, 8, Mask.NONE, Optional.empty(), true);
        assertEquals(Optional.empty(), reads.findBorne(document(1), 8, Mask.NONE));
        assertNull(reads.findBorne(document(1), 5, Mask.NONE));
    }

    @Test
    void largeDocumentsAreNotHeld() {
        RecentReads reads = new RecentReads(1 << 20);
        assertFalse(remember(reads, 1, 7, Optional.of(StringValue.of("x".repeat(2_000)))));
        assertNull(reads.find(document(1), 7, Mask.NONE));
        assertTrue(remember(reads, 1, 7, VALUE));
    }

    @Test
    void noMoreIsHeldThanThereAreSlots() {
        int held = heldOf(1_000, new RecentReads(16 << 10), VALUE);
        assertTrue(held > 16 && held <= 32, held + " documents are held");
    }

    /// Of 20 documents of about 2 KiB, 16 KiB have room for 8.
    @Test
    void noMoreIsHeldThanThereIsRoomFor() {
        Optional<Value> large = Optional.of(StringValue.of("x".repeat(900)));
        int held = heldOf(20, new RecentReads(16 << 10), large);
        assertTrue(held > 4 && held <= 8, held + " documents are held");
    }

    /// Of 5000 documents of about 2 KiB, 1 MiB has room for 543, wherever they fall.
    @Test
    void noMoreIsHeldThanThereIsRoomForAmongManySlots() {
        Optional<Value> large = Optional.of(StringValue.of("x".repeat(900)));
        int held = heldOf(5_000, new RecentReads(1 << 20), large);
        assertTrue(held > 256 && held <= 543, held + " documents are held");
    }

    @Test
    void documentThatIsReadAgainTakesNoMoreRoom() {
        Optional<Value> large = Optional.of(StringValue.of("x".repeat(900)));
        RecentReads reads = new RecentReads(16 << 10);
        remember(reads, 1, 7, VALUE);
        for (int tip = 1; tip <= 1_000; tip++) {
            remember(reads, 2, tip, large);
        }
        assertEquals(VALUE, reads.find(document(1), 7, Mask.NONE));
        assertEquals(large, reads.find(document(2), 1_000, Mask.NONE));
    }

    @Test
    void readThatMayNotDriveOutOthersTakesOnlyAFreeSlot() {
        RecentReads reads = new RecentReads(16 << 10);
        int first = heldOf(1_000, reads, VALUE);
        for (int i = 1_000; i < 2_000; i++) {
            reads.remember(document(i), 7, Mask.NONE, 7, Mask.NONE, VALUE, false);
        }
        assertEquals(first, heldOf(0, 1_000, reads));
        assertTrue(reads.remember(document(1_000), 7, Mask.NONE, 7, Mask.NONE, VALUE, true));
        assertTrue(reads.remember(document(1_000), 8, Mask.NONE, 8, Mask.NONE, VALUE, false));
        assertEquals(VALUE, reads.find(document(1_000), 8, Mask.NONE));
    }

    @Test
    void readThatMayNotDriveOutOthersTakesNoBytesOfTheirs() {
        Optional<Value> large = Optional.of(StringValue.of("x".repeat(900)));
        RecentReads reads = new RecentReads(16 << 10);
        for (int i = 0; i < 20; i++) {
            assertTrue(reads.remember(document(i), 7, Mask.NONE, 7, Mask.NONE, large, false));
        }
        int held = heldOf(0, 20, reads);
        assertTrue(held > 4 && held <= 8, held + " documents are held");
        assertNotNull(reads.find(document(0), 7, Mask.NONE));
    }

    private static int heldOf(int count, RecentReads reads, Optional<Value> value) {
        for (int i = 0; i < count; i++) {
            remember(reads, i, 7, value);
        }
        return heldOf(0, count, reads);
    }

    private static int heldOf(int from, int to, RecentReads reads) {
        int held = 0;
        for (int i = from; i < to; i++) {
            held += reads.find(document(i), 7, Mask.NONE) == null ? 0 : 1;
        }
        return held;
    }

    private static boolean remember(
            RecentReads reads, int number, long tip, Optional<Value> value) {
        return reads.remember(document(number), tip, Mask.NONE, tip, Mask.NONE, value, true);
    }

    private static DocumentId document(int number) {
        return new DocumentId(new UUID(1, 1), new UUID(number * 0x9e3779b97f4a7c15L, number));
    }
}
