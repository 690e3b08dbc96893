package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.SequencedMap;
import org.commitdb.error.CorruptException;
import org.commitdb.file.page.PageSink;
import org.commitdb.file.page.VerifiedPages;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.fuzz.Input;
import org.junit.jupiter.api.Test;

/// Trees whose pages somebody changed, with or without making the checksums up to the root right:
/// every use ends, in an answer or a [CorruptException]; without the checksums the answer is right.
///
/// The input is a list of changes: a byte that says what changes, a page, a place, other bytes.
final class TreePageFuzzTest {

    private static final int KEYS = 1500;
    private static final int PAGE_BYTES = 4096;
    private static final TreeFixture TREE = new TreeFixture().putNumbers(0, KEYS * 3L, 3);
    private static final int MOST_CHANGES = 12;
    private static final long ALLOWED_BYTES = 64L << 20;

    @FuzzTest(maxDuration = "10m")
    void treeIsReadOrRefused(byte[] input) {
        Budget.holdAllThreads(ALLOWED_BYTES, () -> check(input));
    }

    private static void check(byte[] bytes) {
        HostileTree hostile = new HostileTree(TREE);
        Input input = new Input(bytes);
        TreeRoot root = TREE.root;
        boolean sealed = false;
        for (int i = 0; i < MOST_CHANGES && input.hasMore(); i++) {
            int kind = input.next();
            int number = hostile.numbers().get(input.below(hostile.numbers().size()));
            if (kind % 8 == 7 && hostile.pointer(number) != null) {
                int target = hostile.numbers().get(input.below(hostile.numbers().size()));
                root = hostile.redirect(hostile.pointer(number), target, hostile.crcOf(target));
                sealed = true;
            } else {
                change(hostile.page(number), kind % 8, input);
                if (kind < 192) {
                    root = hostile.seal(number);
                    sealed = true;
                }
            }
        }
        use(hostile, root, !sealed);
    }

    private static void change(ByteBuffer page, int kind, Input input) {
        int slots = 40 + (page.getShort(12) & 0xffff);
        int count = Math.max(1, page.getShort(6) & 0xffff);
        int slot = Math.min(slots + 8 * input.below(count), PAGE_BYTES - 8);
        int cell = Math.min(page.getShort(slot + 4) & 0xffff, PAGE_BYTES - 16);
        int at =
                switch (kind) {
                    case 0, 1 -> 4 + input.next() % 36;
                    case 2, 3 -> slot + input.next() % 8;
                    case 4, 5 -> cell + input.next() % 16;
                    default -> input.below(PAGE_BYTES);
                };
        byte[] other = input.take(1 + input.next() % 4);
        page.put(at, Arrays.copyOf(other, Math.min(other.length, PAGE_BYTES - at)));
    }

    private static void use(HostileTree hostile, TreeRoot root, boolean mustBeRight) {
        VerifiedPages pages = hostile.pages();
        TreeReader reader = new TreeReader(pages, root);
        int most = hostile.numbers().size() * PAGE_BYTES;
        for (long number = 0; number < KEYS * 3L; number += 37) {
            long each = number;
            attempt(() -> lookUp(reader, each, mustBeRight));
        }
        attempt(() -> walk(reader.cursor(), true, most, mustBeRight));
        attempt(() -> walk(reader.cursor(), false, most, mustBeRight));
        attempt(() -> seek(reader, mustBeRight));
        attempt(() -> TreeWalker.pagesOf(pages, root).forEach(page -> assertTrue(page != 0)));
        for (TreeFinding finding : TreeCheck.check(hostile.pages(), root, 20)) {
            assertTrue(!finding.toString().isEmpty());
        }
        attempt(() -> merge(pages, root));
    }

    private static void attempt(Runnable use) {
        try {
            use.run();
        } catch (CorruptException e) {
            assertEquals("heap", e.source());
        }
    }

    private static void lookUp(TreeReader reader, long number, boolean mustBeRight) {
        byte[] value = reader.get(Keys.bigEndian(number));
        if (mustBeRight && number % 3 == 0) {
            assertArrayEquals(Keys.text(number), value);
        } else if (mustBeRight) {
            assertNull(value);
        }
    }

    private static void walk(TreeCursor cursor, boolean up, int most, boolean mustBeRight) {
        byte[] last = null;
        int count = 0;
        for (boolean at = up ? cursor.first() : cursor.last();
                at;
                at = up ? cursor.next() : cursor.previous()) {
            byte[] key = cursor.key();
            int order = last == null ? 0 : Arrays.compareUnsigned(last, key);
            assertTrue(last == null || (up ? order < 0 : order > 0), "keys out of order");
            assertTrue(++count <= most, "a walk without end");
            if (mustBeRight) {
                long number = 3L * (up ? count - 1 : KEYS - count);
                assertArrayEquals(Keys.bigEndian(number), key);
                assertArrayEquals(Keys.text(number), cursor.value());
            }
            last = key;
        }
        assertTrue(!mustBeRight || count == KEYS, "an entry is missing");
    }

    private static void seek(TreeReader reader, boolean mustBeRight) {
        TreeCursor cursor = reader.cursor();
        for (long number = 1; number < KEYS * 3L - 3; number += 61) {
            byte[] key = Keys.bigEndian(number);
            boolean above = cursor.seekCeiling(key);
            assertTrue(!above || cursor.compareKey(key) >= 0);
            assertTrue(!mustBeRight || cursor.keyLong(0) == (number + 2) / 3 * 3);
            boolean below = cursor.seekFloor(key);
            assertTrue(!below || cursor.compareKey(key) <= 0);
            assertTrue(!mustBeRight || cursor.keyLong(0) == number / 3 * 3);
        }
    }

    private static void merge(VerifiedPages pages, TreeRoot root) {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        for (long number = 0; number < KEYS * 3L; number += 400) {
            changes.put(Keys.bigEndian(number), number % 800 == 0 ? null : new byte[3]);
        }
        new TreeMerge(pages, new Nowhere(), 99).apply(root, TreeChanges.of(changes));
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        List<byte[]> inputs =
                List.of(
                        new byte[0],
                        new byte[] {0, 0, 0, 0, 0, 2, 1, 1},
                        new byte[] {2, 0, 1, 0, 3, 4, 1, 9, 9},
                        new byte[] {4, 0, 2, 0, 1, 0, 1, 9},
                        new byte[] {7, 0, 3, 0, 4},
                        new byte[] {7, 0, 1, 0, 0},
                        new byte[] {(byte) 198, 0, 5, 0, 0, 3, 7, 0, 1});
        for (int i = 0; i < inputs.size(); i++) {
            check(inputs.get(i));
            seeds.put("tree-" + i, inputs.get(i));
        }
        assertTrue(TREE.root.height() > 1);
        Corpus.check(TreePageFuzzTest.class, "treeIsReadOrRefused", seeds);
    }

    /// Takes any page and keeps none.
    private static final class Nowhere implements PageSink {

        private int next = 1_000_000;

        @Override
        public int allocate() {
            return next++;
        }

        @Override
        public void write(int pageNumber, byte[] page) {}

        @Override
        public void release(int pageNumber) {}
    }
}
