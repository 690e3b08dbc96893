package org.commitdb.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.CommitId;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.NaiveHistory;
import org.commitdb.store.VerifyLevel;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// This engine opens the files of every version of the format, finds them sound, reads from them
/// what was read when they were made, and goes on writing them.
///
/// That each document is the one it was then is compared, as JSON, in the tests of the tools.
final class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @TempDir private Path folder;

    static Stream<Path> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".cdb")).sorted().toList();
            return found.stream();
        }
    }

    private Path copyOf(Path golden) throws IOException {
        return Files.copy(golden, folder.resolve("copy.cdb"));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void fileIsSoundAtLevelThree(Path golden) throws IOException {
        Path copy = copyOf(golden);
        assertEquals(List.of(), findings(copy));
    }

    private static List<?> findings(Path file) {
        return CommitDatabase.verify(file, VerifyLevel.BLOBS, (done, total) -> {}).findings();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void everyStateIsWhatReplayByTheLetterGives(Path golden) throws IOException {
        Path copy = copyOf(golden);
        Definitions definitions;
        try (CommitDatabase database = CommitDatabase.open(copy)) {
            definitions = database.definitions();
        }
        NaiveHistory naive;
        try (CommitFile store =
                CommitFile.open(
                        FileStorage.openReadOnly(copy),
                        FileOptions.defaults().forReading(),
                        new CanonicalIndexer())) {
            naive = NaiveHistory.of(store, definitions);
        }
        try (CommitDatabase database =
                CommitDatabase.open(copy, DatabaseOptions.DEFAULT.withReadOnly(true))) {
            for (CommitId id : database.commitIds().toList()) {
                NaiveHistory.State expected = naive.state(id);
                for (Attachment attachment : database.definitions().attachments()) {
                    Map<Key, Value> wanted = expected.entries(attachment);
                    try (Stream<Map.Entry<Key, Value>> found =
                            database.state(id).attachmentGetting().entries(attachment)) {
                        assertEquals(
                                List.copyOf(wanted.entrySet()),
                                found.map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                                        .toList());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void writingGoesOnAndTheFileStaysSound(Path golden) throws IOException {
        Path copy = copyOf(golden);
        CommitId added;
        CommitId head;
        try (CommitDatabase database = CommitDatabase.open(copy)) {
            head = database.headCommitIds().getLast();
            Attachment attachment = database.definitions().attachments().getFirst();
            CommitMutableState mutable = new CommitMutableState(database.state(head));
            mutable.attachmentMutating()
                    .set(attachment, Key.create(attachment), Value.zero(attachment.documentType()));
            added = database.commitMutations("Go on", mutable);
        }
        assertEquals(List.of(), findings(copy));
        try (CommitDatabase database = CommitDatabase.open(copy)) {
            assertEquals(head, database.commitHeader(added).parent());
            assertTrue(database.headCommitIds().contains(added));
        }
    }

    /// Whoever writes them again changes what older versions of this project promised to read.
    @Test
    void goldenFilesOfVersionOneAreTheOnesThatWereFrozen() throws IOException {
        StringBuilder digests = new StringBuilder();
        for (Path file : goldenFiles().toList()) {
            byte[] digest = Hashes.sha256(Files.readAllBytes(file));
            digests.append(HexFormat.of().formatHex(digest, 0, 8))
                    .append("  ")
                    .append(GOLDEN.relativize(file).toString().replace('\\', '/'))
                    .append('\n');
        }
        assertEquals(Files.readString(GOLDEN.resolve("SHA256SUMS")), digests.toString());
    }

    @Test
    void generatorWritesFilesThatAreSound() throws IOException {
        GoldenFiles.writeAll(folder.resolve("today"));
        try (Stream<Path> files = Files.list(folder.resolve("today"))) {
            files.forEach(file -> assertEquals(List.of(), findings(file), file::toString));
        }
    }
}
