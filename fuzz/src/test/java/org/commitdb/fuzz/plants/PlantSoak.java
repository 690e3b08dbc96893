package org.commitdb.fuzz.plants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plants every bug and prints how many were caught: not part of a build, see `fuzz/run plants`.
/// `-Dcommitdb.fuzz.plant=REGEX` plants those whose names match.
final class PlantSoak {

    @Test
    void everyPlantIsCaught(@TempDir Path work) {
        Greenhouse greenhouse = new Greenhouse(work);
        String only = System.getProperty("commitdb.fuzz.plant", "");
        List<Plant> plants =
                Greenhouse.plants().stream()
                        .filter(plant -> only.isEmpty() || plant.name().matches(only))
                        .toList();
        List<String> escaped = new ArrayList<>();
        int caught = 0;
        for (Plant plant : plants) {
            Greenhouse.Result result = greenhouse.grow(plant);
            System.out.println(result);
            caught += result.isCaught() ? 1 : 0;
            if (!result.isCaught()) {
                escaped.add(plant.name() + " " + result.outcome());
            }
        }
        System.out.println("caught " + caught + "/" + plants.size());
        assertEquals(List.of(), escaped);
    }

    /// What catches a planted bug must not fail anyway.
    @Test
    void testsPassOverTheSoundEngine(@TempDir Path work) {
        TreeSet<String> tests = new TreeSet<>();
        Greenhouse.plants().forEach(plant -> tests.addAll(plant.tests()));
        assertEquals("", new Greenhouse(work).failuresOfSound(List.copyOf(tests)));
    }
}
