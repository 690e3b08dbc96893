package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.junit.jupiter.api.Test;

final class MetaTest {

    private static final SaltedCrc CHECKSUM = new SaltedCrc(99);

    private static Meta meta(long checkpointSeq) {
        TreeRoot[] roots = new TreeRoot[IndexTree.values().length];
        Arrays.setAll(roots, i -> new TreeRoot(100 + i, 7 * i, 1 + i % 3, i + 1, 1000L * (i + 1)));
        LogExtent extent = new LogExtent(1 << 20, 1 << 17, 5);
        LogPosition replay = new LogPosition(extent, (1 << 20) + 640, 77, -5);
        return new Meta(
                checkpointSeq, replay, true, 55, 1L << 21, 33, IndexRoots.of(roots), 123_456_789L);
    }

    @Test
    void comesBackFromItsSlot() {
        for (long seq : new long[] {0, 1, 2, 41}) {
            Meta meta = meta(seq);
            byte[] bytes = meta.encode(CHECKSUM);
            assertEquals(FileLayout.BLOCK_SIZE, bytes.length);
            Meta back = Meta.decode(bytes, Meta.slotOf(seq), CHECKSUM, "test");
            assertEquals(meta.replay(), back.replay());
            assertEquals(55, back.lastOrdinal());
            assertEquals(1L << 21, back.highWater());
            assertEquals(33, back.lastTxn());
            assertEquals(123_456_789L, back.writtenMillis());
            for (IndexTree tree : IndexTree.values()) {
                assertEquals(meta.roots().of(tree), back.roots().of(tree));
            }
        }
        assertNotEquals(Meta.slotOf(4), Meta.slotOf(5));
        assertEquals(Meta.slotOf(4), Meta.slotOf(6));
    }

    @Test
    void everyDamagedByteMakesTheSlotUnsound() {
        byte[] bytes = meta(3).encode(CHECKSUM);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            assertNull(Meta.decode(damaged, Meta.slotOf(3), CHECKSUM, "test"), "byte " + i);
        }
    }

    @Test
    void slotOfAnotherFileOrPlaceIsUnsound() {
        byte[] bytes = meta(3).encode(CHECKSUM);
        assertNull(Meta.decode(bytes, Meta.slotOf(4), CHECKSUM, "test"));
        assertNull(Meta.decode(bytes, Meta.slotOf(3), new SaltedCrc(98), "test"));
        assertNull(Meta.decode(new byte[FileLayout.BLOCK_SIZE], Meta.slotOf(3), CHECKSUM, "test"));
    }

    @Test
    void soundBytesThatMakeNoSenseAreUnsound() {
        int[][] changes = {
            {8, 4},
            {16, 3},
            {24 + 7, 0x80},
            {40 + 7, 0x80},
            {48, 1},
            {64 + 8, 200},
            {464, 1},
            {472 + 7, 0x7f}
        };
        for (int[] change : changes) {
            byte[] bytes = meta(3).encode(CHECKSUM);
            bytes[change[0]] = (byte) change[1];
            int crc = CHECKSUM.of(Meta.slotOf(3), bytes, 4, bytes.length - 4);
            for (int i = 0; i < 4; i++) {
                bytes[i] = (byte) (crc >>> 8 * i);
            }
            assertNull(Meta.decode(bytes, Meta.slotOf(3), CHECKSUM, "test"), "byte " + change[0]);
        }
    }
}
