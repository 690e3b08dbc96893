package org.commitdb.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// A growing run of bytes, written front to back.
///
/// **Units**: numbers are little-endian; a varint is unsigned LEB128 in its shortest form.
/// **Threads**: one. **Cost**: amortised O(1) per byte; [#toByteArray] copies once.
public final class ByteWriter {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer;
    private int size;

    /// An empty writer.
    public ByteWriter() {
        this(128);
    }

    /// An empty writer with room for `capacity` bytes before it has to grow.
    public ByteWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /// Bytes written so far.
    public int size() {
        return size;
    }

    /// Forgets everything that was written and keeps the room.
    public ByteWriter clear() {
        size = 0;
        return this;
    }

    /// Writes the low 8 bits.
    public ByteWriter writeByte(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /// Writes the low 16 bits.
    public ByteWriter writeShort(int value) {
        ensure(Short.BYTES);
        SHORT.set(buffer, size, (short) value);
        size += Short.BYTES;
        return this;
    }

    /// Writes 4 bytes.
    public ByteWriter writeInt(int value) {
        ensure(Integer.BYTES);
        INT.set(buffer, size, value);
        size += Integer.BYTES;
        return this;
    }

    /// Writes 8 bytes.
    public ByteWriter writeLong(long value) {
        ensure(Long.BYTES);
        LONG.set(buffer, size, value);
        size += Long.BYTES;
        return this;
    }

    /// Writes 8 bytes, most significant first, so that unsigned numbers order like their bytes.
    public ByteWriter writeLongBigEndian(long value) {
        ensure(Long.BYTES);
        LONG_BIG_ENDIAN.set(buffer, size, value);
        size += Long.BYTES;
        return this;
    }

    /// Writes an unsigned number in 1 to 10 bytes.
    public ByteWriter writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /// Writes all of `bytes`, without their count.
    public ByteWriter writeBytes(byte[] bytes) {
        return writeBytes(bytes, 0, bytes.length);
    }

    /// Writes `length` bytes of `bytes` from `offset` on, without their count.
    public ByteWriter writeBytes(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        return this;
    }

    /// Writes the count of UTF-8 bytes as a varint, then the bytes.
    ///
    /// **Errors**: [IllegalArgumentException] when the text has an unpaired surrogate, which has no
    /// UTF-8 form.
    public ByteWriter writeString(String text) {
        byte[] utf8 = Utf8.encode(text);
        return writeVarint(utf8.length).writeBytes(utf8);
    }

    /// Replaces 4 bytes that were written before, from `offset` on.
    public ByteWriter setInt(int offset, int value) {
        INT.set(buffer, Objects.checkFromIndexSize(offset, Integer.BYTES, size), value);
        return this;
    }

    /// A copy of what was written.
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /// Writes what was written here to `target`.
    public void writeTo(ByteWriter target) {
        target.writeBytes(buffer, 0, size);
    }

    private void ensure(int more) {
        if (more > buffer.length - size) {
            buffer =
                    Arrays.copyOf(
                            buffer,
                            Math.max(
                                    Math.addExact(size, more),
                                    (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L)));
        }
    }
}
