package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongUnaryOperator;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeWalker;
import org.commitdb.file.page.PageSet;
import org.commitdb.file.page.PageSink;
import org.jspecify.annotations.Nullable;

/// Gives pages to checkpoints and takes them back.
///
/// Which pages are free is never stored: it follows from the roots in the META slots. A page that a
/// checkpoint replaces may be overwritten only when neither slot refers to it, which is two
/// checkpoints later.
///
/// **Invariants**: no page that a META slot refers to is given out. **Threads**: one. **Errors**:
/// [org.commitdb.error.StorageException] when the disk refuses.
final class PageSpace implements PageSink {

    private static final int RUN_BYTES = 1 << 18;
    private static final long MIN_EXTENT = 1L << 16;
    private static final long MAX_EXTENT = 1L << 24;
    private static final int GROWTH_DIVISOR = 4;

    private final Volume volume;
    private final LongUnaryOperator extentSource;
    private final int pageSize;

    private final PageList free = new PageList();

    /// Replaced by the last checkpoint but one.
    private final PageList diedBefore = new PageList();

    /// Replaced by the last checkpoint.
    private final PageList diedLast = new PageList();

    /// Replaced by the checkpoint that is being built.
    private final PageList dying = new PageList();

    /// Given to the checkpoint that is being built.
    private final PageList given = new PageList();

    private long treeBytes;

    /// Pages that follow each other in the file, to be written in one call; allocated only while a
    /// checkpoint is being built.
    private @Nullable ByteBuffer run;

    private long runStart;

    /// Space without any page.
    ///
    /// @param extentSource gives the offset of a fresh extent of as many bytes as it is asked for
    PageSpace(Volume volume, LongUnaryOperator extentSource) {
        this.volume = volume;
        this.extentSource = extentSource;
        this.pageSize = volume.header().pageSize();
    }

    /// Finds the free pages of `extents`: those that neither the current checkpoint nor the one
    /// before it uses.
    ///
    /// When the trees of the one before cannot be followed, all that the current one does not use
    /// counts as used by it. When those of the current one cannot be followed either, nothing is
    /// free.
    void derive(List<ExtentIndex.Extent> extents, IndexRoots current, @Nullable IndexRoots before) {
        derive(extents, pagesOf(current), before == null ? new PageSet() : pagesOf(before));
    }

    /// The same, when nobody knows what the checkpoint before used: everything that the current one
    /// does not use counts as used by it.
    void deriveCarefully(List<ExtentIndex.Extent> extents, IndexRoots current) {
        derive(extents, pagesOf(current), null);
    }

    private void derive(
            List<ExtentIndex.Extent> extents,
            @Nullable PageSet used,
            @Nullable PageSet usedBefore) {
        free.clear();
        diedBefore.clear();
        diedLast.clear();
        treeBytes = 0;
        for (ExtentIndex.Extent extent : extents) {
            treeBytes += extent.length();
            long end = (extent.offset() + extent.length()) / pageSize;
            for (long number = extent.offset() / pageSize; used != null && number < end; number++) {
                int page = (int) number;
                if (used.contains(page)) {
                    continue;
                }
                (usedBefore == null || usedBefore.contains(page) ? diedLast : free).add(page);
            }
        }
    }

    /// Begins a checkpoint.
    void begin() {
        free.addAll(diedBefore);
        free.sort();
        diedBefore.clear();
        dying.clear();
        given.clear();
    }

    /// Ends a checkpoint that is published.
    void commit() {
        diedBefore.addAll(diedLast);
        diedLast.clear();
        diedLast.addAll(dying);
        forget();
    }

    /// Gives a checkpoint up. When it may have been published, its pages are treated as those of
    /// the last one.
    void abort(boolean mayBePublished) {
        if (mayBePublished) {
            diedLast.addAll(given);
        } else {
            free.addAll(given);
            free.sort();
        }
        forget();
    }

    /// Lets pages be given out again that were both given and taken back since the checkpoint
    /// began. Whoever reads the trees in between has to be done with them.
    void reuseReplaced() {
        PageSet replaced = new PageSet();
        dying.forEach(replaced::add);
        PageSet own = new PageSet();
        given.forEach(own::add);
        PageList kept = new PageList();
        given.forEach(page -> (replaced.contains(page) ? free : kept).add(page));
        PageList foreign = new PageList();
        dying.forEach(page -> {
            if (!own.contains(page)) {
                foreign.add(page);
            }
        });
        given.clear();
        given.addAll(kept);
        dying.clear();
        dying.addAll(foreign);
        free.sort();
    }

    @Override
    public int allocate() {
        if (free.isEmpty()) {
            addExtent();
        }
        int page = free.takeLeast();
        given.add(page);
        return page;
    }

    @Override
    public void write(int pageNumber, byte[] page) {
        long position = Integer.toUnsignedLong(pageNumber) * pageSize;
        ByteBuffer buffer = run == null ? ByteBuffer.allocate(RUN_BYTES) : run;
        run = buffer;
        if (position != runStart + buffer.position() || buffer.remaining() < pageSize) {
            flush();
            runStart = position;
        }
        buffer.put(page);
    }

    @Override
    public void release(int pageNumber) {
        dying.add(pageNumber);
    }

    /// Writes what is still in the buffer.
    void flush() {
        ByteBuffer buffer = run;
        if (buffer == null || buffer.position() == 0) {
            return;
        }
        try {
            volume.storage().write(runStart, buffer.flip());
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "write tree pages", e);
        } finally {
            buffer.clear();
        }
    }

    private void forget() {
        dying.clear();
        given.clear();
        run = null;
    }

    private @Nullable PageSet pagesOf(IndexRoots roots) {
        try {
            PageSet all = new PageSet();
            for (IndexTree tree : IndexTree.values()) {
                TreeWalker.pagesOf(volume.pages(), roots.of(tree)).forEach(all::add);
            }
            return all;
        } catch (CorruptException e) {
            return null;
        }
    }

    private void addExtent() {
        long wanted = Math.clamp(treeBytes / GROWTH_DIVISOR, MIN_EXTENT, MAX_EXTENT);
        long length = wanted / MIN_EXTENT * MIN_EXTENT;
        long offset = extentSource.applyAsLong(length);
        treeBytes += length;
        for (long page = offset / pageSize; page < (offset + length) / pageSize; page++) {
            free.add((int) page);
        }
    }

    /// Page numbers, taken from the front and added at the back.
    private static final class PageList {

        private static final int MIN_CAPACITY = 16;

        private int[] pages = new int[MIN_CAPACITY];
        private int start;
        private int end;

        private boolean isEmpty() {
            return start == end;
        }

        private void add(int page) {
            if (end == pages.length) {
                int length = end - start;
                pages =
                        Arrays.copyOfRange(
                                pages, start, start + Math.max(MIN_CAPACITY, length * 2));
                start = 0;
                end = length;
            }
            pages[end++] = page;
        }

        private void addAll(PageList other) {
            other.forEach(this::add);
        }

        private int takeLeast() {
            return pages[start++];
        }

        private void clear() {
            start = 0;
            end = 0;
        }

        /// Sorts by unsigned number.
        private void sort() {
            for (int i = start; i < end; i++) {
                pages[i] ^= Integer.MIN_VALUE;
            }
            Arrays.sort(pages, start, end);
            for (int i = start; i < end; i++) {
                pages[i] ^= Integer.MIN_VALUE;
            }
        }

        private void forEach(IntConsumer action) {
            for (int i = start; i < end; i++) {
                action.accept(pages[i]);
            }
        }
    }
}
