package org.commitdb.fuzz.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Everything that hurts, for as long as you like: not part of a build, see `fuzz/run torture`.
/// `-Dcommitdb.torture.minutes=N`, `.seed`, `.stage` and `.rounds` choose.
final class TortureSoak {

    private static final String PREFIX = "commitdb.torture.";

    @Test
    void nothingBreaks() throws Exception {
        long seed = Long.getLong(PREFIX + "seed", 1 + new Random().nextInt(1_000_000_000));
        Duration time = Duration.ofMinutes(Integer.getInteger(PREFIX + "minutes", 60));
        int rounds = Integer.getInteger(PREFIX + "rounds", Integer.MAX_VALUE);
        String word = System.getProperty(PREFIX + "stage", "");
        List<Stage> stages = word.isEmpty() ? List.of(Stage.values()) : List.of(Stage.of(word));
        Path folder = Files.createDirectories(Path.of("target", "torture"));
        Torture torture = new Torture(seed, 100, folder, Torture.USUAL_JVM);
        System.out.printf("torture: --seed %d, %d minutes, %s%n", seed, time.toMinutes(), stages);
        torture.run(stages, time, rounds);
        System.out.println(torture.table());
        assertEquals(List.of(), torture.failures(), "what failed, and how to repeat it");
    }
}
