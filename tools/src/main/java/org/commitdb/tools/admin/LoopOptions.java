package org.commitdb.tools.admin;

import java.time.Duration;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.console.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Lets a command be done again and again.
@Command
final class LoopOptions {

    private static final int LONGEST_PAUSE = 16;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--loop",
            description = {
                "Do it again and again, until Ctrl+C or SIGTERM. A failure is told of, and tried again"
                        + " after ever longer pauses."
            })
    private boolean loop;

    @Option(
            names = "--update-interval",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to pause in between; 5 unless told otherwise.")
    private double interval;

    /// Does `once`, or again and again when that is wanted.
    void run(Console console, Runnable once) {
        if (!(interval > 0 && interval < 1e9)) {
            throw new ParameterException(
                    spec.commandLine(), "--update-interval is more than 0, not " + interval);
        }
        if (!loop) {
            once.run();
            return;
        }
        try (StopSignal signal = new StopSignal(console)) {
            int pauses = 1;
            do {
                pauses = succeeds(console, once, pauses) ? 1 : Math.min(2 * pauses, LONGEST_PAUSE);
            } while (!signal.await(pause(pauses)));
        }
    }

    private boolean succeeds(Console console, Runnable once, int pauses) {
        try {
            once.run();
            console.out().flush();
            return true;
        } catch (CommitDatabaseException | RequestFailedException e) {
            long seconds = pause(Math.min(2 * pauses, LONGEST_PAUSE)).toSeconds();
            console.message(e.getMessage() + "; trying again in " + Math.max(1, seconds) + " s");
            return false;
        }
    }

    private Duration pause(int pauses) {
        return Duration.ofMillis((long) (interval * pauses * 1_000));
    }
}
