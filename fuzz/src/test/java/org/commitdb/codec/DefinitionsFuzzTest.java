package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.commitdb.error.CorruptException;
import org.commitdb.error.DefinitionsException;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.state.RichModel;
import org.commitdb.type.Definitions;
import org.commitdb.type.RandomDefinitions;
import org.junit.jupiter.api.Test;

/// Any bytes as a registry of definitions: it is written as it was read, and can extend another one
/// or is refused there for what it says; or it is refused.
final class DefinitionsFuzzTest {

    private static final RichModel MODEL = new RichModel();
    private static final int LARGEST_BYTES = 3 << 9;

    @FuzzTest(maxDuration = "10m")
    void registryIsRefusedOrCanonical(byte[] bytes) {
        Budget.hold(bytes.length, 20_000, () -> isAccepted(bytes));
    }

    private static boolean isAccepted(byte[] bytes) {
        try {
            Definitions definitions = DefinitionsCodec.decode(bytes, "test");
            assertArrayEquals(bytes, DefinitionsCodec.encode(definitions));
            extend(definitions);
            return true;
        } catch (CorruptException e) {
            assertEquals("test", e.source());
            return false;
        }
    }

    private static void extend(Definitions definitions) {
        assertExtendsNothing(definitions, definitions);
        try {
            Definitions more = MODEL.definitions().extend(definitions).definitions();
            assertExtendsNothing(more, definitions);
        } catch (DefinitionsException e) {
            assertTrue(!String.valueOf(e.getMessage()).isEmpty());
        }
    }

    private static void assertExtendsNothing(Definitions all, Definitions some) {
        assertArrayEquals(
                DefinitionsCodec.encode(all),
                DefinitionsCodec.encode(all.extend(some).definitions()));
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            byte[] seed = DefinitionsCodec.encode(RandomDefinitions.of(i));
            assertTrue(isAccepted(seed));
            if (seed.length <= LARGEST_BYTES) {
                seeds.put("registry-" + i, seed);
            }
        }
        Corpus.check(DefinitionsFuzzTest.class, "registryIsRefusedOrCanonical", seeds);
    }
}
