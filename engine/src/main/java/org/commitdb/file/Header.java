package org.commitdb.file;

import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.IncompatibleException;

/// The header of a file: what it is, and what one must know to use it. Never changed after
/// creation.
///
/// **Shape**, little-endian:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 8 | magic `89 43 44 42 0D 0A 1A 0A` |
/// | 8 | 2 | major version, 1 |
/// | 10 | 2 | minor version, 0 |
/// | 12 | 1 | log2 of the page size, 12 to 16 |
/// | 13 | 1 | hashAlg: 2 SHA-256 |
/// | 14 | 1 | checksumAlg: 1 CRC32C |
/// | 15 | 1 | 0 |
/// | 16 | 4 | applicationId, 0 |
/// | 20 | 4 | userFormat, 0 |
/// | 24 | 8 | incompatible features: an unknown bit forbids to open |
/// | 32 | 8 | read-only compatible features: an unknown bit forbids to write |
/// | 40 | 8 | compatible features: unknown bits do not matter |
/// | 48 | 16 | UUID of the file |
/// | 64 | 8 | fileSalt, random |
/// | 72 | 8 | time of creation, milliseconds since 1970 |
/// | 80 | 16 | UUID of the file that this one was made from, or 0 |
/// | 96 | 412 | 0 |
/// | 508 | 4 | crc: salted checksum of the bytes before |
///
/// @param pageSize bytes in a tree page
/// @param userFormat belongs to the upper layer
/// @param roCompat read-only compatible features
/// @param uuid the identity of the file
/// @param fileSalt mixed into every checksum
/// @param createdMillis milliseconds since 1970
/// @param parentUuid the file that this one was made from, all zero for none
record Header(
        int pageSize,
        int userFormat,
        long roCompat,
        UUID uuid,
        long fileSalt,
        long createdMillis,
        UUID parentUuid) {

    static final int MAGIC_SIZE = Long.BYTES;
    static final int MAJOR = 1;

    static final int MAJOR_OFFSET = MAGIC_SIZE;
    static final int PAGE_SIZE_OFFSET = MAJOR_OFFSET + 4;
    static final int INCOMPAT_OFFSET = MAJOR_OFFSET + 16;
    static final int CRC_OFFSET = FileLayout.BLOCK_SIZE - Integer.BYTES;

    private static final byte[] MAGIC = {(byte) 0x89, 'C', 'D', 'B', '\r', '\n', 0x1A, '\n'};
    private static final int HASH_SHA_256 = 2;
    private static final int CHECKSUM_CRC32C = 1;
    private static final long KNOWN_INCOMPAT = 0;
    private static final long KNOWN_RO_COMPAT = 0;
    private static final int MIN_LOG2_PAGE_SIZE = 12;
    private static final int MAX_LOG2_PAGE_SIZE = 16;

    /// A copy of the bytes that every file begins with.
    static byte[] magic() {
        return MAGIC.clone();
    }

    /// The block of the preamble that holds this header.
    byte[] encode() {
        ByteWriter writer = new ByteWriter(FileLayout.BLOCK_SIZE);
        writer.writeBytes(MAGIC).writeShort(MAJOR).writeShort(0);
        writer.writeByte(Integer.numberOfTrailingZeros(pageSize));
        writer.writeByte(HASH_SHA_256).writeByte(CHECKSUM_CRC32C).writeByte(0);
        writer.writeInt(0).writeInt(userFormat);
        writer.writeLong(0).writeLong(roCompat).writeLong(0);
        writer.writeLongBigEndian(uuid.getMostSignificantBits())
                .writeLongBigEndian(uuid.getLeastSignificantBits());
        writer.writeLong(fileSalt).writeLong(createdMillis);
        writer.writeLongBigEndian(parentUuid.getMostSignificantBits());
        writer.writeLongBigEndian(parentUuid.getLeastSignificantBits());
        writer.writeBytes(new byte[CRC_OFFSET - writer.size()]);
        return writer.writeInt(new SaltedCrc(fileSalt).of(FileLayout.HEADER, writer.toByteArray()))
                .toByteArray();
    }

    /// Reads a block that begins with the magic.
    ///
    /// **Errors**: [IncompatibleException] when it is of a version or has features that this engine
    /// cannot use; [org.commitdb.error.CorruptException] when it is damaged.
    static Header decode(byte[] block, String name, boolean readOnly) {
        ByteReader reader = new ByteReader(block, name);
        reader.skip(MAGIC_SIZE);
        int major = reader.readShort();
        reader.readShort();
        if (major != MAJOR) {
            throw incompatible(
                    name,
                    "format version " + MAJOR,
                    "format version " + major,
                    "open it with a newer version");
        }
        int log2PageSize = reader.readByte();
        int hash = reader.readByte();
        int checksum = reader.readByte();
        reader.skip(1 + Integer.BYTES);
        int userFormat = reader.readInt();
        long incompat = reader.readLong();
        long roCompat = reader.readLong();
        reader.readLong();
        UUID uuid = readUuid(reader);
        long fileSalt = reader.readLong();
        long created = reader.readLong();
        UUID parent = readUuid(reader);
        reader.skip(CRC_OFFSET - reader.position());
        int found = reader.readInt();
        int crc = new SaltedCrc(fileSalt).of(FileLayout.HEADER, block, 0, CRC_OFFSET);
        if (found != crc) {
            throw reader.corrupt(
                    "a header with the checksum " + Integer.toHexString(crc),
                    Integer.toHexString(found));
        }
        if ((incompat & ~KNOWN_INCOMPAT) != 0) {
            throw incompatible(
                    name,
                    "features of this version",
                    "features " + Long.toHexString(incompat & ~KNOWN_INCOMPAT),
                    "open it with a newer version");
        }
        if (!readOnly && (roCompat & ~KNOWN_RO_COMPAT) != 0) {
            throw incompatible(
                    name,
                    "features of this version",
                    "features " + Long.toHexString(roCompat & ~KNOWN_RO_COMPAT),
                    "open it read-only, or with a newer version");
        }
        if (log2PageSize < MIN_LOG2_PAGE_SIZE
                || log2PageSize > MAX_LOG2_PAGE_SIZE
                || hash != HASH_SHA_256
                || checksum != CHECKSUM_CRC32C) {
            throw incompatible(
                    name,
                    "pages of 2^12 to 2^16 bytes, SHA-256, CRC32C",
                    "pages of 2^"
                            + log2PageSize
                            + " bytes, hash "
                            + hash
                            + ", checksum "
                            + checksum,
                    "open it with a newer version");
        }
        return new Header(1 << log2PageSize, userFormat, roCompat, uuid, fileSalt, created, parent);
    }

    private static UUID readUuid(ByteReader reader) {
        return new UUID(Long.reverseBytes(reader.readLong()), Long.reverseBytes(reader.readLong()));
    }

    private static IncompatibleException incompatible(
            String name, String expected, String found, String advice) {
        return new IncompatibleException(
                name
                        + ": is a CommitDB file with "
                        + found
                        + ", but this engine needs "
                        + expected
                        + "; "
                        + advice,
                name,
                expected,
                found);
    }
}
