package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Single bits that flip in a file that was closed: each that matters is found, none makes a read
/// wrong, and none elsewhere is reported.
///
/// `-Drot.flips=N` tries more of them.
@Execution(ExecutionMode.CONCURRENT)
final class BitRotTest {

    private static final int FLIPS = Integer.getInteger("rot.flips", 400);
    private static final int FILES = 2;

    @Test
    void everyFlipInLiveDataIsDetected() throws IOException {
        int[] counts = new int[3];
        for (long seed = 100; seed < 100 + FILES; seed++) {
            SampleFile sample = SampleFile.make(seed, 160, 60);
            TreeMap<Long, Long> stretches = sample.liveStretches();
            SplittableRandom random = new SplittableRandom(seed);
            List<Map.Entry<Long, Long>> live = new ArrayList<>(stretches.entrySet());
            for (int i = 0; i < FLIPS / FILES; i++) {
                long offset;
                if (i % 8 == 0) {
                    offset = random.nextInt(sample.content().length);
                } else {
                    // Each block and record alike, however small.
                    var stretch = live.get(random.nextInt(live.size()));
                    offset = random.nextLong(stretch.getKey(), stretch.getValue());
                }
                flip(sample, stretches, offset, random.nextInt(8), i % 4 == 0, counts);
            }
        }
        System.out.printf(
                "bit rot: %d flips tried, %d in live data, %d of these detected, none read wrong%n",
                counts[0], counts[1], counts[2]);
        assertEquals(counts[1], counts[2]);
        assertTrue(counts[1] > counts[0] / 2);
    }

    private static void flip(
            SampleFile sample,
            TreeMap<Long, Long> stretches,
            long offset,
            int bit,
            boolean read,
            int[] counts) {
        byte[] flipped = sample.content().clone();
        flipped[(int) offset] ^= (byte) (1 << bit);
        String place = "seed " + sample.seed() + ", bit " + bit + " of byte " + offset;
        boolean found =
                !Maintenance.verify(
                                SampleFile.storage(flipped),
                                TestCommit::index,
                                VerifyLevel.BLOBS,
                                Progress.NONE)
                        .isSound();
        counts[0]++;
        if (SampleFile.isLive(stretches, offset)) {
            counts[1]++;
            counts[2] += found ? 1 : 0;
            assertTrue(found, place);
        } else {
            assertFalse(found, place);
        }
        if (read) {
            boolean whole =
                    StoreChecks.answersRightOrRefuses(
                            SampleFile.storage(flipped), sample.model(), counts[0] % 2 == 0);
            assertTrue(whole || found, place);
        }
    }
}
