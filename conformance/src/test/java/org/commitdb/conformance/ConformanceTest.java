package org.commitdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.state.DocumentModel;
import org.commitdb.type.Definitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How suites are run, and what is left of them.
final class ConformanceTest {

    @TempDir private Path directory;

    private Subject subject() {
        return new Subject(directory, DocumentModel.of(LibraryConformanceTest.library()), false);
    }

    @Test
    void roundsThatPassAreCountedAndLeaveNothingBehind() {
        List<String> lines = new ArrayList<>();
        List<Conformance.Outcome> outcomes =
                new Conformance(subject(), 5, lines::add)
                        .run(List.of(Suite.STATES, Suite.CONVERGENCE), 1);
        assertEquals(2, outcomes.size());
        for (Conformance.Outcome outcome : outcomes) {
            assertTrue(outcome.failure().isEmpty(), () -> outcome.failure().toString());
            assertEquals(1, outcome.rounds());
            assertTrue(outcome.tally().of("commits") > 0, outcome.tally()::toString);
        }
        assertTrue(lines.getFirst().startsWith("STATES      passed in"), lines::toString);
        assertArrayEquals(new String[0], directory.toFile().list());
    }

    @Test
    void sameSeedDoesTheSame() {
        Tally first =
                new Conformance(subject(), 9, line -> {})
                        .run(List.of(Suite.STATES), 1)
                        .getFirst()
                        .tally();
        Tally second =
                new Conformance(subject(), 9, line -> {})
                        .run(List.of(Suite.STATES), 1)
                        .getFirst()
                        .tally();
        assertEquals(first.toString(), second.toString());
    }

    @Test
    void failureEndsItsSuiteAndNamesItsSeed() throws IOException {
        Subject gone = subject();
        Files.delete(directory);
        List<String> lines = new ArrayList<>();
        List<Conformance.Outcome> outcomes =
                new Conformance(gone, 7, lines::add).run(List.of(Suite.STATES, Suite.STORAGE), 3);
        for (Conformance.Outcome outcome : outcomes) {
            assertTrue(outcome.failure().isPresent());
            assertEquals(7, outcome.failedSeed());
            assertEquals(0, outcome.rounds());
        }
        assertTrue(lines.getFirst().contains("FAILED"), lines::toString);
        Files.createDirectory(directory);
    }

    @Test
    void modelThatKeepsNothingIsRefused() {
        Definitions nothing = Definitions.builder().build();
        assertThrows(IllegalArgumentException.class, () -> DocumentModel.of(nothing));
        assertFalse(DocumentModel.of(LibraryConformanceTest.library()).attachments().isEmpty());
    }
}
