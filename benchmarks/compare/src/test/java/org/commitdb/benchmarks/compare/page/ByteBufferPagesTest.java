package org.commitdb.benchmarks.compare.page;

import java.io.IOException;

final class ByteBufferPagesTest extends MappedPagesContract {

    @Override
    MappedPages open(PageFile file) throws IOException {
        return new ByteBufferPages(file);
    }
}
