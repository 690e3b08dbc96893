package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class TreeReaderTest {

    private final TreeFixture tree = new TreeFixture();

    @Test
    void emptyTreeHasNoKey() {
        assertNull(tree.reader().get(new byte[0]));
    }

    @Test
    void keysThatArePrefixesOfEachOtherAreTold() {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        for (int length = 0; length < 40; length++) {
            changes.put(new byte[length], new byte[] {(byte) length});
        }
        tree.apply(changes);
        for (int length = 0; length < 40; length++) {
            assertArrayEquals(new byte[] {(byte) length}, tree.reader().get(new byte[length]));
        }
        assertNull(tree.reader().get(new byte[40]));
        assertNull(tree.reader().get(new byte[] {0, 1}));
    }

    @Test
    void emptyValueIsNotAMissingKey() {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        changes.put(new byte[] {1}, new byte[0]);
        tree.apply(changes);
        assertArrayEquals(new byte[0], tree.reader().get(new byte[] {1}));
        assertNull(tree.reader().get(new byte[] {2}));
    }

    @Test
    void olderRootsStayReadable() {
        tree.putNumbers(0, 3000, 1);
        TreeReader older = tree.reader();
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        changes.put(Keys.bigEndian(7), Keys.text(70));
        TreeMerge merge = new TreeMerge(tree.pages, tree.store, 2);
        TreeRoot newer = merge.apply(tree.root, TreeChanges.of(changes));
        assertArrayEquals(Keys.text(7), older.get(Keys.bigEndian(7)));
        assertArrayEquals(Keys.text(70), new TreeReader(tree.pages, newer).get(Keys.bigEndian(7)));
    }

    @Test
    void manyThreadsReadOneTree() throws Exception {
        tree.putNumbers(0, 60_000, 1);
        TreeReader reader = tree.reader();
        Callable<Long> task =
                () -> {
                    long found = 0;
                    for (long number = 0; number < 60_000; number++) {
                        byte[] value = reader.get(Keys.bigEndian(number));
                        found += value != null && value.length > 0 ? 1 : 0;
                    }
                    return found;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Long> found : threads.invokeAll(List.of(task, task, task, task))) {
                assertEquals(60_000L, found.get());
            }
        }
    }
}
