package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.commitdb.error.CorruptException;
import org.commitdb.type.Definitions;
import org.commitdb.type.PrimitiveType;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a key frame says, and which bytes are none. How one is written is in
/// [CodecSpecificationTest].
final class FrameCodecTest {

    private static @Nullable Optional<Value> decode(int... frame) {
        byte[] bytes = new byte[frame.length];
        for (int i = 0; i < frame.length; i++) {
            bytes[i] = (byte) frame[i];
        }
        return FrameCodec.decode(bytes, PrimitiveType.STRING, Definitions.EMPTY, "a frame");
    }

    @Test
    void frameTellsTheDocument() {
        assertEquals(Optional.of(StringValue.of("a")), decode(1, 1, 1, 'a'));
    }

    @Test
    void frameTellsThatThereIsNoDocument() {
        assertEquals(Optional.empty(), decode(1, 0));
    }

    @Test
    void frameOfOtherRulesIsPassedOverWhateverItHolds() {
        assertNull(decode(0, 1, 1, 'a'));
        assertNull(decode(2, 1, 1, 'a'));
        assertNull(decode(2));
        assertNull(decode(255, 9, 9, 9));
    }

    @Test
    void whatIsNoFrameIsRefusedWithItsName() {
        for (int[] frame :
                new int[][] {
                    {}, {1}, {1, 2}, {1, 2, 1, 'a'}, {1, 1}, {1, 1, 2, 'a'}, {1, 0, 0}, {1, 1, 0, 0}
                }) {
            CorruptException failure = assertThrows(CorruptException.class, () -> decode(frame));
            assertEquals("a frame", failure.source());
        }
    }
}
