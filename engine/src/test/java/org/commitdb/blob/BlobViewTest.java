package org.commitdb.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class BlobViewTest {

    private static BlobView view(String layout, ByteBuffer bytes) {
        return BlobView.of(BlobLayout.parse(layout), bytes.array());
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void wholeNumbersAreReadWithTheirSign() {
        ByteBuffer bytes = bytes(8).putLong(-2);
        assertEquals(254, view("uchar-1", bytes).integer(0, 0));
        assertEquals(-2, view("char-1", bytes).integer(0, 0));
        assertEquals(65534, view("ushort-1", bytes).integer(0, 0));
        assertEquals(-2, view("short-1", bytes).integer(0, 0));
        assertEquals(0xffff_fffeL, view("uint-1", bytes).integer(0, 0));
        assertEquals(-1, view("int-1", bytes).integer(1, 0));
        assertEquals(-2, view("long-1", bytes).integer(0, 0));
        assertEquals(-2, view("ulong-1", bytes).integer(0, 0));
        assertEquals(0x1p64, view("ulong-1", bytes).real(0, 0));
        assertEquals(254, view("uchar-1", bytes).real(0, 0));
        assertEquals(-2, view("char-1", bytes).real(0, 0));
    }

    @Test
    void fractionsAreReadByElementAndComponent() {
        ByteBuffer floats = bytes(24);
        for (int i = 0; i < 6; i++) {
            floats.putFloat(i / 4f);
        }
        BlobView view = view("float-3", floats);
        assertEquals(2, view.count());
        assertEquals(24, view.size());
        assertEquals(1.25, view.real(1, 2));
        assertEquals(0.75f, view.asByteBuffer().asFloatBuffer().get(3));
        assertEquals(0.75, view.slice(1, 1).real(0, 0));
        assertThrows(IllegalStateException.class, () -> view.integer(0, 0));
        assertEquals(Math.PI, view("double-1", bytes(8).putDouble(Math.PI)).real(0, 0));
    }

    @Test
    void nothingBeyondTheElementsIsRead() {
        BlobView view = view("int-2", bytes(16));
        assertThrows(IndexOutOfBoundsException.class, () -> view.integer(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> view.integer(-1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> view.integer(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> view.slice(1, 2));
        assertThrows(IllegalArgumentException.class, () -> view("int-3", bytes(16)));
    }

    @Test
    void bytesAreSharedAndCannotBeChangedThroughAView() {
        ByteBuffer bytes = bytes(4).putInt(7);
        BlobView view = view("int-1", bytes);
        bytes.putInt(0, 8);
        assertEquals(8, view.integer(0, 0));
        assertTrue(view.bytes().isReadOnly());
        assertTrue(view.asByteBuffer().isReadOnly());
    }
}
