package org.commitdb.fuzz.torture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One kind of torture: which test does it, how large a round is, and what of the test's output
/// counts.
enum Stage {
    /// Power cuts, lies and other faults of a simulated disk.
    CRASHES(
            "org.commitdb.file.SimulationTest",
            "simulation.seed",
            Map.of("simulation.runs", 2000),
            "runs",
            "(?m)^(?:simulation|several processes): (\\d+) runs"),
    /// Eight processes on one file, killed and stopped.
    KILLS(
            "org.commitdb.file.TortureTest",
            "commitdb.torture.seed",
            Map.of("commitdb.torture.seconds", 20),
            "acknowledged commits",
            "(\\d+) commits acknowledged"),
    /// Hundreds of replicas that end as one.
    STORMS(
            "org.commitdb.ConvergencePropertyTest#manyReplicasConverge",
            "commitdb.seed",
            Map.of("commitdb.storms", 1, "commitdb.replicas", 300),
            "commits",
            "replicas: \\d+ rounds, (\\d+) commits"),
    /// Synchronisation over a connection that cuts and corrupts.
    NETWORK(
            "org.commitdb.remote.ChaosTest",
            "commitdb.chaos.seed",
            Map.of("commitdb.chaos.rounds", 30),
            "connections",
            "chaos seed -?\\d+, (\\d+) rounds"),
    /// A disk that fills up.
    FULL(
            "org.commitdb.file.FullDiskTest",
            "commitdb.disk.seed",
            Map.of("commitdb.disk.rounds", 100),
            "full disks",
            "seed -?\\d+\\): (\\d+) rounds"),
    /// Threads that are interrupted without end.
    INTERRUPTS(
            "org.commitdb.file.InstancesTest#interruptsOfReadersAndWritersChangeNothing",
            "commitdb.interrupts.seed",
            Map.of("commitdb.interrupts", 3000),
            "interrupts",
            "(\\d+) sent"),
    /// Clocks that jump by days.
    CLOCKS(
            "org.commitdb.fuzz.model.ClockStormTest#jumpsOfDaysChangeNeitherOrderNorStates",
            "commitdb.clock.seed",
            Map.of("commitdb.clock.scripts", 25),
            "days jumped",
            "jumps over (\\d+) days");

    private final String test;
    private final String seedProperty;

    @SuppressWarnings("ImmutableEnumChecker") // What Map.of gives cannot be changed.
    private final Map<String, Integer> sizes;

    private final String unit;
    private final Pattern count;

    Stage(String test, String seedProperty, Map<String, Integer> sizes, String unit, String count) {
        this.test = test;
        this.seedProperty = seedProperty;
        this.sizes = sizes;
        this.unit = unit;
        this.count = Pattern.compile(count);
    }

    /// The stage that `word` names.
    ///
    /// **Errors**: [IllegalArgumentException] that names them all.
    static Stage of(String word) {
        for (Stage stage : values()) {
            if (stage.word().equals(word)) {
                return stage;
            }
        }
        throw new IllegalArgumentException(
                "there is no stage '" + word + "', only " + List.of(values()));
    }

    /// How the stage is called on a command line.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The class of the test, and its method behind a `#` if it is not all of them.
    String test() {
        return test;
    }

    /// What is counted.
    String unit() {
        return unit;
    }

    /// The options of a JVM that runs a round of `percent` of the usual size.
    List<String> options(long seed, int percent) {
        Map<String, Long> properties = new LinkedHashMap<>();
        properties.put(seedProperty, seed);
        sizes.forEach((name, size) -> properties.put(name, Math.max(1, size * percent / 100L)));
        return properties.entrySet().stream()
                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /// What the output of a round counts up to.
    long count(String output) {
        long total = 0;
        for (Matcher matcher = count.matcher(output); matcher.find(); ) {
            total += Long.parseLong(matcher.group(1));
        }
        return total;
    }
}
