package org.commitdb.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs suites and tells how they went.
///
/// **Threads**: one; the suites have their own.
public final class Conformance {

    private static final long REPORT_NANOS = Duration.ofSeconds(10).toNanos();

    /// How one suite went.
    ///
    /// @param suite which
    /// @param rounds how many rounds were done
    /// @param elapsed how long it took
    /// @param tally what it did
    /// @param failure what shows that the promise does not hold, if anything does; the suite ended
    ///   with it
    /// @param failedSeed the seed of the round that shows it
    public record Outcome(
            Suite suite,
            int rounds,
            Duration elapsed,
            Tally tally,
            Optional<Throwable> failure,
            long failedSeed) {}

    private final Subject subject;
    private final long seed;
    private final Consumer<String> progress;

    /// Will run suites on `subject`; round number `n`, from 0 on, follows from `seed + n`. Lines
    /// that tell how far it is go to `progress`.
    public Conformance(Subject subject, long seed, Consumer<String> progress) {
        this.subject = subject;
        this.seed = seed;
        this.progress = progress;
    }

    /// Runs suites, each for so many rounds.
    public List<Outcome> run(List<Suite> suites, int rounds) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Suite suite : suites) {
            outcomes.add(run(suite, rounds, Long.MAX_VALUE));
        }
        return outcomes;
    }

    /// Runs suites, each for the rounds that are usual.
    public List<Outcome> run(List<Suite> suites) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Suite suite : suites) {
            outcomes.add(run(suite, suite.usualRounds(), Long.MAX_VALUE));
        }
        return outcomes;
    }

    /// Runs suites, each for its share of `time` and at least one round.
    public List<Outcome> run(List<Suite> suites, Duration time) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Suite suite : suites) {
            outcomes.add(run(suite, Integer.MAX_VALUE, time.toNanos() / suites.size()));
        }
        return outcomes;
    }

    private Outcome run(Suite suite, int rounds, long nanos) {
        Tally tally = new Tally();
        long start = System.nanoTime();
        long reported = start;
        int done = 0;
        while (done < rounds && (done == 0 || System.nanoTime() - start < nanos)) {
            try {
                suite.round(subject, seed + done, tally);
            } catch (Exception | AssertionError | LinkageError e) {
                return outcome(suite, done, start, tally, Optional.of(e), seed + done);
            }
            done++;
            if (System.nanoTime() - reported > REPORT_NANOS) {
                reported = System.nanoTime();
                progress.accept(suite + ": " + done + " rounds, " + tally);
            }
        }
        return outcome(suite, done, start, tally, Optional.empty(), 0);
    }

    private Outcome outcome(
            Suite suite,
            int rounds,
            long start,
            Tally tally,
            Optional<Throwable> failure,
            long failedSeed) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        progress.accept(
                String.format(
                        "%-11s %s in %.1f s: %d rounds, %s",
                        suite,
                        failure.isPresent() ? "FAILED" : "passed",
                        elapsed.toMillis() / 1e3,
                        rounds,
                        tally));
        return new Outcome(suite, rounds, elapsed, tally, failure, failedSeed);
    }
}
