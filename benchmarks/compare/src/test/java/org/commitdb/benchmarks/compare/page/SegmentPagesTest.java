package org.commitdb.benchmarks.compare.page;

import java.io.IOException;

final class SegmentPagesTest extends MappedPagesContract {

    @Override
    MappedPages open(PageFile file) throws IOException {
        return new SegmentPages(file);
    }
}
