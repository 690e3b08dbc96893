package org.commitdb.value;

import java.util.Arrays;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A `blob`: bytes inside a document, ordered as unsigned numbers, a prefix first.
public final class BlobValue implements Value {

    private final byte[] bytes;

    private BlobValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The value that holds a copy of `bytes`.
    public static BlobValue of(byte[] bytes) {
        return new BlobValue(bytes.clone());
    }

    /// How many bytes there are.
    public int size() {
        return bytes.length;
    }

    /// A copy of the bytes.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public Type type() {
        return PrimitiveType.BLOB;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof BlobValue that
                ? Arrays.compareUnsigned(bytes, that.bytes)
                : TypeOrder.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// `blob(5)`: the size only.
    @Override
    public String toString() {
        return "blob(" + bytes.length + ")";
    }
}
