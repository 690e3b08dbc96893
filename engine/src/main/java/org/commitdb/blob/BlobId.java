package org.commitdb.blob;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;

/// The SHA-256 of a blob's layout and bytes: 32 bytes that name it on every replica.
///
/// **Invariants**: immutable; the all-zero id is [#NONE] and names no blob. Ordered by unsigned
/// bytes.
public final class BlobId implements Comparable<BlobId> {

    /// Bytes in an id.
    public static final int SIZE = 32;

    /// The all-zero id: "no blob".
    public static final BlobId NONE = new BlobId(new byte[SIZE]);

    private final byte[] bytes;

    private BlobId(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The id with these bytes, copied.
    ///
    /// **Errors**: [IllegalArgumentException] unless there are exactly [#SIZE].
    public static BlobId of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException(
                    "a blob id has " + SIZE + " bytes, not " + bytes.length);
        }
        return new BlobId(bytes.clone());
    }

    /// The id of a blob: the SHA-256 of the length of its layout as a varint, the layout in UTF-8,
    /// and the bytes.
    ///
    /// **Cost**: O(bytes), without copying them.
    public static BlobId ofContent(String layout, byte[] bytes) {
        MessageDigest digest = Hashes.newSha256();
        digest.update(new ByteWriter().writeString(layout).toByteArray());
        digest.update(bytes);
        return new BlobId(digest.digest());
    }

    /// The id whose bytes start at `offset` in `source`, copied.
    public static BlobId copyFrom(byte[] source, int offset) {
        return new BlobId(Arrays.copyOfRange(source, offset, offset + SIZE));
    }

    /// The id that `text` spells: 64 hex digits, either case.
    ///
    /// **Errors**: [IllegalArgumentException] that quotes the text.
    public static BlobId parse(String text) {
        if (text.length() != 2 * SIZE) {
            throw new IllegalArgumentException(
                    "a blob id is " + 2 * SIZE + " hex digits, not '" + text + "'");
        }
        try {
            return new BlobId(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a blob id is hex digits only, not '" + text + "'", e);
        }
    }

    /// Whether this is [#NONE].
    public boolean isNone() {
        return equals(NONE);
    }

    /// A copy of the bytes.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /// Writes the bytes to `target` from `offset` on.
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, SIZE);
    }

    @Override
    public int compareTo(BlobId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] & 0xff)
                | (bytes[1] & 0xff) << 8
                | (bytes[2] & 0xff) << 16
                | bytes[3] << 24;
    }

    /// 64 lower-case hex digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
