package org.commitdb.benchmarks.compare.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.page.PageWriter;

/// A file of leaves, written by the engine. Pages are numbered from 1 on.
public final class PageFile {

    static final int PAGE_SIZE = 4096;
    static final long SALT = 0x5a17;
    static final int TREE = 3;

    private final Path path;
    private final int[] crcs;

    private PageFile(Path path, int[] crcs) {
        this.path = path;
        this.crcs = crcs;
    }

    /// A key with its value.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Entry(byte[] key, byte[] value) {}

    /// Writes one page for each list of entries, which must be sorted.
    public static PageFile write(Path path, List<List<Entry>> pages) throws IOException {
        PageWriter writer = new PageWriter(PAGE_SIZE, new SaltedCrc(SALT));
        int[] crcs = new int[pages.size() + 1];
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(new byte[PAGE_SIZE]);
            for (int number = 1; number <= pages.size(); number++) {
                crcs[number] = lay(writer, number, pages.get(number - 1));
                out.write(writer.bytes());
            }
        }
        return new PageFile(path, crcs);
    }

    private static int lay(PageWriter writer, int number, List<Entry> entries) {
        byte[] first = entries.getFirst().key();
        byte[] last = entries.getLast().key();
        int mismatch = Arrays.mismatch(first, last);
        int prefix = mismatch < 0 ? first.length : mismatch;
        writer.start(number, 0, TREE, 1, first, 0, prefix);
        for (Entry entry : entries) {
            byte[] cell = Arrays.copyOf(entry.key, entry.key.length + entry.value.length);
            System.arraycopy(entry.value, 0, cell, entry.key.length, entry.value.length);
            writer.addEntry(cell, 0, entry.key.length, entry.key.length, entry.value.length);
        }
        return writer.finish();
    }

    /// Where the file is.
    public Path path() {
        return path;
    }

    /// How many pages there are.
    public int pages() {
        return crcs.length - 1;
    }

    int crc(int number) {
        return crcs[number];
    }
}
