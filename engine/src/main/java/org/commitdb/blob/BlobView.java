package org.commitdb.blob;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/// The elements of a blob, read from its bytes where they lie: on the heap, or in a file.
///
/// **Units**: elements and components count from 0. **Invariants**: nothing is copied; the bytes
/// cannot be changed through a view. **Threads**: any. **Errors**: [IndexOutOfBoundsException] for
/// an element or component that is not there; [IllegalStateException] once the database is closed
/// whose file the bytes lie in.
public final class BlobView {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final BlobLayout layout;
    private final MemorySegment bytes;
    private final long count;

    private BlobView(BlobLayout layout, MemorySegment bytes) {
        this.layout = layout;
        this.bytes = bytes.asReadOnly();
        this.count = layout.count(bytes.byteSize());
    }

    /// A view of `bytes`, which the caller does not change any more.
    ///
    /// **Errors**: [IllegalArgumentException] when they are no whole number of elements.
    public static BlobView of(BlobLayout layout, byte[] bytes) {
        return new BlobView(layout, MemorySegment.ofArray(bytes));
    }

    /// A view of `bytes`, which nobody changes as long as the view is used.
    ///
    /// **Errors**: [IllegalArgumentException] when they are no whole number of elements.
    public static BlobView of(BlobLayout layout, MemorySegment bytes) {
        return new BlobView(layout, bytes);
    }

    /// How the bytes are read.
    public BlobLayout layout() {
        return layout;
    }

    /// How many elements there are.
    public long count() {
        return count;
    }

    /// How many bytes there are.
    public long size() {
        return bytes.byteSize();
    }

    /// The bytes.
    public MemorySegment bytes() {
        return bytes;
    }

    /// The bytes as a little-endian buffer, whose typed views (`asFloatBuffer` and so on) copy
    /// nothing.
    ///
    /// **Errors**: [UnsupportedOperationException] when there are more than 2^31 - 1.
    public ByteBuffer asByteBuffer() {
        return bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A component of an element as a whole number; one of `ulong` as its 64 bits.
    ///
    /// **Errors**: [IllegalStateException] when the numbers have a fraction.
    public long integer(long index, int component) {
        long offset = offset(index, component);
        return switch (layout.element()) {
            case UCHAR -> bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xffL;
            case CHAR -> bytes.get(ValueLayout.JAVA_BYTE, offset);
            case USHORT -> bytes.get(SHORT, offset) & 0xffffL;
            case SHORT -> bytes.get(SHORT, offset);
            case UINT -> bytes.get(INT, offset) & 0xffff_ffffL;
            case INT -> bytes.get(INT, offset);
            case ULONG, LONG -> bytes.get(LONG, offset);
            case FLOAT, DOUBLE ->
                    throw new IllegalStateException(layout + " holds no whole numbers");
        };
    }

    /// A component of an element as a number with a fraction; the nearest one for a whole number.
    public double real(long index, int component) {
        long offset = offset(index, component);
        return switch (layout.element()) {
            case FLOAT -> Float.intBitsToFloat(bytes.get(INT, offset));
            case DOUBLE -> Double.longBitsToDouble(bytes.get(LONG, offset));
            case ULONG -> unsigned(bytes.get(LONG, offset));
            case UCHAR, CHAR, USHORT, SHORT, UINT, INT, LONG -> integer(index, component);
        };
    }

    /// The elements from `first` on, `elements` of them.
    public BlobView slice(long first, long elements) {
        Objects.checkFromIndexSize(first, elements, count);
        int size = layout.elementSize();
        return new BlobView(layout, bytes.asSlice(first * size, elements * size));
    }

    private long offset(long index, int component) {
        Objects.checkIndex(index, count);
        Objects.checkIndex(component, layout.components());
        return (index * layout.components() + component) * layout.element().size();
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }
}
