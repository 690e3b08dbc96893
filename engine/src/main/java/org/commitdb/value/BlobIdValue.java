package org.commitdb.value;

import java.util.Arrays;
import java.util.HexFormat;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A `blob_id` inside a document, ordered by its bytes as unsigned numbers. All zero means none.
public final class BlobIdValue implements Value {

    /// Bytes in an id.
    public static final int SIZE = 32;

    private final byte[] bytes;

    private BlobIdValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The id with a copy of these bytes.
    ///
    /// **Errors**: [IllegalArgumentException] unless there are exactly [#SIZE].
    public static BlobIdValue of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException(
                    "a blob_id has " + SIZE + " bytes, not " + bytes.length);
        }
        return new BlobIdValue(bytes.clone());
    }

    /// A copy of the bytes.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public Type type() {
        return PrimitiveType.BLOB_ID;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof BlobIdValue that
                ? Arrays.compareUnsigned(bytes, that.bytes)
                : TypeOrder.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobIdValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// 64 lower-case hex digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
