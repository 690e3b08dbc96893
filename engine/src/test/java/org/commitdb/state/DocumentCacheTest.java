package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.commitdb.store.DocumentId;
import org.commitdb.type.AnyType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

final class DocumentCacheTest {

    private static final int KIB = 1 << 10;

    private static DocumentId document(int number) {
        return new DocumentId(new UUID(1, 1), new UUID(2, number));
    }

    private static Optional<Value> blob(int lengthBytes) {
        return Optional.of(BlobValue.of(new byte[lengthBytes]));
    }

    /// A thousand documents of 10 KiB do not fit into 1 MiB.
    @Test
    void documentsTakeNoMoreBytesThanTheyMay() {
        DocumentCache cache = new DocumentCache(1 << 16, KIB * KIB);
        for (int i = 0; i < 1000; i++) {
            cache.remember(document(i), 1, Mask.NONE, blob(10 * KIB), true);
        }
        int remembered = 0;
        for (int i = 0; i < 1000; i++) {
            boolean found = cache.find(document(i), 1, Mask.NONE) != null;
            assertEquals(found, cache.hasVersionsOf(document(i)));
            remembered += found ? 1 : 0;
        }
        assertTrue(remembered > 0 && remembered <= KIB / 10, "remembered " + remembered);
        assertNotNull(cache.find(document(999), 1, Mask.NONE));
    }

    @Test
    void documentThatIsTooLargeIsNotRememberedAndDrivesNothingOut() {
        DocumentCache cache = new DocumentCache(1 << 16, KIB * KIB);
        cache.remember(document(1), 1, Mask.NONE, blob(10 * KIB), true);
        for (int i = 2; i < 100; i++) {
            cache.remember(document(i), 1, Mask.NONE, blob(100 * KIB), true);
            assertNull(cache.find(document(i), 1, Mask.NONE));
        }
        assertNotNull(cache.find(document(1), 1, Mask.NONE));
    }

    @Test
    void documentThatMayNotDriveOutOthersTakesOnlyFreeRoom() {
        DocumentCache cache = new DocumentCache(64, KIB * KIB);
        for (int i = 0; i < 1000; i++) {
            cache.remember(document(i), 1, Mask.NONE, blob(20 * KIB), i < 5);
        }
        for (int i = 0; i < 5; i++) {
            assertNotNull(cache.find(document(i), 1, Mask.NONE));
        }
        long held =
                IntStream.range(0, 1000)
                        .filter(i -> cache.find(document(i), 1, Mask.NONE) != null)
                        .count();
        assertTrue(held > 20 && held <= 52, held + " documents are held");
        cache.remember(document(1_000), 1, Mask.NONE, blob(20 * KIB), true);
        assertNotNull(cache.find(document(1_000), 1, Mask.NONE));
    }

    @Test
    void sameVersionCountsOnce() {
        DocumentCache cache = new DocumentCache(1 << 16, KIB * KIB);
        for (int i = 0; i < 1000; i++) {
            cache.remember(document(1), 1, Mask.NONE, blob(40 * KIB), true);
        }
        assertNotNull(cache.find(document(1), 1, Mask.NONE));
    }

    @Test
    void noMoreVersionsAreRememberedThanTheCapacity() {
        DocumentCache cache = new DocumentCache(160, KIB * KIB);
        int remembered = 0;
        for (int i = 0; i < 10_000; i++) {
            cache.remember(document(i), 1, Mask.NONE, Optional.empty(), true);
        }
        for (int i = 0; i < 10_000; i++) {
            remembered += cache.find(document(i), 1, Mask.NONE) != null ? 1 : 0;
        }
        assertEquals(160, remembered);
    }

    @Test
    void versionThatWasAskedForTheLongestTimeAgoIsForgottenFirst() {
        DocumentCache cache = new DocumentCache(32, KIB * KIB);
        cache.remember(document(1), 1, Mask.NONE, Optional.empty(), true);
        cache.remember(document(1), 2, Mask.NONE, blob(2), true);
        assertEquals(Optional.empty(), cache.find(document(1), 1, Mask.NONE));
        cache.remember(document(1), 3, Mask.NONE, blob(3), true);
        assertEquals(Optional.empty(), cache.find(document(1), 1, Mask.NONE));
        assertNull(cache.find(document(1), 2, Mask.NONE));
        assertEquals(blob(3), cache.find(document(1), 3, Mask.NONE));
        assertTrue(cache.hasVersionsOf(document(1)));
        assertFalse(cache.hasVersionsOf(document(2)));
    }

    @Test
    void documentIsForgottenWithTheLastOfItsVersions() {
        DocumentCache cache = new DocumentCache(48, KIB * KIB);
        for (int ordinal = 1; ordinal <= 3; ordinal++) {
            cache.remember(document(1), ordinal, Mask.NONE, Optional.empty(), true);
        }
        for (int i = 2; i < 1000; i++) {
            cache.remember(document(i), 1, Mask.NONE, Optional.empty(), true);
        }
        assertNull(cache.find(document(1), 3, Mask.NONE));
        assertFalse(cache.hasVersionsOf(document(1)));
    }

    @Test
    void versionsWithOtherMasksAreOthers() {
        DocumentCache cache = new DocumentCache(32, KIB * KIB);
        Mask mask = Mask.of(new long[] {1}, List.of());
        cache.remember(document(1), 1, mask, blob(1), true);
        assertNull(cache.find(document(1), 1, Mask.NONE));
        assertEquals(blob(1), cache.find(document(1), 1, Mask.of(new long[] {1}, List.of())));
    }

    @Test
    void weightFollowsTheElements() {
        VectorValue vector = VectorValue.empty(new VectorType(PrimitiveType.STRING));
        SetValue set = SetValue.empty(new SetType(PrimitiveType.INT64));
        XArrayValue xarray = XArrayValue.empty(new XArrayType(PrimitiveType.STRING));
        VectorValue.Builder texts = vector.toBuilder();
        SetValue.Builder numbers = set.toBuilder();
        XArrayValue.Builder slots = xarray.toBuilder();
        for (int i = 0; i < 10_000; i++) {
            texts.append(StringValue.of("0123456789"));
            numbers.add(IntegerValue.of(PrimitiveType.INT64, i));
            slots.append(StringValue.of("a"));
        }
        assertTrue(ValueWeight.of(vector) < 100);
        assertTrue(ValueWeight.of(texts.build()) > 10_000 * 20);
        assertTrue(ValueWeight.of(numbers.build()) > 10_000 * 16);
        assertTrue(ValueWeight.of(slots.build()) > 10_000 * 50);
        Value nested = AnyValue.of(texts.build());
        assertEquals(AnyType.ANY, nested.type());
        assertTrue(ValueWeight.of(nested) > 10_000 * 20);
    }
}
