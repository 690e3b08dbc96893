package org.commitdb.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.commitdb.error.CorruptException;

/// Reads back what a [ByteWriter] wrote, trusting nothing.
///
/// **Invariants**: `position() <= limit`; no byte outside the run is touched. **Errors**: every
/// read that would pass the limit, and every varint that is not in its shortest form, raises
/// [CorruptException] with the source and the offset. **Threads**: one.
public final class ByteReader {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] buffer;
    private final int limit;
    private final Object source;
    private int position;

    /// A reader of all of `bytes`; `source`, as text, names them in messages.
    public ByteReader(byte[] bytes, Object source) {
        this(bytes, 0, bytes.length, source);
    }

    /// A reader of `length` bytes of `bytes` from `offset` on; `source`, as text, names them in
    /// messages.
    public ByteReader(byte[] bytes, int offset, int length, Object source) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.buffer = bytes;
        this.position = offset;
        this.limit = offset + length;
        this.source = source;
    }

    /// The offset in the array of the next byte.
    public int position() {
        return position;
    }

    /// Bytes that are left.
    public int remaining() {
        return limit - position;
    }

    /// The name of the bytes, for messages.
    public String source() {
        return source.toString();
    }

    /// Reads an unsigned byte.
    public int readByte() {
        need(1);
        return buffer[position++] & 0xff;
    }

    /// Reads an unsigned 16-bit number.
    public int readShort() {
        need(Short.BYTES);
        int value = (short) SHORT.get(buffer, position) & 0xffff;
        position += Short.BYTES;
        return value;
    }

    /// Reads a signed 32-bit number.
    public int readInt() {
        need(Integer.BYTES);
        int value = (int) INT.get(buffer, position);
        position += Integer.BYTES;
        return value;
    }

    /// Reads a signed 64-bit number.
    public long readLong() {
        need(Long.BYTES);
        long value = (long) LONG.get(buffer, position);
        position += Long.BYTES;
        return value;
    }

    /// Reads an unsigned 64-bit number in its shortest form.
    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = readByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                if ((b == 0 && shift > 0) || (shift == 63 && b > 1)) {
                    break;
                }
                return value;
            }
        }
        throw corrupt("a number in its shortest form", "a longer or larger one");
    }

    /// Reads a count of things that take at least `unitSize` bytes each, and checks that so many
    /// can follow.
    public int readCount(int unitSize) {
        long count = readVarint();
        if (count < 0 || count > remaining() / Math.max(1, unitSize)) {
            throw corrupt(
                    "a count that fits into " + remaining() + " bytes",
                    Long.toUnsignedString(count));
        }
        return (int) count;
    }

    /// Reads `length` bytes into a new array.
    public byte[] readBytes(int length) {
        need(length);
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return bytes;
    }

    /// Reads a varint count, then so many UTF-8 bytes.
    public String readString() {
        int length = readCount(1);
        String text = Utf8.decode(buffer, position, length, source);
        position += length;
        return text;
    }

    /// Passes over `length` bytes.
    public void skip(int length) {
        need(length);
        position += length;
    }

    /// Passes over `expected` when these are the next bytes, and tells whether they are.
    public boolean skipIf(byte[] expected) {
        boolean matches =
                expected.length <= limit - position
                        && Arrays.equals(
                                expected,
                                0,
                                expected.length,
                                buffer,
                                position,
                                position + expected.length);
        position += matches ? expected.length : 0;
        return matches;
    }

    /// The bytes that were read since the offset `from` in the array.
    ///
    /// **Errors**: [IndexOutOfBoundsException] when `from` is none that was passed over.
    public byte[] bytesSince(int from) {
        Objects.checkFromToIndex(from, position, limit);
        return Arrays.copyOfRange(buffer, from, position);
    }

    /// A reader of the next `length` bytes, which this one passes over.
    public ByteReader slice(int length) {
        need(length);
        ByteReader slice = new ByteReader(buffer, position, length, source);
        position += length;
        return slice;
    }

    /// Checks that nothing is left.
    public void expectEnd() {
        if (position != limit) {
            throw corrupt("the end", remaining() + " more bytes");
        }
    }

    /// A failure at the current position, to be thrown by the caller.
    public CorruptException corrupt(String expected, String found) {
        return new CorruptException(
                source + ": at offset " + position + " expected " + expected + ", found " + found,
                source(),
                position,
                expected,
                found);
    }

    private void need(int length) {
        if (length < 0 || length > limit - position) {
            throw corrupt(length + " more bytes", (limit - position) + " bytes");
        }
    }
}
