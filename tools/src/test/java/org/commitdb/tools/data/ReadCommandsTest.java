package org.commitdb.tools.data;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.COUNTS;
import static org.commitdb.tools.data.ShapesDatabase.MOTTO;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.TWO;
import static org.commitdb.tools.data.ShapesDatabase.mutation;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commitdb.tools.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `get`, `keys` and `dump`.
final class ReadCommandsTest {

    @TempDir private Path folder;
    private ShapesDatabase database;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
    }

    @Test
    void getPrintsTextOrJson() {
        database.commit(mutation("set", COUNTS, ONE, "\"value\":[[\"a\",1],[\"b\",2]]"));
        assertEquals("{'a': 1, 'b': 2}", CommandRun.of("get", database.file(), COUNTS, ONE).line());
        assertEquals("2", CommandRun.of("get", database.file(), COUNTS, ONE, "{\"b\"}").line());
        assertEquals("[[\"a\",1],[\"b\",2]]", database.get(COUNTS, ONE, ""));
    }

    @Test
    void getReadsAtAnyCommit() {
        String first = database.commit(mutation("set", COUNTS, ONE, "\"value\":[[\"a\",1]]"));
        String second = database.commit(mutation("set", COUNTS, ONE, "\"value\":[[\"a\",2]]"));
        for (String[] at :
                new String[][] {
                    {"first", "1"},
                    {first, "1"},
                    {first.substring(0, 8), "1"},
                    {"last", "2"},
                    {second.substring(0, 8).toUpperCase(Locale.ROOT), "2"}
                }) {
            assertEquals(
                    at[1],
                    CommandRun.of("get", database.file(), COUNTS, ONE, "{\"a\"}", "--at", at[0])
                            .line());
        }
    }

    @Test
    void commitsThatAreNoneAreNamed() {
        CommandRun.of("get", database.file(), COUNTS, ONE, "--at", "last").failed("no commit yet");
        database.commit(mutation("set", COUNTS, ONE, "\"value\":[]"));
        CommandRun.of("get", database.file(), COUNTS, ONE, "--at", "zzz")
                .failed("'zzz'", "hex digits");
        CommandRun.of("get", database.file(), COUNTS, ONE, "--at", "").failed("hex digits");
        String none = CommandRun.of("heads", database.file()).line().startsWith("0") ? "1" : "0";
        CommandRun.of("get", database.file(), COUNTS, ONE, "--at", none)
                .failed("no commit " + none);
    }

    @Test
    void anAmbiguousPrefixListsWhatItMayMean() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(database.commit(mutation("set", COUNTS, ONE, "\"value\":[[\"a\"," + i + "]]")));
        }
        String digit = ids.getFirst().substring(0, 1);
        List<String> candidates = ids.stream().filter(id -> id.startsWith(digit)).toList();
        if (candidates.size() > 1) {
            CommandRun.of("show", database.file(), digit)
                    .failed("several commits start with " + digit);
        }
        String shared = longestSharedPrefix(ids);
        CommandRun.of("show", database.file(), shared)
                .failed("several commits start with " + shared);
    }

    private static String longestSharedPrefix(List<String> ids) {
        List<String> sorted = ids.stream().sorted().toList();
        String longest = "";
        for (int i = 1; i < sorted.size(); i++) {
            int length = 0;
            while (sorted.get(i).charAt(length) == sorted.get(i - 1).charAt(length)) {
                length++;
            }
            if (length > longest.length()) {
                longest = sorted.get(i).substring(0, length);
            }
        }
        return longest;
    }

    @Test
    void whatIsNotThereIsNamed() {
        String commit = database.commit(mutation("set", COUNTS, ONE, "\"value\":[[\"a\",1]]"));
        CommandRun.of("get", database.file(), COUNTS, TWO)
                .failed(COUNTS, "no document for " + TWO, commit.substring(0, 12));
        CommandRun.of("get", database.file(), "Shapes::Thing.count", ONE)
                .failed("'Shapes::Thing.count'", "'Shapes::Thing.counts'");
        CommandRun.of("get", database.file(), COUNTS, "one").failed("'one' is no key");
        CommandRun.of("get", database.file(), COUNTS, "[1]").failed("a key is");
        CommandRun.of("get", database.file(), COUNTS, "[").failed("cdb: ");
        CommandRun.of("get", database.file(), COUNTS, ONE, "{\"b\"}").failed("no place '{\"b\"}'");
        CommandRun.of("get", database.file(), COUNTS, ONE, ".x").failed("'.x'");
        CommandRun.of("get", database.file(), ALL, ONE, ".innr.depth")
                .failed("did you mean 'inner'?");
        CommandRun.of("get", database.file(), ALL, ONE, ".parts{\"a.b\"}.dept")
                .failed("did you mean 'depth'?");
        CommandRun.of("get", database.file(), ALL, ONE, ".list[0].x").failed("it has depth, note");
        CommandRun.of("get", database.file(), COUNTS, ONE, "{1}").failed("{1}");
        CommandRun.of("get", database.file(), COUNTS, ONE, "{").failed("'}' is missing");
    }

    @Test
    void withoutAnyCommitThereAreNoDocuments() {
        assertEquals(List.of(), CommandRun.of("keys", database.file(), COUNTS).lines());
        assertEquals("", CommandRun.of("dump", database.file()).done());
        CommandRun.of("get", database.file(), COUNTS, ONE).failed("there is no commit yet");
        assertTrue(
                CommandRun.of("dump", database.file(), "--json")
                        .done()
                        .startsWith("{\"commit\":null,\"attachments\":{"));
    }

    @Test
    void keysAreListedInOrder() {
        database.commit(
                mutation("set", COUNTS, TWO, "\"value\":[]"),
                mutation("set", COUNTS, ONE, "\"value\":[]"));
        assertEquals(List.of(ONE, TWO), CommandRun.of("keys", database.file(), COUNTS).lines());
        List<String> json = CommandRun.of("keys", database.file(), COUNTS, "--json").lines();
        assertTrue(json.get(0).matches("\\[\"" + ONE + "\",\"[0-9a-f-]{36}\"]"), json::toString);
        assertEquals(List.of(), CommandRun.of("keys", database.file(), MOTTO).lines());
    }

    @Test
    void aKeyOfASubconceptNamesIt() {
        database.commit(
                "{\"op\":\"set\",\"attachment\":\""
                        + COUNTS
                        + "\",\"key\":[\""
                        + ONE
                        + "\",\"Shapes::Box\"],\"value\":[]}");
        String key = CommandRun.of("keys", database.file(), COUNTS).line();
        assertTrue(key.startsWith("[\""), key);
        assertEquals("[]", database.get(COUNTS, key, ""));
        assertEquals("[]", database.get(COUNTS, ONE, ""));
    }

    @Test
    void dumpListsAllDocumentsByAttachment() {
        database.commit(
                mutation("set", COUNTS, TWO, "\"value\":[[\"a\",1]]"),
                mutation("set", COUNTS, ONE, "\"value\":[]"));
        assertEquals(
                COUNTS + "\n  " + ONE + "  {}\n  " + TWO + "  {'a': 1}\n",
                CommandRun.of("dump", database.file()).done());
        assertEquals("", CommandRun.of("dump", database.file(), MOTTO).done());
    }

    @Test
    void dumpHasOneJsonForm() {
        String commit =
                database.commit(
                        mutation("set", COUNTS, TWO, "\"value\":[[\"a\",1]]"),
                        mutation("set", COUNTS, ONE, "\"value\":[]"));
        String concept =
                CommandRun.of("keys", database.file(), COUNTS, "--json")
                        .lines()
                        .getFirst()
                        .substring(41, 77);
        assertEquals(
                "{\"commit\":\""
                        + commit
                        + "\",\"attachments\":{"
                        + "\""
                        + MOTTO
                        + "\":[],"
                        + "\""
                        + ALL
                        + "\":[],"
                        + "\""
                        + COUNTS
                        + "\":[\n"
                        + "{\"key\":[\""
                        + ONE
                        + "\",\""
                        + concept
                        + "\"],\"value\":[]},\n"
                        + "{\"key\":[\""
                        + TWO
                        + "\",\""
                        + concept
                        + "\"],\"value\":[[\"a\",1]]}],"
                        + "\"any_concept.labels\":[]}}\n",
                CommandRun.of("dump", database.file(), "--json").done());
        assertEquals(
                "{\"commit\":\"" + commit + "\",\"attachments\":{\"" + MOTTO + "\":[]}}\n",
                CommandRun.of("dump", database.file(), MOTTO, "--json").done());
    }

    @Test
    void ofSeveralHeadsTheNewestIsReadAndTheUserIsTold() {
        database.commit(one("set", "\"value\":{}"));
        database.commit(one("update", "\"path\":\".count\",\"value\":1"));
        CommandRun.withInput(
                        one("update", "\"path\":\".count\",\"value\":2"),
                        "apply",
                        database.file(),
                        "--label",
                        "x",
                        "--parent",
                        "first")
                .line();
        CommandRun run = CommandRun.of("get", database.file(), ALL, ONE, ".count");
        assertEquals("2\n", run.out());
        assertTrue(run.err().contains("2 heads"), run::toString);
        assertEquals(
                "2",
                CommandRun.of("get", database.file(), ALL, ONE, ".count", "--at", "last").line());
    }
}
