package org.commitdb.commit;

import java.util.Arrays;
import java.util.HexFormat;

/// The SHA-256 of a commit's canonical encoding: 32 bytes that name it on every replica.
///
/// **Invariants**: immutable; the all-zero id is [#NONE] and names no commit. Ordered by unsigned
/// bytes.
public final class CommitId implements Comparable<CommitId> {

    /// Bytes in an id.
    public static final int SIZE = 32;

    /// The all-zero id: "no commit".
    public static final CommitId NONE = new CommitId(new byte[SIZE]);

    private final byte[] bytes;

    private CommitId(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The id with these bytes, copied.
    ///
    /// **Errors**: [IllegalArgumentException] unless there are exactly [#SIZE].
    public static CommitId of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException(
                    "a commit id has " + SIZE + " bytes, not " + bytes.length);
        }
        return new CommitId(bytes.clone());
    }

    /// The id whose bytes start at `offset` in `source`, copied.
    public static CommitId copyFrom(byte[] source, int offset) {
        return new CommitId(Arrays.copyOfRange(source, offset, offset + SIZE));
    }

    /// The id that `text` spells: 64 hex digits, either case.
    ///
    /// **Errors**: [IllegalArgumentException] that quotes the text.
    public static CommitId parse(String text) {
        if (text.length() != 2 * SIZE) {
            throw new IllegalArgumentException(
                    "a commit id is " + 2 * SIZE + " hex digits, not '" + text + "'");
        }
        try {
            return new CommitId(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a commit id is hex digits only, not '" + text + "'", e);
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
    public int compareTo(CommitId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommitId that && Arrays.equals(bytes, that.bytes);
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
