package org.commitdb.file.btree;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.commitdb.error.CorruptException;
import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.PageSet;
import org.commitdb.file.page.PageSink;
import org.commitdb.file.page.PageWriter;
import org.commitdb.file.page.VerifiedPages;

/// Builds a tree bottom-up from left to right, out of entries and of whole subtrees of the old
/// tree.
///
/// Entries go to the run of leaves, see [LevelRun]; each page that a run writes becomes a child in
/// the run above. A subtree that is kept ends the runs of its level and below. If one of them had
/// to end with an underfull page, the subtree is opened instead and its first pages go into the
/// runs; at the right end the page to the left is opened.
///
/// **Invariants**: keys and separators ascend strictly through all calls. **Threads**: one.
/// **Cost**: O(entries + kept subtrees), and O(height) pages more for each underfull page that is
/// avoided.
final class TreeBuilder {

    private final VerifiedPages pages;
    private final PageSink sink;
    private final PageWriter writer;
    private final int treeId;
    private final long checkpointSeq;
    private final List<LevelRun> runs = new ArrayList<>();
    private final PageSet written = new PageSet();

    TreeBuilder(VerifiedPages pages, PageSink sink, int treeId, long checkpointSeq) {
        this.pages = pages;
        this.sink = sink;
        this.writer = new PageWriter(pages.pageSize(), pages.checksum());
        this.treeId = treeId;
        this.checkpointSeq = checkpointSeq;
    }

    /// The run of leaves, to add entries to.
    LevelRun leaves() {
        return run(0);
    }

    /// Takes a page of the old tree apart: reads it, checks that it begins where it should, and
    /// releases it.
    PageReader open(int level, TreePointer pointer) {
        PageReader page = new PageReader();
        pages.load(page, pointer.number(), pointer.crc(), level, treeId);
        byte[] separator = pointer.separator();
        int order = page.compareKey(0, separator, separator.length);
        if (level == 0 ? order < 0 : order <= 0) {
            throw pages.corrupt(
                    page.number(), 0, "keys from " + hex(separator) + " on", hex(page.key(0)));
        }
        sink.release(page.number());
        return page;
    }

    /// Adds a subtree of the old tree as it is, or at least the greater part of it.
    void keep(int level, TreePointer pointer) {
        for (int below = 0; below <= level; below++) {
            if (run(below).isUnderfull()) {
                keepPartsOf(level, pointer);
                return;
            }
            run(below).finish();
        }
        run(level + 1).addChild(pointer.separator(), pointer.number(), pointer.crc());
    }

    /// The pointer to a child of a branch that `pointer` leads to.
    static TreePointer child(PageReader page, TreePointer pointer, int child) {
        byte[] separator = child == 0 ? pointer.separator() : page.key(child - 1);
        return new TreePointer(separator, page.childNumber(child), page.childCrc(child));
    }

    /// Completes the tree.
    TreeRoot finish(long entries) {
        int level = 0;
        while (level == 0 || run(level).count() > 1 || !isTop(level)) {
            if (run(level).isUnderfull()) {
                openLeftNeighbour(level);
            }
            run(level).finish();
            level++;
        }
        boolean empty = run(level).count() == 0;
        if (empty ? entries != 0 : entries <= 0) {
            throw corruptTree("a tree with as many entries as its root says", "another number");
        }
        if (empty) {
            return TreeRoot.empty(treeId);
        }
        TreePointer root = run(level).pointer(0);
        return new TreeRoot(root.number(), root.crc(), level, treeId, entries);
    }

    /// Writes the first `count` cells as a page and adds it to the level above.
    void writePage(int level, CellBuffer cells, int count, byte[] lowerBound, boolean appending) {
        int number = sink.allocate();
        cells.writePage(writer, number, level, treeId, checkpointSeq, count);
        int crc = writer.finish();
        sink.write(number, writer.bytes());
        written.add(number);
        LevelRun above = run(level + 1);
        if (appending) {
            above.beginAppending();
        }
        above.addChild(lowerBound, number, crc);
    }

    CorruptException outOfOrder(int level, byte[] key) {
        return corruptTree("ascending keys at level " + level, hex(key));
    }

    CorruptException corruptTree(String expected, String found) {
        String message =
                "%s: tree %d: expected %s, found %s; rebuild the indexes from the log"
                        .formatted(pages.name(), treeId, expected, found);
        return new CorruptException(message, pages.name(), -1, expected, found);
    }

    private void keepPartsOf(int level, TreePointer pointer) {
        PageReader page = open(level, pointer);
        if (level == 0) {
            leaves().addAll(page, pointer.separator());
            return;
        }
        for (int child = 0; child <= page.count(); child++) {
            keep(level - 1, child(page, pointer, child));
        }
    }

    /// Adds the cells of the page left of the run at `level` to the run, if there is one in the old
    /// tree.
    private void openLeftNeighbour(int level) {
        if (isTop(level)) {
            return;
        }
        LevelRun above = run(level + 1);
        if (above.count() == 0) {
            openLeftNeighbour(level + 1);
            if (above.count() == 0) {
                return;
            }
        }
        TreePointer last = above.pointer(above.count() - 1);
        if (!written.contains(last.number())) {
            above.removeLast();
            run(level).prepend(open(level, last), last.separator());
        }
    }

    /// Whether no run above `level` has a cell.
    private boolean isTop(int level) {
        for (int above = level + 1; above < runs.size(); above++) {
            if (run(above).count() > 0) {
                return false;
            }
        }
        return true;
    }

    private LevelRun run(int level) {
        if (level > TreeRoot.MAX_HEIGHT) {
            throw corruptTree("at most " + TreeRoot.MAX_HEIGHT + " levels", "more");
        }
        while (runs.size() <= level) {
            runs.add(new LevelRun(this, runs.size(), pages.pageSize()));
        }
        return runs.get(level);
    }

    static String hex(byte[] key) {
        return HexFormat.of().formatHex(key);
    }
}
