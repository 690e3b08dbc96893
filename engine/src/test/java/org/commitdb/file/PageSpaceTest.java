package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which pages may be overwritten when.
final class PageSpaceTest {

    private static final int PAGES_PER_EXTENT = 16;

    private final List<Long> extents = new ArrayList<>();
    private PageSpace pages;

    @BeforeEach
    void open() throws Exception {
        SimDisk disk = new SimDisk();
        CommitFile.create(disk.open(), FileOptions.defaults(), TestCommit::index).close();
        Storage storage = disk.open();
        Volume volume = Volume.of(storage, Preamble.readHeader(storage, true));
        pages =
                new PageSpace(
                        volume,
                        length -> {
                            long offset = FileLayout.MIN_LENGTH + extents.size() * (long) (1 << 16);
                            extents.add(offset);
                            return offset;
                        });
    }

    private Set<Integer> allocate(int count) {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < count; i++) {
            assertTrue(numbers.add(pages.allocate()), "a page was given twice");
        }
        return numbers;
    }

    @Test
    void pagesComeInOrderFromFreshExtents() {
        pages.begin();
        int first = pages.allocate();
        assertEquals(FileLayout.MIN_LENGTH / 4096, first);
        assertEquals(first + 1, pages.allocate());
        allocate(PAGES_PER_EXTENT - 2);
        assertEquals(1, extents.size());
        allocate(1);
        assertEquals(2, extents.size());
    }

    @Test
    void replacedPageIsReusedTwoCheckpointsLater() {
        pages.begin();
        Set<Integer> first = allocate(PAGES_PER_EXTENT);
        pages.commit();
        pages.begin();
        first.forEach(pages::release);
        Set<Integer> second = allocate(PAGES_PER_EXTENT);
        pages.commit();
        pages.begin();
        second.forEach(pages::release);
        Set<Integer> third = allocate(PAGES_PER_EXTENT);
        pages.commit();
        assertEquals(3, extents.size());
        pages.begin();
        assertEquals(first, allocate(PAGES_PER_EXTENT));
        pages.commit();
        pages.begin();
        assertEquals(second, allocate(PAGES_PER_EXTENT));
        assertEquals(3, extents.size());
        assertEquals(PAGES_PER_EXTENT, third.size());
    }

    @Test
    void abandonedCheckpointGivesItsPagesBackAndReplacesNothing() {
        pages.begin();
        Set<Integer> first = allocate(10);
        pages.commit();
        pages.begin();
        first.forEach(pages::release);
        Set<Integer> lost = allocate(6);
        pages.abort(false);
        for (int i = 0; i < 3; i++) {
            pages.begin();
            assertEquals(lost, allocate(6));
            pages.abort(false);
        }
        assertEquals(1, extents.size());
    }

    @Test
    void checkpointThatMayBePublishedKeepsItsPagesUntilItsSlotIsOverwritten() {
        pages.begin();
        allocate(4);
        pages.commit();
        pages.begin();
        Set<Integer> doubtful = allocate(12);
        pages.abort(true);
        pages.begin();
        allocate(PAGES_PER_EXTENT);
        assertEquals(2, extents.size());
        pages.commit();
        pages.begin();
        assertEquals(doubtful, allocate(12));
    }

    @Test
    void pagesOfAnUnfinishedBuildAreReusedWithinIt() {
        pages.begin();
        Set<Integer> first = allocate(8);
        first.forEach(pages::release);
        Set<Integer> second = allocate(8);
        pages.reuseReplaced();
        assertEquals(first, allocate(8));
        pages.abort(false);
        pages.begin();
        Set<Integer> all = new HashSet<>(first);
        all.addAll(second);
        assertEquals(all, allocate(PAGES_PER_EXTENT));
        assertEquals(1, extents.size());
    }
}
