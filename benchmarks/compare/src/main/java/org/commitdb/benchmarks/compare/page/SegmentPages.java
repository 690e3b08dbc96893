package org.commitdb.benchmarks.compare.page;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.PageSource;
import org.commitdb.file.page.VerifiedPages;

/// The engine's own reader, on memory segments. Each page is verified when it is viewed first, and
/// its checksum is looked at each time.
public final class SegmentPages implements MappedPages {

    private final PageFile file;
    private final Arena arena = Arena.ofShared();
    private final VerifiedPages pages;
    private final PageReader reader = new PageReader();

    /// Maps the file.
    public SegmentPages(PageFile file) throws IOException {
        this.file = file;
        try (FileChannel channel = FileChannel.open(file.path())) {
            MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            pages = new VerifiedPages(new Source(mapped));
        }
    }

    private record Source(MemorySegment mapped) implements PageSource {

        @Override
        public int pageSize() {
            return PageFile.PAGE_SIZE;
        }

        @Override
        public long fileSalt() {
            return PageFile.SALT;
        }

        @Override
        public MemorySegment page(int number) {
            return mapped.asSlice((long) number * PageFile.PAGE_SIZE, PageFile.PAGE_SIZE);
        }

        @Override
        public String name() {
            return "pages";
        }
    }

    @Override
    public void moveTo(int number) {
        pages.load(reader, number, file.crc(number), 0, PageFile.TREE);
    }

    @Override
    public int count() {
        return reader.count();
    }

    @Override
    public int search(byte[] key) {
        return reader.search(key);
    }

    @Override
    public byte[] key(int slot) {
        return reader.key(slot);
    }

    @Override
    public byte[] value(int slot) {
        return reader.value(slot);
    }

    @Override
    public void close() {
        arena.close();
    }
}
