package org.commitdb.file.page;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;

/// The pages of a file, each verified when it is touched first.
///
/// The first touch copies the page to the heap, checks the checksum that the parent holds and then
/// the structure, and remembers the checksum by page number. Later touches that expect the same
/// checksum read the page where it lies. A page number that was given to a new page is expected
/// with another checksum, and so is verified again; a page that was overwritten behind the back of
/// a reader no longer begins with the checksum that the reader expects.
///
/// **Invariants**: the table takes 4 bytes for each page of every stretch of 4096 pages that has a
/// verified one. A remembered checksum of 0 means nothing, so a page with this checksum is verified
/// each time. **Threads**: any; racing writers of an element of the table store what each of them
/// has verified. **Errors**: [CorruptException] with the file, the offset and what was expected and
/// found there. **Cost**: the first touch O(page), later ones O(1) without allocation, as far as
/// the source does not allocate.
public final class VerifiedPages {

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK_SIZE = 1 << CHUNK_BITS;

    private final PageSource source;
    private final SaltedCrc checksum;
    private final int[] unseen = new int[CHUNK_SIZE];
    private volatile int[][] chunks = {};

    /// The pages of `source`, none of them verified.
    public VerifiedPages(PageSource source) {
        PageLayout.checkPageSize(source.pageSize());
        this.source = source;
        this.checksum = new SaltedCrc(source.fileSalt());
    }

    /// The size of a page, in bytes.
    public int pageSize() {
        return source.pageSize();
    }

    /// The checksum of the file.
    public SaltedCrc checksum() {
        return checksum;
    }

    /// The name of the file, for messages.
    public String name() {
        return source.name();
    }

    /// Moves `reader` to a page, which must have this checksum and this level and belong to this
    /// tree.
    public void load(PageReader reader, int number, int crc, int level, int treeId) {
        MemorySegment page = page(number);
        if (crc == 0 || remembered(number) != crc || PageReader.crcOf(page) != crc) {
            verify(page, number, crc);
        }
        attach(reader, page, number, level, treeId);
    }

    /// Like [#load], but verifies the page even if it was verified before.
    public void reload(PageReader reader, int number, int crc, int level, int treeId) {
        MemorySegment page = page(number);
        verify(page, number, crc);
        attach(reader, page, number, level, treeId);
    }

    /// A failure in a page, `at` bytes from its start, to be thrown by the caller.
    public CorruptException corrupt(int number, int at, String expected, String found) {
        return PageValidator.corrupt(name(), number, pageSize(), at, expected, found);
    }

    private MemorySegment page(int number) {
        if (number == 0) {
            throw corrupt(number, 0, "a page number of a tree", "0");
        }
        return source.page(number);
    }

    private void attach(PageReader reader, MemorySegment page, int number, int level, int treeId) {
        if (PageReader.levelOf(page) != level) {
            String found = "level " + PageReader.levelOf(page);
            throw corrupt(number, PageLayout.LEVEL, "level " + level, found);
        }
        if (PageReader.treeIdOf(page) != treeId) {
            String found = "tree " + PageReader.treeIdOf(page);
            throw corrupt(number, PageLayout.TREE_ID, "tree " + treeId, found);
        }
        reader.attach(page, number);
    }

    private void verify(MemorySegment page, int number, int crc) {
        byte[] copy = page.toArray(ValueLayout.JAVA_BYTE);
        if (copy.length != pageSize()) {
            throw new IllegalStateException("a page of " + copy.length + " bytes");
        }
        new PageValidator(copy, number, name()).validate(crc, checksum);
        remember(number, crc);
    }

    private int remembered(int number) {
        int[][] table = chunks;
        int chunk = number >>> CHUNK_BITS;
        return chunk < table.length ? table[chunk][number & (CHUNK_SIZE - 1)] : 0;
    }

    private void remember(int number, int crc) {
        chunkFor(number >>> CHUNK_BITS)[number & (CHUNK_SIZE - 1)] = crc;
    }

    /// Only chunks that have a verified page take memory, so a page far out in a sparse file costs
    /// no more than another.
    @SuppressWarnings("ReferenceEquality") // the one array that is never written to
    private synchronized int[] chunkFor(int chunk) {
        int[][] table = chunks;
        if (chunk >= table.length) {
            int old = table.length;
            table = Arrays.copyOf(table, Math.max(chunk + 1, old + old / 2));
            Arrays.fill(table, old, table.length, unseen);
            chunks = table;
        }
        if (table[chunk] == unseen) {
            table[chunk] = new int[CHUNK_SIZE];
        }
        return table[chunk];
    }
}
