package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The bytes that transactions leave on the disk, apart from the fields of their records.
final class TransactionEncoderTest {

    /// A NEXT_EXTENT record and a terminator.
    private static final int RESERVE = 64 + 40;

    private static byte[] read(LogFixture log, long offset, long length) throws IOException {
        byte[] bytes = new byte[(int) length];
        log.storage.read(offset, bytes, 0, bytes.length);
        return bytes;
    }

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) -1);
        return bytes;
    }

    private static void append(LogFixture log, byte[]... payloads) throws IOException {
        log.encoder.begin(log.tail, ++log.txnId, 0);
        for (byte[] payload : payloads) {
            log.encoder.add(RecordType.COMMIT, payload);
        }
        log.tail = log.encoder.finish();
    }

    @Test
    void extentKeepsRoomForALinkAndATerminator() throws IOException {
        int room = (int) LogFixture.FIRST.length() - ExtentHeader.SIZE - RESERVE;
        LogFixture full = new LogFixture();
        append(full, new byte[room - LogRecord.HEADER_SIZE]);
        assertEquals(1, full.tail.extent().seq());
        assertEquals(LogFixture.FIRST.end() - RESERVE, full.tail.offset());
        append(full, new byte[0]);
        assertEquals(2, full.tail.extent().seq());
        assertEquals(full.tail, full.survey().end());
        LogFixture overfull = new LogFixture();
        append(overfull, new byte[room - LogRecord.HEADER_SIZE + 1]);
        assertEquals(2, overfull.tail.extent().seq());
        assertEquals(overfull.tail, overfull.survey().end());
    }

    /// The next one is built where the long one was.
    @Test
    void longTransactionLeavesNoTraceInTheNextOne() throws IOException {
        LogFixture log = new LogFixture();
        append(log, ones(10_000));
        LogPosition before = log.tail;
        log.storage.write(before.offset(), ByteBuffer.wrap(ones(500)));
        append(log, new byte[] {-1});
        assertEquals(before.offset() + 48, log.tail.offset());
        assertArrayEquals(new byte[7], read(log, before.offset() + 41, 7));
        assertArrayEquals(new byte[40], read(log, log.tail.offset(), 40));
        assertArrayEquals(ones(8), read(log, log.tail.offset() + 40, 8));
    }

    @Test
    void longTransactionLeavesNoTraceInTheHeaderOfAnExtent() throws IOException {
        LogFixture log = new LogFixture();
        append(log, ones(50_000));
        append(log, ones(3_000), ones(40_000));
        assertEquals(2, log.tail.extent().seq());
        byte[] header = read(log, log.tail.extent().offset(), ExtentHeader.SIZE);
        assertArrayEquals(new byte[20], Arrays.copyOfRange(header, 44, 64));
        assertEquals(log.tail, log.survey().end());
    }

    /// However the link and the header behind it lie in the room where the transaction is built, 32
    /// KiB of it, say.
    @Test
    void transactionGoesOnInAnotherExtentWhateverItsLength() throws IOException {
        for (int first = 32_768 - 200; first <= 32_768; first += 8) {
            LogFixture log = new LogFixture();
            append(log, new byte[25_000]);
            append(log, new byte[first - LogRecord.HEADER_SIZE], new byte[20_000]);
            assertEquals(2, log.tail.extent().seq());
            assertEquals(log.tail, log.survey().end());
        }
    }

    @Test
    void nothingRefersToNewExtentsBeforeTheLastWrite() throws IOException {
        LogFixture log = new LogFixture();
        append(log, new byte[100]);
        LogPosition before = log.tail;
        log.encoder.begin(before, 2, 0);
        for (int i = 0; i < 5; i++) {
            log.encoder.add(RecordType.COMMIT, new byte[50_000]);
        }
        assertEquals(before, log.survey().end());
        assertTrue(log.encoder.finish().extent().seq() > 3);
        assertEquals(2, log.survey().lastTxnId());
    }
}
