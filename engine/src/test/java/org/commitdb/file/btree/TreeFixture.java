package org.commitdb.file.btree;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.commitdb.file.page.HeapPages;
import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.VerifiedPages;

/// One tree on the heap, changed step by step.
final class TreeFixture {

    static final int TREE = 3;

    final HeapPages store;
    final VerifiedPages pages;
    TreeRoot root = TreeRoot.empty(TREE);
    private long checkpointSeq;

    TreeFixture() {
        this(4096);
    }

    TreeFixture(int pageSize) {
        store = new HeapPages(pageSize, 7);
        pages = new VerifiedPages(store);
    }

    TreeFixture apply(SortedMap<byte[], byte[]> changes) {
        root = new TreeMerge(pages, store, ++checkpointSeq).apply(root, TreeChanges.of(changes));
        store.reuseReleased();
        return this;
    }

    /// Puts big-endian numbers `from` up to `to`, each `step` from the next, with their decimal
    /// text as value.
    TreeFixture putNumbers(long from, long to, long step) {
        SortedMap<byte[], byte[]> changes = Keys.sortedMap();
        for (long number = from; number < to; number += step) {
            changes.put(Keys.bigEndian(number), Keys.text(number));
        }
        return apply(changes);
    }

    TreeFixture deleteNumbers(long from, long to) {
        SortedMap<byte[], byte[]> changes = Keys.sortedMap();
        for (long number = from; number < to; number++) {
            changes.put(Keys.bigEndian(number), null);
        }
        return apply(changes);
    }

    TreeReader reader() {
        return new TreeReader(pages, root);
    }

    Set<Integer> reachable() {
        Set<Integer> reachable = new TreeSet<>();
        TreeWalker.pagesOf(pages, root).forEach(reachable::add);
        return reachable;
    }

    /// The numbers of the pages of a level, from left to right.
    List<Integer> pagesAt(int level) {
        List<Integer> numbers = new ArrayList<>();
        collect(root.level(), root.page(), root.crc(), level, numbers);
        return numbers;
    }

    /// Bytes of the page that are in use.
    int usedBytes(int number) {
        byte[] page = store.bytes(number);
        int unused = 0;
        int at = 40 + word(page, 12) + 8 * word(page, 6);
        for (int heapStart = word(page, 14); at < heapStart; at++) {
            unused++;
        }
        return page.length - unused;
    }

    private void collect(int level, int number, int crc, int wanted, List<Integer> numbers) {
        if (level == wanted) {
            numbers.add(number);
            return;
        }
        PageReader page = new PageReader();
        pages.load(page, number, crc, level, TREE);
        for (int child = 0; child <= page.count(); child++) {
            collect(level - 1, page.childNumber(child), page.childCrc(child), wanted, numbers);
        }
    }

    private static int word(byte[] page, int at) {
        return (page[at] & 0xff) | (page[at + 1] & 0xff) << 8;
    }
}
