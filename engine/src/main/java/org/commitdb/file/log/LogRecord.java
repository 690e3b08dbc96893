package org.commitdb.file.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One record of the log, verified.
///
/// **Shape**, little-endian, at an 8-aligned offset, padded with zeroes to a multiple of 8:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | crc: salted checksum of everything that follows, padding included |
/// | 4 | 4 | payload length, at most 16 MiB |
/// | 8 | 8 | seq: number of the record, without gaps |
/// | 16 | 4 | prevCrc: crc of the record before |
/// | 20 | 1 | type, see [RecordType] |
/// | 21 | 1 | flags: 1 TXN_LAST, 2 LZ4, 4 BLOBS_FORCED |
/// | 22 | 2 | 0 |
/// | 24 | 8 | txnId: number of the transaction |
/// | 32 | 8 | durableSeq: the highest seq that the writer knew to be durable when it built the record |
/// | 40 | … | payload |
///
/// **Threads**: any; it never changes.
public final class LogRecord {

    /// A record begins and ends at a multiple of this.
    public static final int ALIGNMENT = 8;

    /// The most bytes that a payload can have.
    public static final int MAX_PAYLOAD = 1 << 24;

    static final int CRC = 0;
    static final int LENGTH = CRC + Integer.BYTES;
    static final int SEQ = LENGTH + Integer.BYTES;
    static final int PREV_CRC = SEQ + Long.BYTES;
    static final int TYPE = PREV_CRC + Integer.BYTES;
    static final int FLAGS = TYPE + Byte.BYTES;
    static final int RESERVED = FLAGS + Byte.BYTES;
    static final int TXN_ID = RESERVED + Short.BYTES;
    static final int DURABLE_SEQ = TXN_ID + Long.BYTES;
    static final int HEADER_SIZE = DURABLE_SEQ + Long.BYTES;

    static final int TXN_LAST = 1;

    /// The flag of a payload that holds an LZ4 block.
    public static final int LZ4 = 2;

    /// The flag of a record whose blob was durable before the record was written.
    public static final int BLOBS_FORCED = 4;

    static final int FIRST_SKIPPABLE_TYPE = 128;

    static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long offset;
    private final byte[] bytes;

    /// Takes bytes whose checksum was found right, and owns them.
    LogRecord(long offset, byte[] bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    /// Bytes that a record with this payload takes, header and padding included.
    public static int sizeOf(int payloadLength) {
        return (HEADER_SIZE + payloadLength + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /// Where the record begins in the file.
    public long offset() {
        return offset;
    }

    /// Where the record ends, padding included.
    public long end() {
        return offset + bytes.length;
    }

    /// The number of the record.
    public long seq() {
        return (long) LONG.get(bytes, SEQ);
    }

    /// The number of its transaction.
    public long txnId() {
        return (long) LONG.get(bytes, TXN_ID);
    }

    /// The highest seq that the writer knew to be durable.
    public long durableSeq() {
        return (long) LONG.get(bytes, DURABLE_SEQ);
    }

    /// Whether it is the last of its transaction.
    public boolean isLast() {
        return (bytes[FLAGS] & TXN_LAST) != 0;
    }

    /// Whether the record has the flag [#LZ4] or [#BLOBS_FORCED].
    public boolean has(int flag) {
        return (bytes[FLAGS] & flag) != 0;
    }

    /// The length of the payload, in bytes.
    public int payloadLength() {
        return (int) INT.get(bytes, LENGTH);
    }

    /// A copy of the payload.
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, HEADER_SIZE, HEADER_SIZE + payloadLength());
    }

    /// A copy of `length` bytes of the payload from `from` on.
    ///
    /// **Errors**: [IndexOutOfBoundsException] when the payload does not have them.
    public byte[] payload(int from, int length) {
        Objects.checkFromIndexSize(from, length, payloadLength());
        return Arrays.copyOfRange(bytes, HEADER_SIZE + from, HEADER_SIZE + from + length);
    }

    /// The number in the payload at `from`, little-endian.
    long payloadLong(int from) {
        Objects.checkFromIndexSize(from, Long.BYTES, payloadLength());
        return (long) LONG.get(bytes, HEADER_SIZE + from);
    }

    /// The code of the type.
    public int typeCode() {
        return bytes[TYPE] & 0xff;
    }

    /// The type, null when this version does not know it.
    public @Nullable RecordType type() {
        return RecordType.ofCode(typeCode());
    }

    /// Whether the record follows `before` in the chain.
    public boolean continues(LogRecord before) {
        return seq() == before.seq() + 1 && prevCrc() == before.crc();
    }

    /// Whether the record is of this type.
    public boolean is(RecordType type) {
        return typeCode() == type.code();
    }

    int crc() {
        return (int) INT.get(bytes, CRC);
    }

    int prevCrc() {
        return (int) INT.get(bytes, PREV_CRC);
    }
}
