package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.storage.HeapStorage;
import org.junit.jupiter.api.Test;

class SpaceTest {

    @Test
    void nothingIsTakenThatNoPageNumberReaches() throws IOException {
        HeapStorage storage = new HeapStorage("f.cdb");
        long end = (1L << 32) * 4096;
        Space space = new Space(storage, 4096, end - LogExtent.ALIGNMENT, end);
        assertThrows(IOException.class, () -> space.take(2L * LogExtent.ALIGNMENT));
        assertEquals(0, storage.size());
        assertEquals(end - LogExtent.ALIGNMENT, space.take(LogExtent.ALIGNMENT));
        assertThrows(IOException.class, () -> space.takeZeroed(LogExtent.ALIGNMENT));
        assertEquals(end, space.highWater());
    }

    @Test
    void fileGrowsAheadByAnEighthOfItsLength() throws IOException {
        HeapStorage storage = new HeapStorage("f.cdb");
        storage.setLength(1 << 20);
        Space space = new Space(storage, 4096, 1 << 20, 1 << 20);
        space.take(LogExtent.ALIGNMENT);
        assertEquals((1 << 20) + (1 << 17), storage.size());
    }
}
