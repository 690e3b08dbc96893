package org.commitdb.benchmarks.compare.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does the search in a mapped page cost on memory segments, on byte buffers and
/// on Chronicle Bytes?
///
/// A search moves to one of 1,000 leaves of 60 entries and finds a key of 32 random bytes there.
/// Only the engine's own reader looks at checksums.
///
/// **Command**: `benchmarks/run PageSearch`, which knows the flags. **Expected**: no great
/// difference: all of them compile to plain loads with checks of bounds.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageSearch {

    private static final int PAGES = 1_000;
    private static final int ENTRIES = 60;

    /// Which reader.
    public enum Reader {
        /// The engine's.
        SEGMENT,
        /// On byte buffers.
        BYTE_BUFFER,
        /// On Chronicle Bytes.
        CHRONICLE
    }

    @Param public Reader reader = Reader.SEGMENT;

    private final SplittableRandom random = new SplittableRandom(6);
    private final byte[][][] keys = new byte[PAGES][ENTRIES][32];
    private Path path;
    private MappedPages pages;

    @Setup
    public void setUp() throws IOException {
        List<List<PageFile.Entry>> content = new ArrayList<>();
        for (byte[][] page : keys) {
            for (byte[] key : page) {
                random.nextBytes(key);
            }
            Arrays.sort(page, Arrays::compareUnsigned);
            content.add(
                    Arrays.stream(page).map(key -> new PageFile.Entry(key, new byte[15])).toList());
        }
        path = Files.createTempFile("pages", ".bin");
        PageFile file = PageFile.write(path, content);
        pages =
                switch (reader) {
                    case SEGMENT -> new SegmentPages(file);
                    case BYTE_BUFFER -> new ByteBufferPages(file);
                    case CHRONICLE -> new ChroniclePages(file);
                };
    }

    @TearDown
    public void tearDown() throws IOException {
        pages.close();
        Files.delete(path);
    }

    @Benchmark
    public int search() {
        int page = random.nextInt(PAGES);
        pages.moveTo(page + 1);
        return pages.search(keys[page][random.nextInt(ENTRIES)]);
    }
}
