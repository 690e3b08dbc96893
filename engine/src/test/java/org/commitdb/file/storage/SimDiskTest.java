package org.commitdb.file.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimDiskTest extends StorageContract {

    private static final int SEEDS = 400;

    @Override
    Storage newStorage() {
        return new SimDisk().open();
    }

    private static byte[] filled(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void syncedBytesSurviveEveryCrash() throws IOException {
        SimDisk disk = new SimDisk();
        Storage storage = disk.open();
        storage.write(0, ByteBuffer.wrap(filled(1, 2048)));
        storage.force(true);
        for (int seed = 0; seed < SEEDS; seed++) {
            assertArrayEquals(filled(1, 2048), disk.crash(seed).content());
        }
    }

    @Test
    void unsyncedSectorsAreFoundInAnyVersion() throws IOException {
        SimDisk disk = new SimDisk(filled(0, 1024));
        Storage storage = disk.open();
        storage.write(0, ByteBuffer.wrap(filled(1, 1024)));
        storage.write(0, ByteBuffer.wrap(filled(2, 1024)));
        Set<String> found = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] content = disk.crash(seed).content();
            found.add(content[0] + "," + content[512]);
            assertArrayEquals(filled(content[0], 512), Arrays.copyOf(content, 512));
        }
        assertEquals(9, found.size());
    }

    @Test
    void growthIsDurableOnlyAfterSyncWithMetadata() throws IOException {
        SimDisk disk = new SimDisk();
        Storage storage = disk.open();
        storage.write(0, ByteBuffer.wrap(filled(1, 512)));
        storage.force(false);
        Set<Integer> lengths = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] content = disk.crash(seed).content();
            lengths.add(content.length);
            assertTrue(content.length == 0 || content[0] == 1);
        }
        assertEquals(Set.of(0, 512), lengths);
    }

    @Test
    void newAreaHoldsZeroesOrGarbage() throws IOException {
        SimDisk disk = new SimDisk();
        disk.open().setLength(4096);
        boolean zeroes = false;
        boolean garbage = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] content = disk.crash(seed).content();
            if (content.length > 0) {
                boolean clean = Arrays.equals(content, new byte[4096]);
                zeroes |= clean;
                garbage |= !clean;
            }
        }
        assertTrue(zeroes && garbage);
    }

    @Test
    void equalSeedsLeaveEqualDisks() throws IOException {
        SimDisk disk = new SimDisk(filled(0, 8192));
        disk.open().write(100, ByteBuffer.wrap(filled(7, 6000)));
        assertArrayEquals(disk.crash(42).content(), disk.crash(42).content());
    }

    @Test
    void processesExcludeEachOtherAndLocksDieWithThem() throws IOException {
        SimDisk disk = new SimDisk();
        Storage first = disk.open();
        Storage second = disk.open();
        assertTrue(first.tryLock(10, 1, true).isPresent());
        assertTrue(second.tryLock(10, 1, true).isPresent());
        assertTrue(second.tryLock(11, 1, false).isPresent());
        assertTrue(first.tryLock(11, 1, false).isEmpty());
        second.close();
        assertTrue(first.tryLock(11, 1, false).isPresent());
    }
}
