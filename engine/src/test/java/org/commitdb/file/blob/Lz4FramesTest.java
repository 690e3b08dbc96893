package org.commitdb.file.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class Lz4FramesTest {
    private final Lz4Frames frames = new Lz4Frames();

    @Test
    void repetitiveContentShrinks() {
        byte[] content = "commit ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        byte[] block = frames.compress(content);
        assertTrue(block.length < content.length / 50, () -> "block of " + block.length + " bytes");
        assertArrayEquals(content, frames.decompress(block, content.length).orElseThrow());
    }

    @Test
    void emptyContentIsABlock() {
        byte[] block = frames.compress(new byte[0]);
        assertEquals(1, block.length);
        assertArrayEquals(new byte[0], frames.decompress(block, 0).orElseThrow());
    }

    @Test
    void blockOfAnotherLengthIsRefused() {
        byte[] block = frames.compress(new byte[1000]);
        assertEquals(Optional.empty(), frames.decompress(block, 999));
        assertEquals(Optional.empty(), frames.decompress(block, 1001));
    }

    @Test
    void truncatedBlockIsRefused() {
        byte[] content =
                "a document, and a document again, and a document".getBytes(StandardCharsets.UTF_8);
        byte[] block = frames.compress(content);
        for (int length = 0; length < block.length; length++) {
            assertEquals(
                    Optional.empty(),
                    frames.decompress(Arrays.copyOf(block, length), content.length));
        }
    }

    @Test
    void lengthsOutsideAFrameAreMisuse() {
        assertThrows(IllegalArgumentException.class, () -> frames.decompress(new byte[1], -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> frames.decompress(new byte[1], Lz4Frames.MAX_FRAME_BYTES + 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> frames.compress(new byte[Lz4Frames.MAX_FRAME_BYTES + 1]));
    }
}
