package org.commitdb.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.CRC32C;

/// The media checksum of one file: CRC32C over `le64(fileSalt) ‖ le64(offset) ‖ bytes`.
///
/// The salt makes blocks of another file fail, the offset makes blocks that were written to the
/// wrong place fail. The bytes never include the field that holds the checksum.
///
/// **Invariants**: only heap arrays go in. The intrinsic behind [CRC32C] kills the JVM when it
/// meets a mapped page that the disk cannot supply, so mapped memory must be copied to an array
/// first. **Threads**: any. **Cost**: O(bytes), one small allocation. **Source**: RFC 3720, section
/// 12.1 (the Castagnoli polynomial).
public final class SaltedCrc {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long fileSalt;

    /// The checksum of the file that has this salt.
    public SaltedCrc(long fileSalt) {
        this.fileSalt = fileSalt;
    }

    /// The salt of the file.
    public long fileSalt() {
        return fileSalt;
    }

    /// The checksum of `length` bytes of `bytes` from `from` on, which belong to the block that
    /// starts at `offset` of the file.
    public int of(long offset, byte[] bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        byte[] prefix = new byte[2 * Long.BYTES];
        LONG.set(prefix, 0, fileSalt);
        LONG.set(prefix, Long.BYTES, offset);
        CRC32C crc = new CRC32C();
        crc.update(prefix, 0, prefix.length);
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /// The checksum of all of `bytes`, which belong to the block that starts at `offset` of the
    /// file.
    public int of(long offset, byte[] bytes) {
        return of(offset, bytes, 0, bytes.length);
    }
}
