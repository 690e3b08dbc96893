package org.commitdb.fuzz.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.commitdb.commit.CommitId;

/// Two databases, a clock that somebody else sets, and oracles for both.
///
/// **Threads**: one.
final class World implements AutoCloseable {

    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final int MOST_ROUNDS = 6;

    private final List<Site> sites;
    private long nowMicros = START_MICROS;

    World() {
        sites =
                List.of(
                        new Site(this::now, Site.Promise.EACH_COMMIT),
                        new Site(this::now, Site.Promise.NOTHING));
    }

    private Instant now() {
        return Instant.EPOCH.plus(nowMicros, ChronoUnit.MICROS);
    }

    /// Runs a script and compares everything at its end; what fails names the script.
    static void run(List<Step> script) {
        int done = 0;
        try (World world = new World()) {
            for (Step step : script) {
                world.run(step);
                done++;
            }
            world.sites.forEach(Site::checkEverything);
            world.converge();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    e.getMessage()
                            + "\nafter "
                            + done
                            + " steps of this script:\n"
                            + String.join("\n", script.stream().map(Step::toString).toList()),
                    e);
        }
    }

    private void run(Step step) {
        Site site = sites.get(Math.floorMod(step.site(), sites.size()));
        switch (step.verb()) {
            case COPY -> sites.stream().filter(each -> each != site).forEach(site::copyTo);
            case SYNC -> sites.stream().filter(each -> each != site).forEach(site::sendTo);
            case CLOCK -> nowMicros = Math.max(0, nowMicros + jumpMicros(step));
            default -> site.run(step, nowMicros);
        }
        sites.forEach(Site::checkOutline);
    }

    /// How far a [Step.Verb#CLOCK] sets the clock.
    static long jumpMicros(Step step) {
        TimeUnit unit = step.second() % 2 == 0 ? TimeUnit.MILLISECONDS : TimeUnit.HOURS;
        long micros = unit.toMicros(step.first());
        return step.first() % 2 == 0 ? micros : -micros;
    }

    /// Lets all send and reduce until nothing changes: then all have one head and equal states.
    private void converge() {
        Site left = sites.getFirst();
        Site right = sites.getLast();
        boolean both = left.sendTo(right) && right.sendTo(left);
        for (int round = 0; both && left.heads().size() > 1; round++) {
            assertEquals(true, round < MOST_ROUNDS, "the replicas do not converge");
            left.run(new Step(Step.Verb.REDUCE, 0, 0, 0), nowMicros);
            right.run(new Step(Step.Verb.REDUCE, 1, 0, 0), nowMicros);
            left.sendTo(right);
            right.sendTo(left);
        }
        if (both) {
            assertEquals(left.heads(), right.heads(), "the heads after convergence");
            for (CommitId head : left.heads()) {
                left.checkState(head);
                right.checkState(head);
            }
        }
    }

    @Override
    public void close() {
        sites.forEach(Site::close);
    }
}
