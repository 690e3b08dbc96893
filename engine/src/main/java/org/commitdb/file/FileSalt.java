package org.commitdb.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.log.ExtentHeader;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.RecordSearch;
import org.commitdb.file.storage.Storage;

/// Finds out the salt of a file whose header is damaged.
///
/// Checksums are linear, and 32 bits wide: of the 64 bits of a salt only 32 matter, the rest of its
/// division by the polynomial of the checksum. These follow from any one sound block, by 32 linear
/// equations; a second block, or a record of the log, confirms them. META slots serve, and the
/// header of any LOG extent. The salt that is found may not be the one in the header, yet every
/// checksum comes out the same.
///
/// **Threads**: one. **Cost**: reads a few KiB; when the beginning of the file is lost, 64 bytes of
/// every 64 KiB, and what follows each that looks like the header of an extent.
final class FileSalt {

    private static final int SALT_OFFSET = 64;
    private static final int SOLVABLE = Integer.SIZE;
    private static final int META_MAGIC = 'M' | 'E' << 8 | 'T' << 16 | 'A' << 24;
    private static final int EXTENT_MAGIC = 'L' | 'O' << 8 | 'G' << 16 | 'X' << 24;

    private final Storage storage;
    private final Block[] witnesses;

    /// A block that begins with its checksum and a magic number.
    private record Block(long offset, byte[] bytes, int magic) {

        private boolean hasMagic() {
            ByteReader reader = new ByteReader(bytes, "a block");
            reader.skip(Integer.BYTES);
            return reader.readInt() == magic;
        }

        private int crc() {
            return new ByteReader(bytes, "a block").readInt();
        }

        private int crc(long salt) {
            return new SaltedCrc(salt)
                    .of(offset, bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        }

        private boolean confirms(long salt) {
            return hasMagic() && crc(salt) == crc();
        }
    }

    private FileSalt(Storage storage) throws IOException {
        this.storage = storage;
        this.witnesses =
                new Block[] {
                    block(FileLayout.FIRST_EXTENT.offset(), ExtentHeader.SIZE, EXTENT_MAGIC),
                    block(FileLayout.META_SLOT_0, FileLayout.BLOCK_SIZE, META_MAGIC),
                    block(FileLayout.META_SLOT_1, FileLayout.BLOCK_SIZE, META_MAGIC)
                };
    }

    /// A salt with which the checksums of the file come out right; empty when there is none that
    /// two blocks, or a block and a record, agree on.
    static OptionalLong find(Storage storage) throws IOException {
        return new FileSalt(storage).find();
    }

    private OptionalLong find() throws IOException {
        long first = FileLayout.FIRST_EXTENT.offset();
        byte[] header = block(FileLayout.HEADER, FileLayout.BLOCK_SIZE, 0).bytes;
        long stated = readerAt(header, SALT_OFFSET).readLong();
        if (isSound(header, stated) || isConfirmed(stated, 1) || hasRecord(stated, first)) {
            return OptionalLong.of(stated);
        }
        for (Block witness : witnesses) {
            if (witness.hasMagic()) {
                long salt = solve(witness);
                if (isConfirmed(salt, 2) || (witness.confirms(salt) && hasRecord(salt, first))) {
                    return OptionalLong.of(salt);
                }
            }
        }
        return findInLaterExtents();
    }

    private OptionalLong findInLaterExtents() throws IOException {
        long end = storage.size();
        for (long offset = FileLayout.FIRST_EXTENT.end();
                offset < end;
                offset += LogExtent.ALIGNMENT) {
            Block witness = block(offset, ExtentHeader.SIZE, EXTENT_MAGIC);
            if (witness.hasMagic()) {
                long salt = solve(witness);
                if (witness.confirms(salt) && hasRecord(salt, offset)) {
                    return OptionalLong.of(salt);
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isSound(byte[] header, long salt) {
        byte[] magic = Header.magic();
        return Arrays.equals(header, 0, magic.length, magic, 0, magic.length)
                && new SaltedCrc(salt).of(FileLayout.HEADER, header, 0, Header.CRC_OFFSET)
                        == readerAt(header, Header.CRC_OFFSET).readInt();
    }

    private static ByteReader readerAt(byte[] block, int offset) {
        ByteReader reader = new ByteReader(block, "a block");
        reader.skip(offset);
        return reader;
    }

    private boolean isConfirmed(long salt, int needed) {
        int count = 0;
        for (Block witness : witnesses) {
            count += witness.confirms(salt) ? 1 : 0;
        }
        return count >= needed;
    }

    /// Whether a record is sound behind the header of the extent at `extentOffset`.
    private boolean hasRecord(long salt, long extentOffset) throws IOException {
        RecordSearch search =
                new RecordSearch(
                        storage,
                        new SaltedCrc(salt),
                        extentOffset + ExtentHeader.SIZE,
                        extentOffset + LogExtent.ALIGNMENT);
        return search.next() != null;
    }

    /// The salt below 2^32 that makes the checksum of `block` right, by Gaussian elimination: each
    /// bit of the salt flips certain bits of the checksum.
    private static long solve(Block block) {
        int base = block.crc(0);
        int[] effects = new int[SOLVABLE];
        long[] salts = new long[SOLVABLE];
        for (int bit = 0; bit < SOLVABLE; bit++) {
            effects[bit] = block.crc(1L << bit) ^ base;
            salts[bit] = 1L << bit;
        }
        int rest = block.crc() ^ base;
        long salt = 0;
        for (int row = 0; row < SOLVABLE; row++) {
            int pivot = row;
            while (pivot < SOLVABLE && (effects[pivot] >>> row & 1) == 0) {
                pivot++;
            }
            if (pivot == SOLVABLE) {
                return 0;
            }
            swap(effects, salts, row, pivot);
            for (int other = row + 1; other < SOLVABLE; other++) {
                if ((effects[other] >>> row & 1) != 0) {
                    effects[other] ^= effects[row];
                    salts[other] ^= salts[row];
                }
            }
            if ((rest >>> row & 1) != 0) {
                rest ^= effects[row];
                salt ^= salts[row];
            }
        }
        return salt;
    }

    private static void swap(int[] effects, long[] salts, int a, int b) {
        int effect = effects[a];
        effects[a] = effects[b];
        effects[b] = effect;
        long salt = salts[a];
        salts[a] = salts[b];
        salts[b] = salt;
    }

    /// A block of the file; zeroes where it cannot be read.
    private Block block(long offset, int length, int magic) throws IOException {
        byte[] bytes = new byte[length];
        if (storage.size() >= offset + length) {
            try {
                storage.read(offset, bytes, 0, length);
            } catch (IOException e) {
                return new Block(offset, new byte[length], magic);
            }
        }
        return new Block(offset, bytes, magic);
    }
}
