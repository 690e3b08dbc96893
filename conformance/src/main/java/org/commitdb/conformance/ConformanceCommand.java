package org.commitdb.conformance;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.commitdb.dsm.Dsm;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.StorageException;
import org.commitdb.state.DocumentModel;
import org.commitdb.state.RichModel;
import org.commitdb.type.Definitions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs the kit from the command line.
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        description = {
            "Shows whether databases in a directory keep what CommitDB promises: on the file system of"
                    + " that directory, with documents of your model.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every suite passed",
            "1:a promise does not hold; the seed repeats it",
            "2:wrong usage"
        },
        footer = {
            "",
            "Suites:",
            "  storage      what every store of commits and blobs keeps",
            "  states       every state of random histories equals a naive oracle's",
            "  convergence  replicas that exchange commits in any order become one",
            "  crash        processes that share a file are killed; nothing acknowledged is lost",
            "",
            "Examples:",
            "  conformance /mnt/disk",
            "  conformance /mnt/disk --model model.dsm --minutes 60",
            "  conformance /mnt/disk --suite states --seed 42 --rounds 1"
        })
public final class ConformanceCommand implements Callable<Integer> {

    private static final int PASSED = 0;
    private static final int FAILED = 1;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIRECTORY",
            description = "Where files are made, and removed again; some megabytes.")
    private Path directory;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "What documents are: a DSM file, or a folder of them. Without it, a model with"
                            + " every kind of type.")
    private @Nullable Path model;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description = "Only this suite; may be given several times.")
    private List<Suite> suites = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "For how long, all suites together; without it, some seconds.")
    private @Nullable Integer minutes;

    @Option(names = "--rounds", paramLabel = "N", description = "How many rounds of each suite.")
    private @Nullable Integer rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What the first round follows from; without it, a new one, printed.")
    private @Nullable Long seed;

    @Option(
            names = "--network-file-system",
            description =
                    "Go on where a database refuses because it lies on a network file system.")
    private boolean networkFileSystem;

    /// Runs the command line `args` and exits.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ConformanceCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long first = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
        Subject subject = subject();
        out.printf("seed %d, directory %s, %s%n", first, directory, modelName());
        out.flush();
        Conformance conformance =
                new Conformance(
                        subject,
                        first,
                        line -> {
                            out.println(line);
                            out.flush();
                        });
        List<Suite> chosen = suites.isEmpty() ? Arrays.asList(Suite.values()) : suites;
        List<Conformance.Outcome> outcomes = run(conformance, chosen);
        outcomes.forEach(outcome -> explain(outcome, out));
        long failed = outcomes.stream().filter(each -> each.failure().isPresent()).count();
        out.printf("%d of %d suites passed%n", outcomes.size() - failed, outcomes.size());
        out.flush();
        return failed == 0 ? PASSED : FAILED;
    }

    private List<Conformance.Outcome> run(Conformance conformance, List<Suite> chosen) {
        if (minutes != null && rounds != null) {
            throw new ParameterException(
                    spec.commandLine(), "either --minutes or --rounds, not both");
        }
        if (minutes != null) {
            return conformance.run(chosen, Duration.ofMinutes(atLeastOne("--minutes", minutes)));
        }
        return rounds != null
                ? conformance.run(chosen, atLeastOne("--rounds", rounds))
                : conformance.run(chosen);
    }

    private int atLeastOne(String option, int number) {
        if (number < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " is at least 1, not " + number);
        }
        return number;
    }

    private Subject subject() {
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), directory + " is not a directory");
        }
        try {
            Definitions definitions =
                    model == null ? new RichModel().definitions() : Dsm.parse(model).definitions();
            return new Subject(directory, DocumentModel.of(definitions), networkFileSystem);
        } catch (DefinitionsException | StorageException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private String modelName() {
        return model == null ? "the model with every kind of type" : "the model " + model;
    }

    private void explain(Conformance.Outcome outcome, PrintWriter out) {
        outcome.failure()
                .ifPresent(failure -> {
                    out.printf(
                            "%n%s does not hold: %s%n", outcome.suite(), outcome.suite().promise());
                    failure.printStackTrace(out);
                    out.printf(
                            "again: --suite %s --seed %d --rounds 1%n%n",
                            outcome.suite().toString().toLowerCase(Locale.ROOT),
                            outcome.failedSeed());
                });
    }
}
