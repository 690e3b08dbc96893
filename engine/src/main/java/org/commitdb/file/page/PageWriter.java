package org.commitdb.file.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;

/// Lays out one page after the other in a buffer of its own.
///
/// Usage: [#start], then either [#addEntry] for each entry of a leaf, or [#setLeftmostChild] and
/// [#addChild] for each further child of a branch, then [#finish] and [#bytes].
///
/// **Shape**: see [PageLayout]. **Invariants**: keys arrive in strictly ascending order and begin
/// with the prefix given to [#start]; whoever adds cells has computed that they fit. **Threads**:
/// one. **Cost**: O(bytes), no allocation.
public final class PageWriter {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, PageLayout.ORDER);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, PageLayout.ORDER);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, PageLayout.ORDER);
    private static final VarHandle BIG_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] page;
    private final SaltedCrc checksum;
    private int number;
    private int prefixLength;
    private int count;
    private int slotsEnd;
    private int heapStart;

    /// A writer of pages of `pageSize` bytes for the file that `checksum` belongs to.
    public PageWriter(int pageSize, SaltedCrc checksum) {
        this.page = new byte[PageLayout.checkPageSize(pageSize)];
        this.checksum = checksum;
    }

    /// Begins a page. The common prefix of its keys is `prefixLength` bytes of `bytes` from
    /// `prefixAt` on.
    public void start(
            int pageNumber,
            int level,
            int treeId,
            long birthSeq,
            byte[] bytes,
            int prefixAt,
            int prefixLength) {
        Arrays.fill(page, (byte) 0);
        this.number = pageNumber;
        this.prefixLength = prefixLength;
        this.count = 0;
        this.slotsEnd = PageLayout.HEADER_SIZE + prefixLength;
        this.heapStart = page.length;
        page[PageLayout.KIND] = (byte) (level == 0 ? PageLayout.LEAF : PageLayout.BRANCH);
        page[PageLayout.LEVEL] = (byte) level;
        INT.set(page, PageLayout.NUMBER, pageNumber);
        SHORT.set(page, PageLayout.PREFIX_LENGTH, (short) prefixLength);
        LONG.set(page, PageLayout.BIRTH_SEQ, birthSeq);
        SHORT.set(page, PageLayout.TREE_ID, (short) treeId);
        System.arraycopy(bytes, prefixAt, page, PageLayout.HEADER_SIZE, prefixLength);
    }

    /// Adds an entry to a leaf: key and value are runs of `bytes`.
    public void addEntry(byte[] bytes, int keyAt, int keyLength, int valueAt, int valueLength) {
        int suffixLength = keyLength - prefixLength;
        int lengthSize = PageLayout.varintSize(valueLength);
        int cell = addCell(bytes, keyAt, suffixLength, lengthSize + valueLength);
        int at = writeVarint(cell + suffixLength, valueLength);
        System.arraycopy(bytes, valueAt, page, at, valueLength);
    }

    /// Sets the child of a branch that holds the keys below the first separator.
    public void setLeftmostChild(int child, int childCrc) {
        INT.set(page, PageLayout.LEFT_CHILD, child);
        INT.set(page, PageLayout.LEFT_CHILD_CRC, childCrc);
    }

    /// Adds a child to a branch: its separator is a run of `bytes`.
    public void addChild(byte[] bytes, int keyAt, int keyLength, int child, int childCrc) {
        int suffixLength = keyLength - prefixLength;
        int at = addCell(bytes, keyAt, suffixLength, PageLayout.CHILD_SIZE) + suffixLength;
        INT.set(page, at, child);
        INT.set(page, at + Integer.BYTES, childCrc);
    }

    /// Completes the page and returns its checksum.
    public int finish() {
        SHORT.set(page, PageLayout.COUNT, (short) count);
        SHORT.set(page, PageLayout.HEAP_START, (short) heapStart);
        int crc = checksumOf(page, number, checksum);
        INT.set(page, PageLayout.CRC, crc);
        return crc;
    }

    /// The buffer itself: the page that was finished last, until the next [#start].
    public byte[] bytes() {
        return page;
    }

    /// The checksum that belongs at the start of `page`.
    static int checksumOf(byte[] page, int pageNumber, SaltedCrc checksum) {
        int from = PageLayout.KIND;
        return checksum.of(
                PageLayout.offsetOf(pageNumber, page.length), page, from, page.length - from);
    }

    private int addCell(byte[] bytes, int keyAt, int suffixLength, int payloadLength) {
        int cell = heapStart - suffixLength - payloadLength;
        int slot = slotsEnd;
        if (suffixLength < 0 || slot + PageLayout.SLOT_SIZE > cell) {
            throw new IllegalStateException("a cell does not fit into page " + number);
        }
        System.arraycopy(bytes, keyAt + prefixLength, page, cell, suffixLength);
        INT.set(page, slot + PageLayout.HEAD, head(page, cell, suffixLength));
        SHORT.set(page, slot + PageLayout.CELL_OFFSET, (short) cell);
        SHORT.set(page, slot + PageLayout.SUFFIX_LENGTH, (short) suffixLength);
        count++;
        slotsEnd = slot + PageLayout.SLOT_SIZE;
        heapStart = cell;
        return cell;
    }

    private int writeVarint(int start, int value) {
        int at = start;
        int rest = value;
        while (rest >= 1 << 7) {
            page[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        page[at++] = (byte) rest;
        return at;
    }

    /// The first four of `length` bytes as a big-endian number, zero-padded.
    static int head(byte[] bytes, int at, int length) {
        if (length >= Integer.BYTES) {
            return (int) BIG_ENDIAN_INT.get(bytes, at);
        }
        int head = 0;
        for (int i = 0; i < length; i++) {
            head |= (bytes[at + i] & 0xff) << (24 - 8 * i);
        }
        return head;
    }
}
