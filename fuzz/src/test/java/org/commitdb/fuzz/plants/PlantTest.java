package org.commitdb.fuzz.plants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That planting works: a bug is caught by the test that must catch it, and what cannot be planted
/// is reported. [PlantSoak] plants all.
final class PlantTest {

    private static final Plant MINUS_ZERO =
            Greenhouse.plants().stream()
                    .filter(plant -> plant.name().equals("minus-zero-is-zero"))
                    .findFirst()
                    .orElseThrow();

    @Test
    void plantedBugIsCaught(@TempDir Path work) {
        Greenhouse.Result result = new Greenhouse(work).grow(MINUS_ZERO);
        assertEquals(Greenhouse.Outcome.CAUGHT, result.outcome(), result::toString);
        assertTrue(!result.details().isEmpty());
    }

    @Test
    void plantThatBreaksNothingIsMissed(@TempDir Path work) {
        Plant harmless = with(MINUS_ZERO, MINUS_ZERO.was());
        Greenhouse.Result result = new Greenhouse(work).grow(harmless);
        assertEquals(Greenhouse.Outcome.MISSED, result.outcome(), result::toString);
    }

    @Test
    void plantThatIsNoJavaIsReported(@TempDir Path work) {
        Greenhouse.Result result = new Greenhouse(work).grow(with(MINUS_ZERO, "neither { nor"));
        assertEquals(Greenhouse.Outcome.DOES_NOT_COMPILE, result.outcome());
        assertTrue(result.toString().contains("error"), result::toString);
    }

    @Test
    void nameThatNoTestHasIsReported(@TempDir Path work) {
        Plant plant = MINUS_ZERO;
        List<String> tests = List.of("org.commitdb.value.ValueTextTest#noSuchMethod");
        Greenhouse.Result result =
                new Greenhouse(work)
                        .grow(
                                new Plant(
                                        plant.name(),
                                        plant.what(),
                                        plant.file(),
                                        tests,
                                        plant.was(),
                                        plant.is()));
        assertEquals(Greenhouse.Outcome.NO_SUCH_TEST, result.outcome(), result::toString);
    }

    @Test
    void textMustStandExactlyOnceWhateverItsFormat() {
        Plant plant =
                Plant.parse("p", "# a\nfile: b\ntests: c d#e\n--- was\nx = 1;\n y\n--- is\nz\n");
        assertEquals(List.of("c", "d#e"), plant.tests());
        assertEquals(Optional.of("a z\n b"), plant.applyTo("a x\n  =\n 1; y b"));
        assertEquals(Optional.empty(), plant.applyTo("x = 1; y x = 1; y"));
        assertEquals(Optional.empty(), plant.applyTo("x = 2; y"));
        assertThrows(IllegalArgumentException.class, () -> Plant.parse("p", "# a\nfile: b\n"));
    }

    private static Plant with(Plant plant, String is) {
        List<String> tests = List.of("org.commitdb.value.ValueTextTest");
        return new Plant(plant.name(), plant.what(), plant.file(), tests, plant.was(), is);
    }
}
