package org.commitdb.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.commitdb.state.DocumentModel;
import org.commitdb.state.RichModel;
import org.commitdb.type.Definitions;
import org.junit.jupiter.api.Test;

/// The kit as a JUnit class: extend it, say where and with what.
///
/// ```java
/// final class OurDiskTest extends ConformanceContract {
///     @Override
///     protected Path directory() {
///         return Path.of("/mnt/disk");
///     }
///
///     @Override
///     protected Definitions definitions() {
///         return Dsm.parse(Path.of("model.dsm")).definitions();
///     }
/// }
/// ```
///
/// A failure names the seed of its round; `-Dcommitdb.conformance.seed=N` chooses the first seed.
/// **Cost**: some seconds for each test.
public abstract class ConformanceContract {

    /// Where files are made, and removed again.
    protected abstract Path directory();

    /// What documents are; unless overridden, a model with every kind of type.
    protected Definitions definitions() {
        return new RichModel().definitions();
    }

    /// How many rounds of a suite a test runs; unless overridden, as many as are usual.
    protected int rounds(Suite suite) {
        return suite.usualRounds();
    }

    /// Whether to go on where a database refuses because it lies on a network file system.
    protected boolean networkFileSystem() {
        return false;
    }

    @Test
    void storesKeepTheirContract() {
        run(Suite.STORAGE);
    }

    @Test
    void statesEqualTheOracle() {
        run(Suite.STATES);
    }

    @Test
    void replicasConverge() {
        run(Suite.CONVERGENCE);
    }

    @Test
    void killedProcessesLoseNothing() {
        run(Suite.CRASH);
    }

    private void run(Suite suite) {
        long seed =
                Long.getLong("commitdb.conformance.seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.println(suite + ": -Dcommitdb.conformance.seed=" + seed);
        Subject subject =
                new Subject(directory(), DocumentModel.of(definitions()), networkFileSystem());
        Conformance conformance = new Conformance(subject, seed, System.out::println);
        for (Conformance.Outcome outcome : conformance.run(List.of(suite), rounds(suite))) {
            outcome.failure()
                    .ifPresent(failure -> {
                        throw new AssertionError(
                                suite
                                        + " does not hold: -Dcommitdb.conformance.seed="
                                        + outcome.failedSeed(),
                                failure);
                    });
        }
    }
}
