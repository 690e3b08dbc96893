package org.commitdb.fuzz.plants;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles the one source that a plant breaks, and runs the tests that must notice in a JVM of
/// their own that finds the broken classes before the sound ones.
///
/// **Threads**: one.
final class Greenhouse {

    /// What became of a plant.
    enum Outcome {
        /// A test failed, as it must.
        CAUGHT,
        /// The tests did not end, which is noticed, too.
        HANGS,
        /// The tests passed.
        MISSED,
        /// A name of a test is nobody's.
        NO_SUCH_TEST,
        /// The sound text is not there, or more than once: the plant has to follow the source.
        DOES_NOT_APPLY,
        /// The broken source is no Java.
        DOES_NOT_COMPILE
    }

    /// What became of a plant, and the tests that failed or the compiler's words.
    record Result(Plant plant, Outcome outcome, String details) {

        /// Whether the tests noticed.
        boolean isCaught() {
            return outcome == Outcome.CAUGHT || outcome == Outcome.HANGS;
        }

        @Override
        public String toString() {
            return "%-16s %-28s %s%n%-17s%s"
                    .formatted(outcome, plant.name(), plant.what(), "", details);
        }
    }

    private static final Path SOURCES = Path.of("../engine/src/main/java");
    private static final Path PLANTS = Path.of("src/test/resources/plants");
    private static final int MINUTES = 10;

    private final Path work;

    /// A greenhouse that keeps its files in `work`.
    Greenhouse(Path work) {
        this.work = work;
    }

    /// Every plant, by name.
    static List<Plant> plants() {
        try (Stream<Path> files = Files.list(PLANTS)) {
            List<Plant> plants = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".plant", "");
                plants.add(Plant.parse(name, Files.readString(file)));
            }
            return plants;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the source is as the plant expects it.
    static boolean applies(Plant plant) {
        return broken(plant).isPresent();
    }

    private static Optional<String> broken(Plant plant) {
        try {
            Path source = SOURCES.resolve(plant.file());
            return Files.exists(source)
                    ? plant.applyTo(Files.readString(source))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Plants a bug and runs its tests.
    Result grow(Plant plant) {
        Optional<String> broken = broken(plant);
        if (broken.isEmpty()) {
            return new Result(plant, Outcome.DOES_NOT_APPLY, plant.file());
        }
        try {
            Path classes = Files.createDirectories(work.resolve(plant.name()));
            String complaint = compile(plant.file(), broken.get(), classes);
            if (!complaint.isEmpty()) {
                return new Result(plant, Outcome.DOES_NOT_COMPILE, complaint);
            }
            return run(plant, classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs tests over the sound engine; returns those that fail.
    String failuresOfSound(List<String> tests) {
        try {
            Path nothing = Files.createDirectories(work.resolve("sound"));
            Process process = start(nothing, tests);
            String failures =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : failures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String compile(String file, String text, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaint = new StringWriter();
        URI uri = URI.create("string:///" + file);
        SimpleJavaFileObject source =
                new SimpleJavaFileObject(uri, SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        List<String> options =
                List.of(
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath(),
                        "-proc:none",
                        "-implicit:none",
                        "-parameters",
                        "-nowarn");
        boolean done =
                compiler.getTask(complaint, null, null, options, null, List.of(source)).call();
        return done ? "" : complaint.toString();
    }

    private static Result run(Plant plant, Path classes) throws IOException {
        Process process = start(classes, plant.tests());
        StringBuilder failures = new StringBuilder();
        Thread reader =
                Thread.ofVirtual()
                        .start(() ->
                                process.inputReader()
                                        .lines()
                                        .forEach(line -> failures.append(line).append(' ')));
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Result(plant, Outcome.HANGS, "after " + MINUTES + " minutes");
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        Outcome outcome =
                switch (process.exitValue()) {
                    case 0 -> Outcome.MISSED;
                    case NamedTests.FOUND_NONE -> Outcome.NO_SUCH_TEST;
                    default -> Outcome.CAUGHT;
                };
        return new Result(plant, outcome, failures.toString().strip());
    }

    private static Process start(Path classes, List<String> tests) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-ea",
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+EnableDynamicAgentLoading",
                                "-Djazzer.hooks=false",
                                "-Djqwik.shrinking.bounded.seconds=1",
                                "--add-opens",
                                "java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                classes.toAbsolutePath()
                                        + System.getProperty("path.separator")
                                        + classPath(),
                                NamedTests.class.getName()));
        command.addAll(tests);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /// The class path of this JVM, which surefire hides in a jar's manifest.
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
