package org.commitdb.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BlobLayoutTest {

    @Test
    void textLeadsBackToTheLayout() {
        for (BlobElement element : BlobElement.values()) {
            for (int components : new int[] {1, 3, 16, BlobLayout.MAX_COMPONENTS}) {
                BlobLayout layout = new BlobLayout(element, components);
                assertEquals(layout, BlobLayout.parse(layout.toString()));
                assertEquals(element.size() * components, layout.elementSize());
            }
        }
        assertEquals("uchar-1", BlobLayout.BYTES.toString());
        assertEquals(new BlobLayout(BlobElement.FLOAT, 3), BlobLayout.parse("float-3"));
    }

    @Test
    void otherTextIsRefusedAndQuoted() {
        for (String text :
                new String[] {
                    "",
                    "-",
                    "float",
                    "float-",
                    "-3",
                    "float-0",
                    "float-03",
                    "float--3",
                    "Float-3",
                    "float-3 ",
                    "float-1048577",
                    "float-99999999999",
                    "half-2",
                    "float-٣"
                }) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> BlobLayout.parse(text))
                            .getMessage();
            assertTrue(message.contains("1048576") || message.contains("'" + text + "'"), message);
        }
        assertThrows(IllegalArgumentException.class, () -> new BlobLayout(BlobElement.CHAR, 0));
    }

    @Test
    void onlyWholeElementsAreCounted() {
        BlobLayout layout = BlobLayout.parse("float-3");
        assertEquals(0, layout.count(0));
        assertEquals(5, layout.count(60));
        assertThrows(IllegalArgumentException.class, () -> layout.count(61));
        assertThrows(IllegalArgumentException.class, () -> layout.count(-12));
    }
}
