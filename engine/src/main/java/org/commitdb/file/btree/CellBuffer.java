package org.commitdb.file.btree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.commitdb.file.page.PageLayout;
import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.PageWriter;

/// A sequence of cells that wait for their page: entries of leaves, or children of branches with
/// their separators.
///
/// All bytes lie in one array, a key followed by its value or its child pointer, so that a cell
/// costs no object.
///
/// **Threads**: one. **Cost**: adding is amortised O(bytes); dropping moves what is left.
final class CellBuffer {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean leaf;
    private byte[] bytes = new byte[8192];
    private int end;
    private int[] starts = new int[256];
    private int[] keyLengths = new int[256];
    private int count;

    CellBuffer(boolean leaf) {
        this.leaf = leaf;
    }

    int count() {
        return count;
    }

    void addEntry(byte[] key, byte[] value) {
        int at = add(key.length, value.length);
        System.arraycopy(key, 0, bytes, at, key.length);
        System.arraycopy(value, 0, bytes, at + key.length, value.length);
    }

    void addEntry(PageReader page, int slot) {
        int keyLength = page.keyLength(slot);
        int valueLength = page.valueLength(slot);
        int at = add(keyLength, valueLength);
        page.copyKey(slot, bytes, at);
        page.copy(page.valueAt(slot), bytes, at + keyLength, valueLength);
    }

    void addChild(byte[] separator, int number, int crc) {
        int at = add(separator.length, PageLayout.CHILD_SIZE);
        System.arraycopy(separator, 0, bytes, at, separator.length);
        INT.set(bytes, at + separator.length, number);
        INT.set(bytes, at + separator.length + Integer.BYTES, crc);
    }

    byte[] key(int cell) {
        return keyPrefix(cell, keyLengths[cell]);
    }

    byte[] keyPrefix(int cell, int length) {
        return Arrays.copyOfRange(bytes, starts[cell], starts[cell] + length);
    }

    int keyLength(int cell) {
        return keyLengths[cell];
    }

    int childNumber(int cell) {
        return (int) INT.get(bytes, payloadAt(cell));
    }

    int childCrc(int cell) {
        return (int) INT.get(bytes, payloadAt(cell) + Integer.BYTES);
    }

    /// Bytes that the cell and its slot take in a page without a common prefix.
    int cellSize(int cell) {
        return leaf
                ? PageLayout.entrySize(keyLengths[cell], payloadLength(cell))
                : PageLayout.separatorSize(keyLengths[cell]);
    }

    /// How many bytes the keys of two cells begin with in common, at most `limit`.
    int commonPrefix(int cell, int other, int limit) {
        int length = Math.min(limit, Math.min(keyLengths[cell], keyLengths[other]));
        int a = starts[cell];
        int b = starts[other];
        int mismatch = Arrays.mismatch(bytes, a, a + length, bytes, b, b + length);
        return mismatch < 0 ? length : mismatch;
    }

    /// Whether the key of the cell is greater than that of the one before, if there is one.
    boolean isInOrder(int cell) {
        if (cell == 0) {
            return true;
        }
        int a = starts[cell - 1];
        int b = starts[cell];
        return Arrays.compareUnsigned(
                        bytes, a, a + keyLengths[cell - 1], bytes, b, b + keyLengths[cell])
                < 0;
    }

    /// Lays out a page that holds the first `taken` cells.
    void writePage(PageWriter writer, int number, int level, int treeId, long birthSeq, int taken) {
        int first = leaf ? 0 : 1;
        int prefix = commonPrefix(first, taken - 1, keyLengths[first]);
        writer.start(number, level, treeId, birthSeq, bytes, starts[first], prefix);
        if (leaf) {
            for (int cell = 0; cell < taken; cell++) {
                writer.addEntry(
                        bytes,
                        starts[cell],
                        keyLengths[cell],
                        payloadAt(cell),
                        payloadLength(cell));
            }
        } else {
            writer.setLeftmostChild(childNumber(0), childCrc(0));
            for (int cell = first; cell < taken; cell++) {
                writer.addChild(
                        bytes, starts[cell], keyLengths[cell], childNumber(cell), childCrc(cell));
            }
        }
    }

    /// Forgets the first `dropped` cells.
    void dropFirst(int dropped) {
        int from = dropped == count ? end : starts[dropped];
        System.arraycopy(bytes, from, bytes, 0, end - from);
        end -= from;
        for (int cell = dropped; cell < count; cell++) {
            starts[cell - dropped] = starts[cell] - from;
            keyLengths[cell - dropped] = keyLengths[cell];
        }
        count -= dropped;
    }

    /// Forgets the last cell.
    void dropLast() {
        count--;
        end = starts[count];
    }

    /// Adds a cell of another buffer.
    void add(CellBuffer other, int cell) {
        int keyLength = other.keyLengths[cell];
        int payloadLength = other.payloadLength(cell);
        int at = add(keyLength, payloadLength);
        System.arraycopy(other.bytes, other.starts[cell], bytes, at, keyLength + payloadLength);
    }

    private int payloadAt(int cell) {
        return starts[cell] + keyLengths[cell];
    }

    private int payloadLength(int cell) {
        return (cell + 1 < count ? starts[cell + 1] : end) - payloadAt(cell);
    }

    private int add(int keyLength, int payloadLength) {
        int at = end;
        int newEnd = at + keyLength + payloadLength;
        if (newEnd > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(newEnd, bytes.length * 2));
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            keyLengths = Arrays.copyOf(keyLengths, count * 2);
        }
        starts[count] = at;
        keyLengths[count] = keyLength;
        count++;
        end = newEnd;
        return at;
    }
}
