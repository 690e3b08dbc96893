package org.commitdb.tools.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.dsm.DsmModel;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.type.RandomDefinitions;
import org.junit.jupiter.api.Test;

/// Any text as `.dsm.json`, with runtime ids that are right and with any: a model that is read
/// again from how it is written, or it is refused with a path.
final class DefinitionsJsonFuzzTest {

    private static final int LARGEST_BYTES = 3 << 10;

    @FuzzTest(maxDuration = "10m")
    void textIsRefusedOrRoundTrips(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Budget.hold(
                bytes.length, 20_000, () -> isAccepted(text, DefinitionsJson.RuntimeIds.IGNORED));
        Budget.hold(
                bytes.length, 20_000, () -> isAccepted(text, DefinitionsJson.RuntimeIds.VERIFIED));
    }

    private static boolean isAccepted(String text, DefinitionsJson.RuntimeIds runtimeIds) {
        DsmModel model;
        try {
            model = DefinitionsJson.decode(text, runtimeIds);
        } catch (JsonException e) {
            assertTrue(!e.path().isEmpty(), e.getMessage());
            return false;
        }
        String written = DefinitionsJson.encode(model);
        DsmModel again = DefinitionsJson.decode(written);
        assertArrayEquals(
                DefinitionsCodec.encode(model.definitions()),
                DefinitionsCodec.encode(again.definitions()),
                text);
        assertEquals(written, DefinitionsJson.encode(again), text);
        return true;
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            String text = DefinitionsJson.encode(RandomDefinitions.of(i));
            byte[] seed = text.getBytes(StandardCharsets.UTF_8);
            if (seed.length <= LARGEST_BYTES) {
                assertTrue(isAccepted(text, DefinitionsJson.RuntimeIds.VERIFIED), text);
                seeds.put("model-" + i, seed);
            }
        }
        Corpus.check(DefinitionsJsonFuzzTest.class, "textIsRefusedOrRoundTrips", seeds);
    }
}
