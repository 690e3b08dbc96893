package org.commitdb.file;

import java.lang.foreign.MemorySegment;
import org.commitdb.file.page.PageSource;

/// Passes pages on and counts them.
///
/// **Threads**: one.
final class MeteredPages implements PageSource {

    private final PageSource source;
    private final Meter meter;
    private long count;

    MeteredPages(PageSource source, Meter meter) {
        this.source = source;
        this.meter = meter;
    }

    /// How many pages were asked for.
    long count() {
        return count;
    }

    @Override
    public int pageSize() {
        return source.pageSize();
    }

    @Override
    public long fileSalt() {
        return source.fileSalt();
    }

    @Override
    public MemorySegment page(int pageNumber) {
        MemorySegment page = source.page(pageNumber);
        count++;
        meter.add(page.byteSize());
        return page;
    }

    @Override
    public String name() {
        return source.name();
    }
}
