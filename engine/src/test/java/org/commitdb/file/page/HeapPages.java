package org.commitdb.file.page;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.commitdb.error.CorruptException;

/// Pages on the heap. Pages that were released are not used again before [#reuseReleased], as at a
/// checkpoint.
public final class HeapPages implements PageSource, PageSink {

    private static final int FIRST = 16;

    private final int pageSize;
    private final long fileSalt;
    private final Map<Integer, byte[]> pages = new HashMap<>();
    private final Set<Integer> allocated = new TreeSet<>();
    private final List<Integer> released = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private int next = FIRST;
    private final AtomicInteger reads = new AtomicInteger();

    public HeapPages(int pageSize, long fileSalt) {
        this.pageSize = pageSize;
        this.fileSalt = fileSalt;
    }

    @Override
    public int pageSize() {
        return pageSize;
    }

    @Override
    public long fileSalt() {
        return fileSalt;
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public MemorySegment page(int pageNumber) {
        reads.incrementAndGet();
        return MemorySegment.ofArray(bytes(pageNumber)).asReadOnly();
    }

    @Override
    public int allocate() {
        int number = free.isEmpty() ? next++ : free.removeLast();
        if (!allocated.add(number)) {
            throw new AssertionError("page " + number + " was given out twice");
        }
        return number;
    }

    @Override
    public void write(int pageNumber, byte[] page) {
        if (!allocated.contains(pageNumber) || page.length != pageSize) {
            throw new AssertionError("write of page " + pageNumber);
        }
        if (pages.put(pageNumber, page.clone()) != null) {
            throw new AssertionError("page " + pageNumber + " was written twice");
        }
    }

    @Override
    public void release(int pageNumber) {
        if (!allocated.remove(pageNumber)) {
            throw new AssertionError("page " + pageNumber + " was released but not in use");
        }
        released.add(pageNumber);
    }

    /// Ends a checkpoint: what it released may be given out again.
    public void reuseReleased() {
        for (int number : released) {
            pages.remove(number);
            free.add(number);
        }
        released.clear();
    }

    /// The bytes of a page themselves, to be damaged.
    public byte[] bytes(int pageNumber) {
        byte[] page = pages.get(pageNumber);
        if (page == null) {
            throw new CorruptException("no page " + pageNumber, name(), -1, "a page", "none");
        }
        return page;
    }

    /// Puts other bytes in the place of a page.
    public void replace(int pageNumber, byte[] page) {
        pages.put(pageNumber, page);
    }

    /// Numbers that were given out and not released.
    public Set<Integer> allocated() {
        return allocated;
    }

    /// How many pages were asked for.
    public int reads() {
        return reads.get();
    }

    /// A copy that shares nothing.
    public HeapPages copy() {
        HeapPages copy = new HeapPages(pageSize, fileSalt);
        pages.forEach((number, page) -> copy.pages.put(number, page.clone()));
        copy.allocated.addAll(allocated);
        copy.released.addAll(released);
        copy.free.addAll(free);
        copy.next = next;
        return copy;
    }
}
