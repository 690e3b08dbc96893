package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.commitdb.store.DocumentId;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

final class RecentReadsTest {

    private static final Optional<Value> VALUE = Optional.of(StringValue.of("value"));

    @Test
    void readIsFoundAtItsStateOnly() {
        RecentReads reads = new RecentReads(1 << 20);
        reads.remember(document(1), 7, Mask.NONE, VALUE);
        reads.remember(document(2), 7, Mask.NONE, Optional.empty());
        assertEquals(VALUE, reads.find(document(1), 7, Mask.NONE));
        assertEquals(Optional.empty(), reads.find(document(2), 7, Mask.NONE));
        assertNull(reads.find(document(1), 8, Mask.NONE));
        assertNull(reads.find(document(3), 7, Mask.NONE));
        reads.remember(document(1), 8, Mask.NONE, VALUE);
        assertEquals(VALUE, reads.find(document(1), 8, Mask.NONE));
    }

    @Test
    void largeDocumentsAreNotHeld() {
        RecentReads reads = new RecentReads(1 << 20);
        reads.remember(document(1), 7, Mask.NONE, Optional.of(StringValue.of("x".repeat(2_000))));
        assertNull(reads.find(document(1), 7, Mask.NONE));
    }

    @Test
    void noMoreIsHeldThanThereIsRoomFor() {
        RecentReads reads = new RecentReads(16 << 10);
        for (int i = 0; i < 1_000; i++) {
            reads.remember(document(i), 7, Mask.NONE, VALUE);
        }
        int held = 0;
        for (int i = 0; i < 1_000; i++) {
            held += reads.find(document(i), 7, Mask.NONE) == null ? 0 : 1;
        }
        assertTrue(held > 0 && held <= 8, held + " documents are held");
    }

    private static DocumentId document(int number) {
        return new DocumentId(new UUID(1, 1), new UUID(number * 0x9e3779b97f4a7c15L, number));
    }
}
