package org.commitdb.tools.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.state.CommitMutableState;
import org.commitdb.tools.CommandRun;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `log`, `heads`, `merge` and `info` on histories whose every byte is given, so that ids are
/// known.
final class HistoryCommandsTest {

    private static final String MODEL =
            """
            namespace Notes {3c7e0a3e-7d7a-4a1e-8f0e-0d3f6c1b2a90} {
            concept Note;
            attachment<Note, string> text;
            };
            """;
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir private Path folder;
    private Path file;
    private final Map<String, CommitId> ids = new HashMap<>();

    @BeforeEach
    void createDatabase() {
        file = folder.resolve("notes.cdb");
        CommitDatabase.create(file, Dsm.parse(MODEL).definitions()).close();
    }

    /// Commits `name parent`, or `name` for a root, `seconds` after the start.
    private void commit(String text, int seconds) {
        String[] names = text.split(" ");
        CommitId parent = names.length > 1 ? ids.get(names[1]) : CommitId.NONE;
        try (CommitDatabase database = CommitDatabase.open(file)) {
            Attachment attachment = database.definitions().attachment("Notes::Note.text");
            Key key =
                    Key.of(
                            attachment.keyTarget(),
                            new UUID(7, 7),
                            database.definitions().concept("Notes::Note").runtimeId());
            CommitMutableState mutable = new CommitMutableState(database.state(parent));
            mutable.attachmentMutating().set(attachment, key, StringValue.of(names[0]));
            long time = ChronoUnit.MICROS.between(Instant.EPOCH, START.plusSeconds(seconds));
            ids.put(names[0], database.commitMutations("Commit " + names[0], "Ann", mutable, time));
        }
    }

    private void merge(String name, String ours, String theirs) {
        String id = CommandRun.of("merge", file, ids.get(ours), ids.get(theirs)).line();
        ids.put(name, CommitId.parse(id));
    }

    /// The output with names for ids, and without the dates that all begin alike.
    private String named(String output) {
        String text = output;
        for (Map.Entry<String, CommitId> id : ids.entrySet()) {
            text = text.replace(id.getValue().toString(), id.getKey());
            text = text.replace(id.getValue().toString().substring(0, 12), id.getKey());
        }
        return text.replace("2030-01-01T00:", "");
    }

    private void commitDiamond() {
        commit("a", 0);
        commit("b a", 60);
        commit("c a", 120);
        merge("m", "b", "c");
    }

    @Test
    void logListsTheNewestFirst() {
        commitDiamond();
        assertEquals(
                """
                m  02:00Z  merge      c into b  (head)
                c  02:00Z  mutations  Ann  Commit c
                b  01:00Z  mutations  Ann  Commit b
                a  00:00Z  mutations  Ann  Commit a
                """,
                named(CommandRun.of("log", file).done()));
    }

    @Test
    void logDrawsTheGraph() {
        commitDiamond();
        assertEquals(
                """
                *  m  02:00Z  merge      c into b  (head)
                |\\
                | *  c  02:00Z  mutations  Ann  Commit c
                * |  b  01:00Z  mutations  Ann  Commit b
                |/
                *  a  00:00Z  mutations  Ann  Commit a
                """,
                named(CommandRun.of("log", "--graph", file).done()));
    }

    @Test
    void logDrawsCrissCrossMergesAndSeveralRoots() {
        commitDiamond();
        merge("n", "c", "b");
        commit("d m", 180);
        commit("e n", 240);
        commit("x", 300);
        commit("y x", 360);
        merge("z", "d", "y");
        assertEquals(
                """
                *  z  06:00Z  merge      y into d  (head)
                |\\
                | *  y  06:00Z  mutations  Ann  Commit y
                | *  x  05:00Z  mutations  Ann  Commit x
                | *  e  04:00Z  mutations  Ann  Commit e  (head)
                """,
                named(CommandRun.of("log", "--graph", "-n", "4", file).done()).replace("|\n", ""));
        String all = named(CommandRun.of("log", "--graph", file).done());
        for (String name : ids.keySet()) {
            assertEquals(
                    1,
                    all.lines()
                            .filter(line ->
                                    line.contains("*") && line.contains("  " + name + "  0"))
                            .count(),
                    all);
        }
    }

    @Test
    void logShowsTheAncestorsOfACommitOnly() {
        commitDiamond();
        assertEquals(
                """
                b  01:00Z  mutations  Ann  Commit b
                a  00:00Z  mutations  Ann  Commit a
                """,
                named(CommandRun.of("log", file, "--at", ids.get("b")).done()));
    }

    @Test
    void logStopsAtTheLimit() {
        commitDiamond();
        assertEquals(2, CommandRun.of("log", "--limit", "2", file).lines().size());
        assertEquals(List.of(), CommandRun.of("log", "-n0", file).lines());
        CommandRun.of("log", "-n", "-1", file).wrongUsage("-1 is negative");
    }

    @Test
    void logWritesJsonLines() {
        commitDiamond();
        List<String> lines = CommandRun.of("log", "--json", file).lines();
        assertEquals(4, lines.size());
        assertEquals(
                "{\"id\":\"m\",\"kind\":\"merge\",\"parent\":\"b\",\"target\":\"c\",\"timestamp\":1893456120000000,"
                        + "\"date\":\"02:00Z\",\"author\":\"\",\"label\":\"\",\"head\":true}",
                named(lines.getFirst()));
        assertEquals(
                "{\"id\":\"a\",\"kind\":\"mutations\",\"parent\":null,\"target\":null,\"timestamp\":1893456000000000,"
                        + "\"date\":\"00:00Z\",\"author\":\"Ann\",\"label\":\"Commit a\",\"head\":false}",
                named(lines.getLast()));
    }

    @Test
    void graphAndJsonExcludeEachOther() {
        CommandRun.of("log", "--json", "--graph", file).wrongUsage("mutually exclusive");
    }

    @Test
    void anEmptyHistoryIsEmpty() {
        assertEquals(List.of(), CommandRun.of("log", "--graph", file).lines());
        assertEquals(List.of(), CommandRun.of("heads", file).lines());
    }

    @Test
    void headsAreListedOldestFirst() {
        commit("a", 0);
        commit("b a", 60);
        commit("c a", 120);
        assertEquals("b\nc\n", named(CommandRun.of("heads", file).done()));
        List<String> json = CommandRun.of("heads", "--json", file).lines();
        assertTrue(
                named(json.getLast()).startsWith("{\"id\":\"c\",\"kind\":\"mutations\""),
                json::toString);
    }

    @Test
    void mergesThatMakeNoSenseAreRefused() {
        commitDiamond();
        CommandRun.of("merge", file, ids.get("a"), ids.get("c")).failed("ancestor");
        CommandRun.of("merge", file, "last", "last").failed("itself");
        CommandRun.of("merge", file, "zz", "last").failed("'zz'");
        assertEquals(4, CommandRun.of("log", file).lines().size());
    }

    @Test
    void theSameMergeIsTheSameCommit() {
        commitDiamond();
        assertEquals(
                ids.get("m").toString(),
                CommandRun.of("merge", file, ids.get("b"), ids.get("c")).line());
        assertEquals(4, CommandRun.of("log", file).lines().size());
    }

    @Test
    void infoTellsWhatThereIs() {
        commitDiamond();
        String text = named(CommandRun.of("info", file).done());
        assertTrue(text.contains("commits      4\n"), text);
        assertTrue(text.contains("first        a\n"), text);
        assertTrue(text.contains("  Notes::Note.text: string\n"), text);
        String json = named(CommandRun.of("info", "--json", file).line());
        assertTrue(json.contains("\"commits\":4,\"heads\":[\"m\"],\"first\":\"a\","), json);
        assertTrue(json.contains("\"attachments\":{\"Notes::Note.text\":\"string\"}"), json);
    }

    @Test
    void infoOfAnEmptyDatabaseHasNoCommits() {
        assertTrue(CommandRun.of("info", file).done().contains("first        none\n"));
        assertTrue(
                CommandRun.of("info", "--json", file)
                        .line()
                        .contains("\"first\":null,\"last\":null"));
    }
}
