package org.commitdb.tools.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.Style;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `verify`, `backup`, `compact`, `salvage` and `rebuild` on the file that the demo leaves.
final class UpkeepCommandsTest {

    /// Where the first log record has its payload.
    private static final int FIRST_PAYLOAD = 0x10000 + 64 + 40;

    private static final int CREATION_TIME = 72;
    private static final int META_SLOT_0 = 0x4000;
    private static final int META_SLOT_1 = 0x8000;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void makeDatabase() throws IOException {
        CommandRun.of("demo", folder).done();
        try (var files = Files.list(folder)) {
            file =
                    files.filter(path -> path.toString().endsWith(".cdb"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
        }
    }

    private void flip(int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }

    private static List<CommitId> commits(Path path) {
        try (CommitDatabase database = CommitDatabase.open(path)) {
            return database.commitIds().toList();
        }
    }

    @Test
    void verifySaysThatAFileIsSound() {
        assertTrue(CommandRun.of("verify", file).line().startsWith("sound: "));
        assertTrue(CommandRun.of("verify", "--level", 1, file).line().endsWith(" index pages"));
        CommandRun.of("verify", "--level", 4, file).wrongUsage("--level is 1, 2 or 3, not 4");
        CommandRun.of("verify", folder.resolve("absent.cdb")).failed("no such file");
    }

    @Test
    void verifyPrintsFindingsAndFails() throws IOException {
        flip(FIRST_PAYLOAD);
        CommandRun run = CommandRun.of("verify", file);
        assertEquals(1, run.exitCode());
        assertTrue(run.out().startsWith("DATA at offset "), run::toString);
        assertEquals("", run.err());
        Files.writeString(file, "no database at all");
        CommandRun text = CommandRun.of("verify", file);
        assertEquals(1, text.exitCode());
        assertTrue(text.out().contains("a text file"), text::toString);
    }

    @Test
    void backupCopiesAndRefusesAnExistingTarget() {
        Path target = folder.resolve("backup.cdb");
        assertEquals("", CommandRun.of("backup", file, target).done());
        assertEquals(commits(file), commits(target));
        CommandRun.of("backup", file, target).failed("exists already");
    }

    @Test
    void compactKeepsEverything() throws IOException {
        List<CommitId> before = commits(file);
        assertTrue(CommandRun.of("compact", file).line().contains(" bytes before, "));
        assertEquals(before, commits(file));
        try (CommitDatabase database = CommitDatabase.open(file)) {
            CommandRun.of("compact", file).failed("is open in this process");
            assertEquals(before.size(), database.commitCount());
        }
    }

    @Test
    void rebuildRepairsIndexes() throws IOException {
        List<CommitId> before = commits(file);
        flip(META_SLOT_0 + 100);
        flip(META_SLOT_1 + 100);
        assertEquals(1, CommandRun.of("verify", file).exitCode());
        assertEquals("", CommandRun.of("rebuild", file).done());
        assertTrue(CommandRun.of("verify", file).line().startsWith("sound: "));
        assertEquals(before, commits(file));
    }

    @Test
    void salvageRecoversWhatIsSound() throws IOException {
        List<CommitId> before = commits(file);
        flip(CREATION_TIME);
        Path target = folder.resolve("recovered.cdb");
        CommandRun.of("log", file).failed("expected");
        String recovered = CommandRun.of("salvage", file, target).line();
        assertTrue(recovered.startsWith("recovered " + before.size() + " commits, "), recovered);
        assertEquals(before, commits(target));
        flip(FIRST_PAYLOAD);
        CommandRun lossy = CommandRun.of("salvage", file, folder.resolve("again.cdb"));
        assertEquals(1, lossy.exitCode());
        assertTrue(lossy.out().contains("the log record 1"), lossy::toString);
    }

    @Test
    void flattenWritesOneStateAndRefusesAnExistingTarget() {
        Path target = folder.resolve("flat.cdb");
        String flat = CommandRun.of("flatten", "--at", "last", file, target).line();
        assertEquals(List.of(flat), commits(target).stream().map(CommitId::toString).toList());
        String before = CommandRun.of("dump", "--json", "--at", "last", file).done();
        String after = CommandRun.of("dump", "--json", target).done();
        assertEquals(withoutCommit(before), withoutCommit(after));
        CommandRun.of("flatten", "--at", "last", file, target).failed("create");
        CommandRun.of("flatten", "--at", "0000", file, folder.resolve("none.cdb")).failed("0000");
        assertTrue(Files.notExists(folder.resolve("none.cdb")));
    }

    private static String withoutCommit(String dump) {
        return dump.substring(dump.indexOf("\"attachments\""));
    }

    @Test
    void keyFramesAreDroppedAndNothingElse() {
        List<CommitId> before = commits(file);
        String dump = CommandRun.of("dump", "--json", "--at", "last", file).done();
        CommandRun run = CommandRun.of("commit_admin", "drop_key_frames", "--database", file);
        assertEquals("", run.done());
        assertEquals(before, commits(file));
        assertEquals(dump, CommandRun.of("dump", "--json", "--at", "last", file).done());
        assertTrue(CommandRun.of("verify", file).line().startsWith("sound: "));
        CommandRun.of("commit_admin", "drop_key_frames").wrongUsage("--database");
    }

    @Test
    void progressIsForTerminalsOnly() {
        assertEquals("", progress(Style.PLAIN));
        String shown = progress(Style.COLOURED);
        assertTrue(shown.contains("verifying [###############---------------]  50% of 2.0 MiB"));
        assertTrue(shown.endsWith("\r\u001B[K"));
    }

    private static String progress(Style style) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        err,
                        style);
        try (ProgressLine line = new ProgressLine(console, "verifying")) {
            line.report(0, 2 << 20);
            line.report(1 << 20, 2 << 20);
        }
        return err.toString(StandardCharsets.UTF_8);
    }
}
