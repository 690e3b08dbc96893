package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Which stretches of a file can hold log records.
final class LogExtentTest {

    private static final long UNIT = LogExtent.ALIGNMENT;

    @Test
    void smallestExtentIsOneUnitAtTheFirstPlace() {
        LogExtent extent = new LogExtent(UNIT, UNIT, 1);
        assertTrue(LogExtent.isValid(UNIT, UNIT, 1));
        assertEquals(2 * UNIT, extent.end());
        assertEquals(UNIT + ExtentHeader.SIZE, extent.firstRecord());
    }

    @Test
    void numbersThatMakeNoExtentAreRefused() {
        long last = Long.MAX_VALUE / UNIT * UNIT;
        long[][] wrong = {
            {0, UNIT, 1},
            {-UNIT, UNIT, 1},
            {UNIT, 0, 1},
            {UNIT, -UNIT, 1},
            {UNIT, UNIT, 0},
            {UNIT, UNIT, -1},
            {UNIT + 8, UNIT, 1},
            {UNIT, UNIT + 8, 1},
            {last, UNIT, 1}
        };
        for (long[] numbers : wrong) {
            assertFalse(LogExtent.isValid(numbers[0], numbers[1], numbers[2]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new LogExtent(numbers[0], numbers[1], numbers[2]));
        }
        assertTrue(LogExtent.isValid(last - UNIT, UNIT, 1));
    }
}
