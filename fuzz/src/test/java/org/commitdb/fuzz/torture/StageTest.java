package org.commitdb.fuzz.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command of the long torture, in small: every round runs, and what it prints is counted.
final class StageTest {

    @TempDir private Path folder;

    /// Two stages in processes of their own; the others are the build's own tests.
    @Test
    void roundsRunInProcessesAndAreCounted() throws Exception {
        Torture torture = new Torture(7, 4, folder, Torture.USUAL_JVM);
        torture.run(List.of(Stage.CLOCKS, Stage.INTERRUPTS), Duration.ZERO, 2);
        assertEquals(List.of(), torture.failures(), torture::table);
        for (Stage stage : List.of(Stage.CLOCKS, Stage.INTERRUPTS)) {
            assertEquals(1, torture.account(stage).rounds());
            assertTrue(torture.account(stage).count() > 0, stage::word);
            assertTrue(torture.table().contains(stage.unit()), torture::table);
        }
    }

    @Test
    void whatTheTestsPrintIsCounted() {
        assertEquals(
                2500,
                Stage.CRASHES.count(
                        "simulation: 2000 runs, seeds 1 to 2000\nseveral processes: 500 runs, x"));
        assertEquals(
                42, Stage.KILLS.count("torture: 9 processes, 42 commits acknowledged, 50 found"));
        assertEquals(
                250,
                Stage.STORMS.count(
                        "storm of 300 replicas: 1 rounds, 250 commits and 107 merges written"));
        assertEquals(30, Stage.NETWORK.count("chaos seed -5, 30 rounds"));
        assertEquals(100, Stage.FULL.count("full disk (RealDisk, seed 2): 100 rounds, 2969 x"));
        assertEquals(0, Stage.KILLS.count("nothing"));
    }

    @Test
    void failedRoundIsToldWithTheCommandThatRepeatsIt() throws Exception {
        Torture torture = new Torture(5, 4, folder, List.of("--no-such-option"));
        torture.run(List.of(Stage.CRASHES), Duration.ZERO, 1);
        assertEquals(1, torture.account(Stage.CRASHES).failures());
        assertEquals(
                List.of("fuzz/run torture --stage crashes --rounds 1 --seed 5"),
                torture.failures());
    }

    @Test
    void unknownStageIsRefused() {
        assertEquals(Stage.CLOCKS, Stage.of("clocks"));
        assertThrows(IllegalArgumentException.class, () -> Stage.of("coffee"));
    }
}
