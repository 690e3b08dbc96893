package org.commitdb.file.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.junit.jupiter.api.Test;

/// Any bytes as a compressed frame: content of the announced length, or nothing. The first two
/// bytes announce the length; the same bytes are also content, which comes back.
final class Lz4FrameFuzzTest {

    private static final Lz4Frames FRAMES = new Lz4Frames();
    private static final int LENGTH_BYTES = 2;

    @FuzzTest(maxDuration = "10m")
    void frameIsRefusedOrOfItsLength(byte[] bytes) {
        if (bytes.length >= LENGTH_BYTES) {
            Budget.hold(bytes.length, 300, () -> isAccepted(bytes));
            assertComesBack(bytes);
        }
    }

    private static boolean isAccepted(byte[] bytes) {
        int length = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        byte[] block = Arrays.copyOfRange(bytes, LENGTH_BYTES, bytes.length);
        byte[] before = block.clone();
        Optional<byte[]> content = FRAMES.decompress(block, length);
        assertArrayEquals(before, block);
        content.ifPresent(each -> {
            assertEquals(length, each.length);
            assertComesBack(each);
        });
        return content.isPresent();
    }

    private static void assertComesBack(byte[] content) {
        byte[] block = FRAMES.compress(content);
        assertArrayEquals(content, FRAMES.decompress(block, content.length).orElseThrow());
        assertTrue(FRAMES.decompress(block, content.length + 1).isEmpty());
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        String[] texts = {
            "",
            "a",
            "abcabcabcabcabcabcabcabcabcabc",
            "x".repeat(5000),
            "0 1 2 3 4 5 6 7 8 9 ".repeat(9)
        };
        for (int i = 0; i < texts.length; i++) {
            byte[] content = texts[i].getBytes(StandardCharsets.UTF_8);
            byte[] block = FRAMES.compress(content);
            byte[] seed = new byte[LENGTH_BYTES + block.length];
            seed[0] = (byte) (content.length >> 8);
            seed[1] = (byte) content.length;
            System.arraycopy(block, 0, seed, LENGTH_BYTES, block.length);
            assertTrue(isAccepted(seed));
            seeds.put("frame-" + i, seed);
        }
        Corpus.check(Lz4FrameFuzzTest.class, "frameIsRefusedOrOfItsLength", seeds);
    }
}
