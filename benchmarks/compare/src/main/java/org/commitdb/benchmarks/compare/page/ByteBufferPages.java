package org.commitdb.benchmarks.compare.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.commitdb.file.page.PageLayout;

/// The same search on a mapped byte buffer, without checks of checksums.
public final class ByteBufferPages implements MappedPages {

    private static final int COUNT = 6;
    private static final int PREFIX_LENGTH = 12;
    private static final int CELL_OFFSET = 4;
    private static final int SUFFIX_LENGTH = 6;

    private final ByteBuffer bytes;
    private int page;
    private int count;
    private int prefixLength;
    private int slots;

    /// Maps the file.
    public ByteBufferPages(PageFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path())) {
            bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
            bytes.order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Override
    public void moveTo(int number) {
        page = number * PageFile.PAGE_SIZE;
        count = shortAt(page + COUNT);
        prefixLength = shortAt(page + PREFIX_LENGTH);
        slots = page + PageLayout.HEADER_SIZE + prefixLength;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int search(byte[] key) {
        int common = Math.min(key.length, prefixLength);
        int atPrefix = compare(page + PageLayout.HEADER_SIZE, prefixLength, key, 0, common);
        if (atPrefix != 0) {
            return atPrefix > 0 ? -1 : -(count + 1);
        }
        int wanted = Keys.head(key, prefixLength);
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int head = bytes.getInt(slots + middle * PageLayout.SLOT_SIZE);
            int order = Integer.compareUnsigned(head, wanted);
            if (order == 0) {
                int rest = key.length - prefixLength;
                order = compare(cell(middle), suffixLength(middle), key, prefixLength, rest);
            }
            if (order < 0) {
                low = middle + 1;
            } else if (order > 0) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -(low + 1);
    }

    /// Eight bytes at a time, then one by one.
    private int compare(int at, int length, byte[] key, int keyAt, int keyLength) {
        int common = Math.min(length, keyLength);
        int i = 0;
        for (; i + Long.BYTES <= common; i += Long.BYTES) {
            long mine = Long.reverseBytes(bytes.getLong(at + i));
            long theirs = Keys.bigEndianLong(key, keyAt + i);
            if (mine != theirs) {
                return Long.compareUnsigned(mine, theirs);
            }
        }
        for (; i < common; i++) {
            int order = (bytes.get(at + i) & 0xff) - (key[keyAt + i] & 0xff);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(length, keyLength);
    }

    @Override
    public byte[] key(int slot) {
        byte[] key = new byte[prefixLength + suffixLength(slot)];
        bytes.get(page + PageLayout.HEADER_SIZE, key, 0, prefixLength);
        bytes.get(cell(slot), key, prefixLength, key.length - prefixLength);
        return key;
    }

    @Override
    public byte[] value(int slot) {
        int at = cell(slot) + suffixLength(slot);
        int low = bytes.get(at) & 0xff;
        int length = low < 0x80 ? low : (low & 0x7f) | (bytes.get(at + 1) & 0xff) << 7;
        byte[] value = new byte[length];
        bytes.get(at + (low < 0x80 ? 1 : 2), value, 0, length);
        return value;
    }

    private int cell(int slot) {
        return page + shortAt(slots + slot * PageLayout.SLOT_SIZE + CELL_OFFSET);
    }

    private int suffixLength(int slot) {
        return shortAt(slots + slot * PageLayout.SLOT_SIZE + SUFFIX_LENGTH);
    }

    private int shortAt(int at) {
        return bytes.getShort(at) & 0xffff;
    }

    /// The mapping ends when the buffer is collected: the JDK knows no other way.
    @Override
    public void close() {}
}
