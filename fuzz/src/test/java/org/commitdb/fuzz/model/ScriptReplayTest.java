package org.commitdb.fuzz.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs scripts again: those that once failed, which lie in `scripts` among the test resources,
/// each under a name that says what was wrong; or the one that `-Dcommitdb.fuzz.script=FILE` names.
final class ScriptReplayTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/scripts");

    @TestFactory
    Stream<DynamicTest> scriptsThatOnceFailedPass() throws IOException {
        Optional<String> named = Optional.ofNullable(System.getProperty("commitdb.fuzz.script"));
        List<Path> files;
        try (Stream<Path> all = Files.list(SCRIPTS)) {
            files =
                    named.map(name -> List.of(Path.of(name)))
                            .orElseGet(() -> all.sorted().toList());
        }
        return files.stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(),
                                () -> World.run(Step.parseAll(Files.readString(file)))));
    }

    @Test
    void everyStepIsReadAsItIsPrinted() {
        for (Step.Verb verb : Step.Verb.values()) {
            Step step = new Step(verb, 1, 17, 4);
            assertEquals(List.of(step), Step.parseAll("# a comment\n\n " + step + "\n"));
        }
        assertThrows(IllegalArgumentException.class, () -> Step.parse("merge 0 1"));
    }
}
