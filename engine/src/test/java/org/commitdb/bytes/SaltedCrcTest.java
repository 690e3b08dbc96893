package org.commitdb.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class SaltedCrcTest {

    private static final byte[] BYTES = "some bytes of a block".getBytes(StandardCharsets.US_ASCII);

    @Test
    void sumsSaltThenOffsetThenBytes() {
        ByteBuffer whole = ByteBuffer.allocate(16 + BYTES.length).order(ByteOrder.LITTLE_ENDIAN);
        whole.putLong(0x0123456789abcdefL).putLong(0x10000L).put(BYTES);
        CRC32C crc = new CRC32C();
        crc.update(whole.array());
        assertEquals((int) crc.getValue(), new SaltedCrc(0x0123456789abcdefL).of(0x10000L, BYTES));
    }

    @Test
    void dependsOnSaltAndOffset() {
        int crc = new SaltedCrc(7).of(4096, BYTES);
        assertNotEquals(crc, new SaltedCrc(8).of(4096, BYTES));
        assertNotEquals(crc, new SaltedCrc(7).of(8192, BYTES));
    }

    @Test
    void coversExactlyTheGivenRange() {
        SaltedCrc crc = new SaltedCrc(7);
        byte[] shifted = new byte[BYTES.length + 9];
        System.arraycopy(BYTES, 0, shifted, 4, BYTES.length);
        assertEquals(crc.of(64, BYTES), crc.of(64, shifted, 4, BYTES.length));
        assertThrows(
                IndexOutOfBoundsException.class, () -> crc.of(64, shifted, 10, shifted.length));
    }
}
