package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

final class TreeRootTest {

    @Test
    void rootTakes24Bytes() {
        TreeRoot root = new TreeRoot(0x01020304, 0xa1a2a3a4, 3, 7, 0x1112131415161718L);
        ByteWriter writer = new ByteWriter();
        root.encode(writer);
        assertEquals(
                "04030201" + "a4a3a2a1" + "03" + "07" + "0000" + "00000000" + "1817161514131211",
                HexFormat.of().formatHex(writer.toByteArray()));
        assertEquals(TreeRoot.SIZE, writer.size());
        assertEquals(root, TreeRoot.decode(new ByteReader(writer.toByteArray(), "meta")));
    }

    @Test
    void emptyRootIsReadBack() {
        ByteWriter writer = new ByteWriter();
        TreeRoot.empty(4).encode(writer);
        TreeRoot root = TreeRoot.decode(new ByteReader(writer.toByteArray(), "meta"));
        assertEquals(TreeRoot.empty(4), root);
        assertTrue(root.isEmpty());
    }

    @Test
    void contradictionsAreRefused() {
        refuses("00000000" + "00000000" + "01" + "07" + "0000" + "00000000" + "0100000000000000");
        refuses("01000000" + "00000000" + "00" + "07" + "0000" + "00000000" + "0100000000000000");
        refuses("01000000" + "00000000" + "01" + "07" + "0000" + "00000000" + "0000000000000000");
        refuses("01000000" + "00000000" + "01" + "07" + "0000" + "00000000" + "0000000000000080");
        refuses("01000000" + "00000000" + "22" + "07" + "0000" + "00000000" + "0100000000000000");
        refuses("01000000" + "00000000" + "01" + "07" + "0100" + "00000000" + "0100000000000000");
        refuses("01000000" + "00000000" + "01" + "07" + "0000" + "00000001" + "0100000000000000");
        assertThrows(IllegalArgumentException.class, () -> new TreeRoot(1, 2, 34, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> TreeRoot.empty(256));
        assertThrows(IllegalArgumentException.class, () -> TreeRoot.empty(-1));
        assertThrows(IllegalArgumentException.class, () -> new TreeRoot(0, 1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TreeRoot(1, 2, 1, 256, 5));
    }

    @Test
    void greatestTreeIsATree() {
        TreeRoot root = new TreeRoot(-1, 0, TreeRoot.MAX_HEIGHT, 255, Long.MAX_VALUE);
        ByteWriter writer = new ByteWriter();
        root.encode(writer);
        assertEquals(root, TreeRoot.decode(new ByteReader(writer.toByteArray(), "meta")));
        assertEquals(TreeRoot.MAX_HEIGHT - 1, root.level());
        assertFalse(root.isEmpty());
        assertEquals(-1, TreeRoot.empty(0).level());
    }

    private static void refuses(String hex) {
        ByteReader reader = new ByteReader(HexFormat.of().parseHex(hex), "meta");
        assertThrows(CorruptException.class, () -> TreeRoot.decode(reader));
    }
}
