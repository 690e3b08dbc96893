package org.commitdb.benchmarks.compare.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every reader of mapped pages does.
abstract class MappedPagesContract {

    private static final long SEED = 20250823;

    @TempDir Path folder;

    abstract MappedPages open(PageFile file) throws IOException;

    @Test
    void everyKeyIsFoundWithItsValue() throws IOException {
        Random random = new Random(SEED);
        List<List<PageFile.Entry>> content = new ArrayList<>();
        for (int page = 0; page < 50; page++) {
            content.add(page(random, 1 + random.nextInt(40), page % 7));
        }
        try (MappedPages pages = open(PageFile.write(folder.resolve("pages"), content))) {
            for (int number = 1; number <= content.size(); number++) {
                List<PageFile.Entry> entries = content.get(number - 1);
                pages.moveTo(number);
                assertEquals(entries.size(), pages.count(), "seed " + SEED);
                for (int slot = 0; slot < entries.size(); slot++) {
                    PageFile.Entry entry = entries.get(slot);
                    assertEquals(slot, pages.search(entry.key()), "seed " + SEED);
                    assertArrayEquals(entry.key(), pages.key(slot));
                    assertArrayEquals(entry.value(), pages.value(slot));
                }
            }
        }
    }

    @Test
    void absentKeysAreToldWhereTheyBelong() throws IOException {
        Random random = new Random(SEED);
        List<PageFile.Entry> entries = page(random, 40, 3);
        try (MappedPages pages = open(PageFile.write(folder.resolve("pages"), List.of(entries)))) {
            pages.moveTo(1);
            for (int i = 0; i < 2_000; i++) {
                byte[] key = random.nextBoolean() ? key(random, 3) : key(random, 0);
                int expected = 0;
                while (expected < entries.size()
                        && Arrays.compareUnsigned(entries.get(expected).key(), key) < 0) {
                    expected++;
                }
                boolean there =
                        expected < entries.size()
                                && Arrays.equals(entries.get(expected).key(), key);
                assertEquals(there ? expected : -(expected + 1), pages.search(key), "seed " + SEED);
            }
        }
    }

    @Test
    void keysThatAreLessOrGreaterThanThePrefixLieOutside() throws IOException {
        List<PageFile.Entry> entries =
                List.of(entry("commit/a"), entry("commit/bcdefghijk"), entry("commit/bcdefghijl"));
        try (MappedPages pages = open(PageFile.write(folder.resolve("pages"), List.of(entries)))) {
            pages.moveTo(1);
            assertEquals(-1, pages.search(bytes("comm")));
            assertEquals(-1, pages.search(bytes("commit.z")));
            assertEquals(-4, pages.search(bytes("commit0")));
            assertEquals(-1, pages.search(bytes("commit/")));
            assertEquals(-2, pages.search(bytes("commit/ab")));
            assertEquals(2, pages.search(bytes("commit/bcdefghijl")));
        }
    }

    private static PageFile.Entry entry(String key) {
        return new PageFile.Entry(bytes(key), bytes("value of " + key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<PageFile.Entry> page(Random random, int count, int prefix) {
        TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        while (entries.size() < count) {
            byte[] value = new byte[random.nextInt(10) == 0 ? 200 : random.nextInt(20)];
            random.nextBytes(value);
            entries.put(key(random, prefix), value);
        }
        return entries.entrySet().stream()
                .map(entry -> new PageFile.Entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// From few letters, so that heads are often equal.
    private static byte[] key(Random random, int prefix) {
        byte[] key = new byte[prefix + 1 + random.nextInt(24)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i < prefix ? 'p' : 0x7e + random.nextInt(4));
        }
        return key;
    }
}
