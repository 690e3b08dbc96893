package org.commitdb.tools.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.commitdb.codec.CommitCodec;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RichModel;
import org.commitdb.tools.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader in another language, written from the specification alone, finds in a file what the
/// engine finds there: commits, mutations, blobs, and every document of every state.
final class PythonReaderTest {

    private static final Path GOLDEN =
            Path.of("..", "engine", "src", "test", "resources", "golden");

    @TempDir private Path folder;

    static Stream<Path> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files
                    .filter(file -> file.toString().endsWith(".cdb"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /// The golden JSON holds the states at the heads.
    @ParameterizedTest
    @MethodSource("goldenFiles")
    void engineReadsFromGoldenFilesWhatWasReadWhenTheyWereMade(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".cdb", ".json");
        JsonNode golden = EngineJson.JSON.readTree(file.resolveSibling(name).toFile());
        assertTrue(golden.get("heads").size() > 0);
        assertEngineReads(golden, file);
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void readerInPythonReadsFromGoldenFilesWhatTheEngineReads(Path file) throws Exception {
        assertEngineReads(PythonReader.json(file, "all"), file);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void readerInPythonReadsFromNewFilesWhatTheEngineReads(long offset) throws Exception {
        long seed = offset + new SplittableRandom().nextLong(1_000_000);
        System.out.println("PythonReaderTest: seed " + seed);
        Path file = folder.resolve("new.cdb");
        write(file, seed);
        assertEngineReads(PythonReader.json(file, "all"), file);
    }

    /// Some commits deleted, some of them come back, before and behind a checkpoint.
    @Test
    void readerInPythonReadsFilesWithDeletedCommits() throws Exception {
        Path file = folder.resolve("deleted.cdb");
        RichModel model = new RichModel();
        long seed = new SplittableRandom().nextLong(1_000_000);
        System.out.println("PythonReaderTest: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        long deleted;
        try (CommitFile store =
                CommitFile.create(
                        FileStorage.create(file), FileOptions.defaults(), new CanonicalIndexer())) {
            store.appendDefinitions(DefinitionsCodec.encode(model.definitions()));
            RandomHistory history = new RandomHistory(store, model, seed).withToggles(10).grow(60);
            for (int i = 0; i < 40; i++) {
                deleteAHead(store, random);
                if (i == 20) {
                    store.checkpoint();
                    history.encoded().stream()
                            .filter(each -> store.ordinalOf(CommitCodec.id(each)) == 0)
                            .limit(5)
                            .forEach(each -> store.append(List.of(each)));
                }
            }
            deleted = store.lastOrdinal() - store.commitCount();
        }
        assertTrue(deleted > 10, () -> deleted + " commits deleted");
        assertEngineReads(PythonReader.json(file, "all"), file);
        PythonReader.Run run = PythonReader.check(file);
        assertEquals(0, run.exitCode(), run::toString);
    }

    private static void deleteAHead(CommitFile store, SplittableRandom random) {
        long[] heads = store.heads();
        try {
            store.delete(List.of(store.idOf(heads[random.nextInt(heads.length)])));
        } catch (InvalidCommitException e) {
            // The first commit, or the target of a toggle: another head goes.
            return;
        }
    }

    /// Many entries, so that trees have branches, and several LOG extents.
    @Test
    void readerInPythonReadsTreesOfSeveralLevels() throws Exception {
        Path file = folder.resolve("long.cdb");
        RichModel model = new RichModel();
        try (CommitFile store =
                CommitFile.create(
                        FileStorage.create(file), FileOptions.defaults(), new CanonicalIndexer())) {
            store.appendDefinitions(DefinitionsCodec.encode(model.definitions()));
            new RandomHistory(store, model, 5).grow(700);
        }
        PythonReader.Run run = PythonReader.check(file);
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().contains("700 commits"), run::toString);
    }

    @Test
    void readerInPythonFindsDamage() throws Exception {
        Path file = folder.resolve("damaged.cdb");
        Files.copy(GOLDEN.resolve("v1").resolve("rich.cdb"), file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(0x10000 + 3000);
            int old = bytes.read();
            bytes.seek(0x10000 + 3000);
            bytes.write(old ^ 1);
        }
        PythonReader.Run run = PythonReader.check(file);
        assertEquals(1, run.exitCode(), run::toString);
        assertTrue(run.err().contains("is damaged"), run::toString);
    }

    /// All documents of this file have a JSON form.
    @Test
    void dumpAndShowSayWhatTheReaderInPythonSays() throws Exception {
        Path file = GOLDEN.resolve("v1").resolve("grown.cdb");
        JsonNode python = PythonReader.json(file, "all");
        for (JsonNode state : python.get("states")) {
            for (JsonNode documents : state.get("attachments")) {
                documents.forEach(document -> ((ObjectNode) document).remove("sha256"));
            }
            String at = state.get("commit").textValue();
            String dump = CommandRun.of("dump", "--json", "--at", at, file).done();
            assertSame(EngineJson.JSON.readTree(dump), state);
        }
        for (JsonNode commit : python.get("commits")) {
            ArrayNode shown = EngineJson.JSON.createArrayNode();
            String id = commit.get("header").get("id").textValue();
            for (String line : CommandRun.of("show", "--json", file, id).lines()) {
                shown.add(EngineJson.JSON.readTree(line));
            }
            assertSame(shown, commit.get("mutations"));
        }
    }

    /// A file with something of everything, closed or not.
    private static void write(Path file, long seed) {
        RichModel model = new RichModel();
        SplittableRandom random = new SplittableRandom(seed);
        FileOptions options =
                FileOptions.defaults()
                        .withPageSize(4096 << random.nextInt(3))
                        .withCheckpointAfter(20 + random.nextInt(200), 1 << 20);
        try (CommitFile store =
                CommitFile.create(FileStorage.create(file), options, new CanonicalIndexer())) {
            store.appendDefinitions(DefinitionsCodec.encode(model.definitions()));
            RandomHistory history = new RandomHistory(store, model, seed).withToggles(10);
            for (int commits = 20; commits <= 80; commits += 20) {
                history.grow(commits);
                history.layFrames();
            }
        }
    }

    private static void assertEngineReads(JsonNode expected, Path file) throws IOException {
        assertFalse(expected.get("commits").isEmpty());
        List<String> blobs = texts(expected.get("blobs"), "id");
        List<String> states = texts(expected.get("states"), "commit");
        ObjectNode sorted = expected.deepCopy();
        ArrayNode heads = sorted.putArray("heads");
        List<String> ids = new ArrayList<>();
        expected.get("heads").forEach(head -> ids.add(head.textValue()));
        ids.stream().sorted().forEach(heads::add);
        assertSame(sorted, EngineJson.of(file, blobs, states));
    }

    private static List<String> texts(JsonNode objects, String member) {
        List<String> texts = new ArrayList<>();
        objects.forEach(object -> texts.add(object.get(member).textValue()));
        return texts;
    }

    private static void assertSame(JsonNode expected, JsonNode found) {
        assertEquals(Optional.empty(), JsonDifference.find(expected, found));
    }
}
