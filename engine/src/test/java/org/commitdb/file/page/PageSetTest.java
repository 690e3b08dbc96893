package org.commitdb.file.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageSetTest {

    @Test
    void holdsWhatWasAddedInAscendingOrder() {
        PageSet set = new PageSet();
        for (int number : new int[] {70_000, 1, -1, 63, 64, 4096, Integer.MIN_VALUE}) {
            assertFalse(set.contains(number));
            assertTrue(set.add(number));
            assertFalse(set.add(number));
            assertTrue(set.contains(number));
        }
        assertEquals(7, set.size());
        assertFalse(set.contains(2));
        assertFalse(set.contains(69_999));
        List<Integer> numbers = new ArrayList<>();
        set.forEach(numbers::add);
        assertEquals(List.of(1, 63, 64, 4096, 70_000, Integer.MIN_VALUE, -1), numbers);
    }

    @Test
    void refusesPageZero() {
        PageSet set = new PageSet();
        assertThrows(IllegalArgumentException.class, () -> set.add(0));
        assertFalse(set.contains(0));
    }
}
