package org.commitdb.file.page;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A view of one verified page at a time; [VerifiedPages#load] moves it to another page.
///
/// **Shape**: see [PageLayout]. **Invariants**: slots are numbered from 0 to `count() - 1`, the
/// children of a branch from 0 to `count()`. Arguments out of these ranges are the caller's mistake
/// and may raise [IndexOutOfBoundsException]. **Threads**: one. **Cost**: [#search] is O(log count)
/// comparisons, most of them of slot heads alone; nothing allocates but the methods that return an
/// array.
public final class PageReader {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(PageLayout.ORDER);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(PageLayout.ORDER);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(PageLayout.ORDER);
    private static final ValueLayout.OfInt BIG_ENDIAN_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BIG_ENDIAN_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final VarHandle KEY_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle KEY_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private MemorySegment page = MemorySegment.NULL;
    private int number;
    private int crc;
    private int level;
    private int count;
    private int prefixLength;
    private int slots;

    /// A reader that has not been moved to a page yet.
    public PageReader() {}

    void attach(MemorySegment segment, int pageNumber) {
        page = segment;
        number = pageNumber;
        crc = crcOf(segment);
        level = levelOf(segment);
        count = segment.get(SHORT, PageLayout.COUNT) & 0xffff;
        prefixLength = segment.get(SHORT, PageLayout.PREFIX_LENGTH) & 0xffff;
        slots = PageLayout.HEADER_SIZE + prefixLength;
    }

    static int crcOf(MemorySegment segment) {
        return segment.get(INT, PageLayout.CRC);
    }

    static int levelOf(MemorySegment segment) {
        return segment.get(ValueLayout.JAVA_BYTE, PageLayout.LEVEL) & 0xff;
    }

    static int treeIdOf(MemorySegment segment) {
        return segment.get(SHORT, PageLayout.TREE_ID) & 0xffff;
    }

    /// Whether this is a view of the page with this number and this checksum.
    public boolean isAt(int pageNumber, int pageCrc) {
        return number == pageNumber && crc == pageCrc && pageNumber != 0;
    }

    /// The number of the page, unsigned.
    public int number() {
        return number;
    }

    /// The level of the page: 0 for a leaf.
    public int level() {
        return level;
    }

    /// How many slots the page has.
    public int count() {
        return count;
    }

    /// The checkpoint that wrote the page.
    public long birthSeq() {
        return page.get(LONG, PageLayout.BIRTH_SEQ);
    }

    /// The slot that holds `key`, or `-(i + 1)` where `i` is the slot of the least greater key,
    /// `count()` if there is none.
    public int search(byte[] key) {
        int atPrefix =
                compare(
                        PageLayout.HEADER_SIZE,
                        prefixLength,
                        key,
                        0,
                        Math.min(key.length, prefixLength));
        if (atPrefix != 0) {
            return atPrefix > 0 ? -1 : -(count + 1);
        }
        int wanted = head(key, prefixLength);
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(head(middle), wanted);
            if (order == 0) {
                order = compareSuffix(middle, key, key.length);
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

    /// The child of a branch below which `key` belongs.
    public int searchChild(byte[] key) {
        int slot = search(key);
        return slot < 0 ? -(slot + 1) : slot + 1;
    }

    /// The page number of a child of a branch.
    public int childNumber(int child) {
        return page.get(INT, childAt(child));
    }

    /// The checksum that the page of a child must have.
    public int childCrc(int child) {
        return page.get(INT, childAt(child) + Integer.BYTES);
    }

    /// Compares the key in `slot` with the first `length` bytes of `key`.
    public int compareKey(int slot, byte[] key, int length) {
        int atPrefix =
                compare(
                        PageLayout.HEADER_SIZE,
                        prefixLength,
                        key,
                        0,
                        Math.min(length, prefixLength));
        return atPrefix != 0 ? atPrefix : compareSuffix(slot, key, length);
    }

    /// The length of the key in `slot`, in bytes.
    public int keyLength(int slot) {
        return prefixLength + suffixLength(slot);
    }

    /// Copies the key in `slot` to `target` from `at` on and returns its length.
    public int copyKey(int slot, byte[] target, int at) {
        int suffixLength = suffixLength(slot);
        MemorySegment.copy(
                page, ValueLayout.JAVA_BYTE, PageLayout.HEADER_SIZE, target, at, prefixLength);
        MemorySegment.copy(
                page, ValueLayout.JAVA_BYTE, cell(slot), target, at + prefixLength, suffixLength);
        return prefixLength + suffixLength;
    }

    /// The key in `slot`.
    public byte[] key(int slot) {
        byte[] key = new byte[keyLength(slot)];
        copyKey(slot, key, 0);
        return key;
    }

    /// Eight bytes of the key in `slot` from `at` on, most significant first.
    public long keyLong(int slot, int at) {
        int inSuffix = at - prefixLength;
        if (inSuffix >= 0) {
            return page.get(BIG_ENDIAN_LONG, cell(slot) + inSuffix);
        }
        if (inSuffix + Long.BYTES <= 0) {
            return page.get(BIG_ENDIAN_LONG, PageLayout.HEADER_SIZE + at);
        }
        long value = 0;
        for (int i = at; i < at + Long.BYTES; i++) {
            int from =
                    i < prefixLength ? PageLayout.HEADER_SIZE + i : cell(slot) + i - prefixLength;
            value = value << 8 | (page.get(ValueLayout.JAVA_BYTE, from) & 0xff);
        }
        return value;
    }

    /// Where in the page the value in `slot` of a leaf begins.
    public int valueAt(int slot) {
        int at = cell(slot) + suffixLength(slot);
        return at + PageLayout.varintSize(lengthAt(at));
    }

    /// The length of the value in `slot` of a leaf, in bytes.
    public int valueLength(int slot) {
        return lengthAt(cell(slot) + suffixLength(slot));
    }

    /// The value in `slot` of a leaf.
    public byte[] value(int slot) {
        byte[] value = new byte[valueLength(slot)];
        copy(valueAt(slot), value, 0, value.length);
        return value;
    }

    /// Copies `length` bytes of the page from `from` on.
    public void copy(int from, byte[] target, int at, int length) {
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, from, target, at, length);
    }

    /// The byte at `at` in the page, unsigned.
    public int byteAt(int at) {
        return page.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /// The four bytes at `at` in the page as a little-endian number.
    public int intAt(int at) {
        return page.get(INT, at);
    }

    /// The eight bytes at `at` in the page as a little-endian number.
    public long longAt(int at) {
        return page.get(LONG, at);
    }

    private int head(int slot) {
        return page.get(INT, slots + slot * PageLayout.SLOT_SIZE + PageLayout.HEAD);
    }

    private int cell(int slot) {
        int at = slots + slot * PageLayout.SLOT_SIZE + PageLayout.CELL_OFFSET;
        return page.get(SHORT, at) & 0xffff;
    }

    private int suffixLength(int slot) {
        int at = slots + slot * PageLayout.SLOT_SIZE + PageLayout.SUFFIX_LENGTH;
        return page.get(SHORT, at) & 0xffff;
    }

    private int childAt(int child) {
        return child == 0 ? PageLayout.LEFT_CHILD : cell(child - 1) + suffixLength(child - 1);
    }

    private int lengthAt(int at) {
        int low = byteAt(at);
        return low < 0x80 ? low : (low & 0x7f) | byteAt(at + 1) << 7;
    }

    private static int head(byte[] key, int at) {
        return PageWriter.head(key, at, key.length - at);
    }

    private int compareSuffix(int slot, byte[] key, int length) {
        return compare(cell(slot), suffixLength(slot), key, prefixLength, length - prefixLength);
    }

    /// Compares a run of the page with a run of `key`: eight bytes at a time, the last eight
    /// overlapping those before.
    private int compare(int at, int length, byte[] key, int keyAt, int keyLength) {
        int common = Math.min(length, keyLength);
        if (common >= Long.BYTES) {
            int last = common - Long.BYTES;
            for (int i = 0; i < last; i += Long.BYTES) {
                long mine = page.get(BIG_ENDIAN_LONG, at + i);
                long theirs = (long) KEY_LONG.get(key, keyAt + i);
                if (mine != theirs) {
                    return Long.compareUnsigned(mine, theirs);
                }
            }
            long mine = page.get(BIG_ENDIAN_LONG, at + last);
            long theirs = (long) KEY_LONG.get(key, keyAt + last);
            if (mine != theirs) {
                return Long.compareUnsigned(mine, theirs);
            }
        } else if (common >= Integer.BYTES) {
            for (int i = 0; i < 2; i++) {
                int from = i * (common - Integer.BYTES);
                int mine = page.get(BIG_ENDIAN_INT, at + from);
                int theirs = (int) KEY_INT.get(key, keyAt + from);
                if (mine != theirs) {
                    return Integer.compareUnsigned(mine, theirs);
                }
            }
        } else {
            for (int i = 0; i < common; i++) {
                int order = byteAt(at + i) - (key[keyAt + i] & 0xff);
                if (order != 0) {
                    return order;
                }
            }
        }
        return length - keyLength;
    }
}
