package org.commitdb.file.storage;

import java.io.EOFException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/// A growing run of bytes on the heap, in blocks that never move, so that a view of one shows what
/// is written later.
///
/// **Invariants**: bytes at and beyond `size` are zero. **Threads**: one writer at a time; readers
/// need the ordering that the engine's publication gives them. **Cost**: a block is allocated when
/// it is first written or viewed.
final class HeapBlocks {

    /// Bytes in a block.
    static final int BLOCK = 1 << 20;

    private static final int MAX_BLOCKS = 1 << 24;

    private volatile byte[][] blocks = new byte[0][];
    private volatile long size;

    long size() {
        return size;
    }

    synchronized void setLength(long length) {
        if (length < 0 || length > (long) MAX_BLOCKS * BLOCK) {
            throw new IllegalArgumentException("a heap disk cannot be " + length + " bytes long");
        }
        long old = size;
        if (length < old) {
            clear(length, old);
        }
        size = length;
    }

    void read(long position, byte[] target, int offset, int length) throws EOFException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (position < 0 || length > size - position) {
            throw new EOFException(
                    "read of " + length + " bytes at " + position + " in " + size + " bytes");
        }
        byte[][] table = blocks;
        int done = 0;
        while (done < length) {
            long at = position + done;
            int within = (int) (at % BLOCK);
            int count = Math.min(length - done, BLOCK - within);
            int index = (int) (at / BLOCK);
            byte[] block = index < table.length ? table[index] : null;
            if (block == null) {
                Arrays.fill(target, offset + done, offset + done + count, (byte) 0);
            } else {
                System.arraycopy(block, within, target, offset + done, count);
            }
            done += count;
        }
    }

    synchronized void write(long position, byte[] source, int offset, int length) {
        long end = Math.addExact(position, length);
        if (end > size) {
            setLength(end);
        }
        int done = 0;
        while (done < length) {
            long at = position + done;
            int within = (int) (at % BLOCK);
            int count = Math.min(length - done, BLOCK - within);
            System.arraycopy(source, offset + done, block((int) (at / BLOCK)), within, count);
            done += count;
        }
    }

    MemorySegment view(long position, long length) {
        Objects.checkFromIndexSize(position, length, size);
        int within = (int) (position % BLOCK);
        if (length > BLOCK - within) {
            throw new IllegalArgumentException(
                    "a view of " + length + " bytes at " + position + " crosses a block");
        }
        return MemorySegment.ofArray(block((int) (position / BLOCK)))
                .asSlice(within, length)
                .asReadOnly();
    }

    private synchronized byte[] block(int index) {
        if (index >= blocks.length) {
            blocks =
                    Arrays.copyOf(
                            blocks, Math.max(index + 1, Math.min(MAX_BLOCKS, blocks.length * 2)));
        }
        byte[] block = blocks[index];
        if (block == null) {
            block = new byte[BLOCK];
            blocks[index] = block;
        }
        return block;
    }

    private void clear(long from, long to) {
        for (long at = from; at < to; ) {
            int within = (int) (at % BLOCK);
            int count = (int) Math.min(to - at, BLOCK - within);
            int index = (int) (at / BLOCK);
            if (index < blocks.length && blocks[index] != null) {
                Arrays.fill(blocks[index], within, within + count, (byte) 0);
            }
            at += count;
        }
    }
}
