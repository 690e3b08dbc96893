package org.commitdb.dsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.type.Definition;
import org.commitdb.type.RandomDefinitions;
import org.commitdb.type.RuntimeId;
import org.junit.jupiter.api.Test;

/// Any text as a model: a model that is read again from how it is printed, or diagnostics at places
/// of the text. A NUL divides the text into parts.
final class DsmFuzzTest {

    private static final int LARGEST_BYTES = 1 << 11;

    @FuzzTest(maxDuration = "10m")
    void textIsAModelOrHasDiagnostics(byte[] bytes) {
        Budget.hold(bytes.length, 20_000, () -> isAccepted(bytes));
    }

    private static boolean isAccepted(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\0", 4);
        List<DsmSource> sources =
                List.of(parts).stream().map(text -> new DsmSource("part", text)).toList();
        DsmReport report = Dsm.check(sources);
        report.diagnostics().forEach(each -> assertTrue(!each.toString().isBlank()));
        report.model().ifPresent(DsmFuzzTest::assertRoundTrips);
        return report.isClean();
    }

    private static void assertRoundTrips(DsmModel model) {
        String text = DsmPrinter.standard().withDocumentation(true).print(model);
        DsmModel again = Dsm.parse(text);
        assertEquals(text, DsmPrinter.standard().withDocumentation(true).print(again));
        // Printing keeps the order of parts, not of all definitions among each other.
        assertEquals(ids(model), ids(again), text);
    }

    private static Set<RuntimeId> ids(DsmModel model) {
        return model.definitions().all().stream()
                .map(Definition::runtimeId)
                .collect(Collectors.toSet());
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            String text =
                    DsmPrinter.standard()
                            .withDocumentation(i % 2 == 0)
                            .print(RandomDefinitions.of(i));
            byte[] seed = text.getBytes(StandardCharsets.UTF_8);
            if (seed.length <= LARGEST_BYTES) {
                assertTrue(isAccepted(seed), text);
                seeds.put("model-" + i, seed);
            }
        }
        Corpus.check(DsmFuzzTest.class, "textIsAModelOrHasDiagnostics", seeds);
    }
}
