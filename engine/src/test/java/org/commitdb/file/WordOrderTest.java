package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WordOrderTest {

    private static int[] sorted(int[][] keys, int words) {
        return WordOrder.of(keys.length, words, (row, place) -> keys[row][place]);
    }

    private static int[] expected(int[][] keys) {
        Comparator<Integer> order = (a, b) -> Arrays.compareUnsigned(keys[a], keys[b]);
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void nothingAndOneRowAreInOrder() {
        assertArrayEquals(new int[0], sorted(new int[0][], 3));
        assertArrayEquals(new int[] {0}, sorted(new int[][] {{7, 7}}, 2));
    }

    @Test
    void wordsAreUnsigned() {
        int[][] keys = {{-1}, {1}, {Integer.MIN_VALUE}, {0}, {Integer.MAX_VALUE}};
        assertArrayEquals(new int[] {3, 1, 4, 2, 0}, sorted(keys, 1));
    }

    @Test
    void orderIsThatOfAStableSortWhateverTheWordsHaveInCommon() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            int words = 1 + random.nextInt(8);
            int[] alphabet = random.ints(1 + random.nextInt(6)).toArray();
            int count = random.nextInt(500);
            int[][] keys = new int[count][words];
            for (int[] key : keys) {
                for (int place = 0; place < words; place++) {
                    key[place] =
                            random.nextInt(20) == 0
                                    ? random.nextInt()
                                    : alphabet[random.nextInt(alphabet.length)];
                }
            }
            assertArrayEquals(expected(keys), sorted(keys, words), "seed " + seed);
        }
    }

    @Test
    void aWordIsAskedForOncePerRowEvenWhenAllAreEqual() {
        int count = 10_000;
        int[] asked = new int[1];
        int[] order =
                WordOrder.of(
                        count,
                        8,
                        (row, place) -> {
                            asked[0]++;
                            return 42;
                        });
        assertArrayEquals(IntStream.range(0, count).toArray(), order);
        assertEquals(8 * count, asked[0]);
    }
}
