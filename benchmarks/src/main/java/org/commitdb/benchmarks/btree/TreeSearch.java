package org.commitdb.benchmarks.btree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.btree.TreeMerge;
import org.commitdb.file.btree.TreeReader;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.page.PageSink;
import org.commitdb.file.page.PageSource;
import org.commitdb.file.page.VerifiedPages;
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
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does one search in an index cost, by the id of a commit and by a document?
///
/// Ids are 32 random bytes; documents are an attachment, 16 random bytes and an ordinal, and the
/// search is for the greatest ordinal of a document.
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar TreeSearch -prof gc`. **Expected**: one
/// page a level, two more at a million entries than at a thousand; nothing allocated but the value.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TreeSearch {

    private static final int TREE = 3;

    @Param({"1000", "100000", "1000000"})
    public int entries;

    private final SplittableRandom random = new SplittableRandom(8);
    private byte[][] ids = {};
    private byte[][] documents = {};
    private TreeReader byId;
    private TreeCursor byDocument;

    @Setup
    public void setUp() {
        ids = new byte[entries][];
        documents = new byte[entries][];
        for (int i = 0; i < entries; i++) {
            ids[i] = new byte[32];
            random.nextBytes(ids[i]);
            documents[i] = new byte[16 + 16 + 5];
            random.nextBytes(documents[i]);
            Arrays.fill(documents[i], 0, 16, (byte) 7);
        }
        byId = build(ids);
        byDocument = build(documents).cursor();
    }

    private static TreeReader build(byte[][] keys) {
        SortedMap<byte[], byte[]> changes = new TreeMap<>(Arrays::compareUnsigned);
        for (byte[] key : keys) {
            changes.put(key, new byte[15]);
        }
        HeapPages heap = new HeapPages();
        VerifiedPages pages = new VerifiedPages(heap);
        TreeRoot root =
                new TreeMerge(pages, heap, 1).apply(TreeRoot.empty(TREE), TreeChanges.of(changes));
        return new TreeReader(pages, root);
    }

    @Benchmark
    public byte[] commitById() {
        return Objects.requireNonNull(byId.get(ids[random.nextInt(entries)]));
    }

    @Benchmark
    public boolean documentBefore() {
        byte[] wanted = documents[random.nextInt(entries)];
        return byDocument.seekFloor(wanted);
    }

    /// Pages in one stretch of memory outside the heap, as a mapped file is.
    private static final class HeapPages implements PageSource, PageSink {

        private static final int PAGE_SIZE = 4096;
        private static final int PAGES = 1 << 15;

        private final MemorySegment memory =
                Arena.ofAuto().allocate((long) PAGE_SIZE * PAGES, PAGE_SIZE);
        private int next = 1;

        @Override
        public int pageSize() {
            return PAGE_SIZE;
        }

        @Override
        public long fileSalt() {
            return 99;
        }

        @Override
        public MemorySegment page(int pageNumber) {
            return memory.asSlice((long) pageNumber * PAGE_SIZE, PAGE_SIZE).asReadOnly();
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public int allocate() {
            return next++;
        }

        @Override
        public void write(int pageNumber, byte[] page) {
            MemorySegment.copy(
                    MemorySegment.ofArray(page),
                    0,
                    memory,
                    (long) pageNumber * PAGE_SIZE,
                    PAGE_SIZE);
        }

        @Override
        public void release(int pageNumber) {
            throw new IllegalStateException("nothing is replaced here");
        }
    }
}
