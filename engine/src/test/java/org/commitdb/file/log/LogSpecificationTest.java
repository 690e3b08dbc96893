package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.commitdb.Specification;
import org.commitdb.Specification.Layout;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.storage.HeapStorage;
import org.junit.jupiter.api.Test;

/// The tables of the specification about the log say what the code writes.
final class LogSpecificationTest {

    private static final Specification SPECIFICATION = Specification.read();
    private static final SaltedCrc CHECKSUM = new SaltedCrc(0x1122334455667788L);
    private static final LogExtent EXTENT = new LogExtent(0x30000, 0x10000, 7);

    @Test
    void extentHeaderIsWrittenAsItsTableSays() {
        Layout layout = new Layout(SPECIFICATION.table("2. The log", "`LOGX`"));
        assertEquals(ExtentHeader.SIZE, layout.size());
        LogPosition first = new LogPosition(EXTENT, EXTENT.firstRecord(), 0x1234, 0x71727374);
        byte[] bytes = ExtentHeader.encode(CHECKSUM, first, 0x20000);
        int crc = CHECKSUM.of(EXTENT.offset(), bytes, 4, bytes.length - 4);
        assertEquals(Integer.toUnsignedLong(crc), layout.read(bytes, "crc"));
        assertEquals(
                "LOGX", new String(bytes, layout.offset("`LOGX`"), 4, StandardCharsets.US_ASCII));
        assertEquals(7, layout.read(bytes, "extentSeq"));
        assertEquals(0x20000, layout.read(bytes, "offset of the LOG extent before"));
        assertEquals(0x1234, layout.read(bytes, "seq of the first record"));
        assertEquals(0x10000, layout.read(bytes, "length of the extent"));
        assertEquals(0x71727374, layout.read(bytes, "prevCrc"));
    }

    /// Two records in one transaction, as they lie on the disk.
    @Test
    void recordsAreWrittenAsTheirTableSays() throws IOException {
        Layout layout =
                new Layout(SPECIFICATION.table("2. The log", "txnId: number of the transaction"));
        assertEquals(LogRecord.HEADER_SIZE, layout.size());
        HeapStorage storage = new HeapStorage("log.cdb");
        storage.setLength(EXTENT.end());
        LogPosition tail = new LogPosition(EXTENT, EXTENT.firstRecord(), 0x55, 0x61626364);
        TransactionEncoder encoder =
                new TransactionEncoder(
                        storage,
                        CHECKSUM,
                        (current, length) -> {
                            throw new AssertionError("no room for " + length);
                        },
                        tail);
        encoder.begin(tail, 0x99, 0x44);
        byte[] payload = {1, 2, 3, 4, 5};
        encoder.add(RecordType.BLOB_INLINE, payload);
        long second = encoder.add(RecordType.COMMIT, new byte[8]);
        encoder.finish();
        int size = (int) (second - tail.offset());
        assertEquals(0, size % LogRecord.ALIGNMENT);
        assertEquals((layout.size() + payload.length + 7) / 8 * 8, size);
        byte[] bytes = read(storage, tail.offset(), size);
        int crc = CHECKSUM.of(tail.offset(), bytes, 4, size - 4);
        assertEquals(Integer.toUnsignedLong(crc), layout.read(bytes, "crc"));
        assertEquals(payload.length, layout.read(bytes, "payload length"));
        assertEquals(0x55, layout.read(bytes, "seq"));
        assertEquals(0x61626364, layout.read(bytes, "prevCrc"));
        assertEquals(RecordType.BLOB_INLINE.code(), layout.read(bytes, "type"));
        assertEquals(0, layout.read(bytes, "flags"));
        assertEquals(0x99, layout.read(bytes, "txnId"));
        assertEquals(0x44, layout.read(bytes, "durableSeq"));
        assertArrayEquals(
                payload, Arrays.copyOfRange(bytes, layout.size(), layout.size() + payload.length));
        byte[] next = read(storage, second, layout.size());
        assertEquals(Integer.toUnsignedLong(crc), layout.read(next, "prevCrc"));
        assertEquals(0x56, layout.read(next, "seq"));
        assertTrue(layout.text("flags").startsWith("flags: " + LogRecord.TXN_LAST + " TXN_LAST"));
        assertEquals(LogRecord.TXN_LAST, layout.read(next, "flags"));
        long end = second + layout.size() + 8;
        int terminator = TransactionEncoder.TERMINATOR_SIZE;
        assertArrayEquals(new byte[terminator], read(storage, end, terminator));
        assertTrue(
                SPECIFICATION
                        .text("2. The log")
                        .contains("a terminator of " + terminator + " zero bytes"));
        assertTrue(
                layout.text("payload length")
                        .endsWith("at most " + (LogRecord.MAX_PAYLOAD >> 20) + " MiB"));
    }

    private static byte[] read(HeapStorage storage, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        storage.read(offset, bytes, 0, length);
        return bytes;
    }

    @Test
    void recordTypesAreThoseOfTheirTable() {
        List<String> told =
                SPECIFICATION.table("2. The log", "COMMIT").stream()
                        .map(row -> row.get(0) + " " + row.get(1))
                        .toList();
        List<String> known =
                Arrays.stream(RecordType.values())
                        .map(type -> type.code() + " " + type.name())
                        .toList();
        assertEquals(known, told);
        assertTrue(
                SPECIFICATION
                        .text("2. The log")
                        .contains("every type below " + LogRecord.FIRST_SKIPPABLE_TYPE));
    }

    @Test
    void extentsGrowAsTheTextSays() {
        assertEquals(64 << 10, LogExtent.ALIGNMENT);
        assertTrue(
                SPECIFICATION
                        .text("2. The log")
                        .contains("up to " + (LogExtent.MAX_LENGTH >> 20) + " MiB"));
    }
}
