package org.commitdb.benchmarks.compare.page;

import java.io.IOException;

final class ChroniclePagesTest extends MappedPagesContract {

    @Override
    MappedPages open(PageFile file) throws IOException {
        return new ChroniclePages(file);
    }
}
