package org.commitdb.file.btree;

import org.commitdb.file.page.PageLayout;
import org.commitdb.file.page.PageReader;

/// A run of neighbouring pages of one level that are being rebuilt: cells go in at the right, whole
/// pages come out at the left.
///
/// The cells that wait form one or two segments, each of which fits into a page that is filled as
/// far as pages should be. When a third segment would begin, the first one becomes a page. At the
/// end the last two segments become one page if they fit, else two pages of about the same size. So
/// a run of several pages has no underfull page, except where a key that shortens the common prefix
/// would make a page too large at once.
///
/// Behind the last key of the old tree cells are *appended*: there pages are filled to the brim,
/// because nothing is expected to come between their keys later, and the last page takes what is
/// left.
///
/// **Invariants**: every page has at least one entry or two children. **Threads**: one.
final class LevelRun {

    private static final byte[] LEAST = new byte[0];

    private final TreeBuilder builder;
    private final int level;
    private final boolean leaf;
    private final int minCells;
    private final int pageSize;
    private CellBuffer cells;

    /// Not greater than any key of the run and greater than any key left of it. Branches have it in
    /// their first cell.
    private byte[] separator = LEAST;

    private boolean appending;

    /// Where the second segment begins; 0 while there is one segment.
    private int segmentStart;

    private int segmentBytes;
    private int segmentPrefix;

    LevelRun(TreeBuilder builder, int level, int pageSize) {
        this.builder = builder;
        this.level = level;
        this.leaf = level == 0;
        this.minCells = leaf ? 1 : 2;
        this.pageSize = pageSize;
        this.cells = new CellBuffer(leaf);
    }

    /// How many cells wait.
    int count() {
        return cells.count();
    }

    /// Says that the next entry belongs to a part of the tree that begins with `lowerBound`.
    void enter(byte[] lowerBound) {
        if (cells.count() == 0) {
            separator = lowerBound;
        }
    }

    /// Says that everything that follows is appended behind the last key of the old tree.
    void beginAppending() {
        if (!appending) {
            appending = true;
            segmentAll();
        }
    }

    void addEntry(byte[] key, byte[] value) {
        cells.addEntry(key, value);
        added();
    }

    void addEntry(PageReader page, int slot) {
        cells.addEntry(page, slot);
        added();
    }

    void addChild(byte[] childSeparator, int number, int crc) {
        cells.addChild(childSeparator, number, crc);
        added();
    }

    /// Whether the page that [#finish] would write is too empty, or not allowed at all.
    boolean isUnderfull() {
        int count = cells.count();
        if (count == 0 || segmentStart > 0) {
            return false;
        }
        return count < minCells || (!appending && sizeOf(0, count) < pageSize / 4);
    }

    /// Writes all cells that wait.
    void finish() {
        int count = cells.count();
        if (count > 0) {
            if (segmentStart > 0 && sizeOf(0, count) > pageSize) {
                emit(appending ? Math.min(segmentStart, count - minCells) : splitEvenly(count));
            }
            emit(cells.count());
        }
        restart();
        appending = false;
    }

    /// Takes the last child out of this run of branches.
    void removeLast() {
        cells.dropLast();
        segmentAll();
    }

    /// A child in this run of branches.
    TreePointer pointer(int cell) {
        return new TreePointer(cells.key(cell), cells.childNumber(cell), cells.childCrc(cell));
    }

    /// Adds all cells of `page`, whose keys begin at `lowerBound`.
    void addAll(PageReader page, byte[] lowerBound) {
        enter(lowerBound);
        if (leaf) {
            for (int slot = 0; slot < page.count(); slot++) {
                addEntry(page, slot);
            }
        } else {
            for (int child = 0; child <= page.count(); child++) {
                byte[] key = child == 0 ? lowerBound : page.key(child - 1);
                addChild(key, page.childNumber(child), page.childCrc(child));
            }
        }
    }

    /// Puts all cells of `page`, whose keys begin at `lowerBound`, before those that wait.
    void prepend(PageReader page, byte[] lowerBound) {
        CellBuffer waiting = cells;
        cells = new CellBuffer(leaf);
        restart();
        addAll(page, lowerBound);
        for (int cell = 0; cell < waiting.count(); cell++) {
            cells.add(waiting, cell);
            added();
        }
    }

    private void added() {
        int last = cells.count() - 1;
        if (!cells.isInOrder(last)) {
            throw builder.outOfOrder(level, cells.key(last));
        }
        extendSegment(last);
    }

    /// Counts a cell to the last segment, or begins a new one with it. Returns the number of the
    /// cell, which is less than before if a page was written.
    private int extendSegment(int cell) {
        int first = firstSlot(segmentStart);
        if (cell < first) {
            return cell;
        }
        int prefix =
                cell == first
                        ? cells.keyLength(cell)
                        : cells.commonPrefix(first, cell, segmentPrefix);
        int total = segmentBytes + cells.cellSize(cell);
        if (pageBytes(total, cell - first + 1, prefix) <= fillLimit()) {
            segmentBytes = total;
            segmentPrefix = prefix;
            return cell;
        }
        int start = cell - emit(segmentStart);
        segmentStart = start;
        segmentBytes = 0;
        return extendSegment(start);
    }

    private void segmentAll() {
        restart();
        int cell = 0;
        while (cell < cells.count()) {
            cell = extendSegment(cell) + 1;
        }
    }

    private void restart() {
        segmentStart = 0;
        segmentBytes = 0;
        segmentPrefix = 0;
    }

    private int fillLimit() {
        return appending ? pageSize : pageSize / 8 * 7;
    }

    /// The first cell that takes a slot in a page that begins with cell `from`: the leftmost child
    /// of a branch has none.
    private int firstSlot(int from) {
        return leaf ? from : from + 1;
    }

    private static int pageBytes(int cellBytes, int slots, int prefix) {
        return PageLayout.HEADER_SIZE + cellBytes - (slots - 1) * prefix;
    }

    /// The size of a page that holds the cells from `from` up to `to`, one slot or more.
    private int sizeOf(int from, int to) {
        int first = firstSlot(from);
        int total = 0;
        for (int cell = first; cell < to; cell++) {
            total += cells.cellSize(cell);
        }
        return sizeOf(first, to, total);
    }

    private int sizeOf(int first, int to, int cellBytes) {
        int prefix = cells.commonPrefix(first, to - 1, cells.keyLength(first));
        return pageBytes(cellBytes, to - first, prefix);
    }

    /// Where the cells that wait fall into two pages, the greater one as small as possible.
    private int splitEvenly(int count) {
        int[] sums = new int[count + 1];
        for (int cell = 0; cell < count; cell++) {
            sums[cell + 1] = sums[cell] + cells.cellSize(cell);
        }
        int best = segmentStart;
        int bestSize = Integer.MAX_VALUE;
        for (int split = minCells; split <= count - minCells; split++) {
            int left = sizeOf(firstSlot(0), split, sums[split] - sums[firstSlot(0)]);
            int first = firstSlot(split);
            int right = sizeOf(first, count, sums[count] - sums[first]);
            if (Math.max(left, right) < bestSize) {
                best = split;
                bestSize = Math.max(left, right);
            }
        }
        return best;
    }

    /// Writes a page with the first `count` cells, tells the level above, and returns `count`.
    private int emit(int count) {
        if (count == 0) {
            return 0;
        }
        if (count < minCells) {
            throw new IllegalStateException("a branch with one child at level " + level);
        }
        byte[] lowerBound = leaf ? separator : cells.key(0);
        builder.writePage(level, cells, count, lowerBound, appending);
        if (leaf && count < cells.count()) {
            int common = cells.commonPrefix(count - 1, count, Integer.MAX_VALUE);
            separator = cells.keyPrefix(count, common + 1);
        }
        cells.dropFirst(count);
        return count;
    }
}
