package org.commitdb.tools.merge;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.COUNTS;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.mutation;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.data.ShapesDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `conflicts` and `reconcile` on two streams that contest a field, a map's entry and a document.
final class ReconcileCommandTest {

    private static final String TEXT =
            "\"attachment\":\"" + ALL + "\",\"key\":\"" + ONE + "\",\"path\":\".text\"";
    private static final String ENTRY =
            "\"attachment\":\"" + COUNTS + "\",\"key\":\"" + ONE + "\",\"path\":\"{\\\"k\\\"}\"";

    @TempDir private Path folder;
    private ShapesDatabase database;
    private String first;
    private String ours;
    private String theirs;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
        first =
                database.commit(
                        one("set", "\"value\":{\"text\":\"a\"}"),
                        mutation("set", COUNTS, ONE, "\"value\":[[\"k\",1]]"));
        ours =
                database.commitOn(
                        first,
                        one("update", "\"path\":\".text\",\"value\":\"b\""),
                        mutation("update_in_map", COUNTS, ONE, "\"value\":[[\"k\",2]]"));
        theirs =
                database.commitOn(
                        first,
                        one("update", "\"path\":\".text\",\"value\":\"c\""),
                        mutation("subtract_in_map", COUNTS, ONE, "\"value\":[\"k\"]"));
    }

    private CommandRun conflicts(Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = "conflicts";
        arguments[1] = database.file();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandRun.of(arguments);
    }

    private CommandRun reconcile(String resolutions) {
        return CommandRun.withInput(
                resolutions,
                "reconcile",
                database.file(),
                ours,
                theirs,
                "--resolutions",
                "-",
                "--author",
                "Ann");
    }

    private int commits() {
        return CommandRun.of("log", database.file()).lines().size();
    }

    @Test
    void conflictsShowWhatEachSideHas() {
        String expected =
                """
                Shapes::Thing.all  %1$s
                  .text
                    base    'a'
                    ours    'b'
                    theirs  'c'
                    merged  'c'
                Shapes::Thing.counts  %1$s
                  {"k"}
                    base    1
                    ours    2
                    theirs  nothing
                    merged  nothing
                """
                        .formatted(ONE);
        assertEquals(expected, conflicts(ours, theirs).done());
        assertEquals(3, commits());
        String merge = CommandRun.of("merge", database.file(), ours, theirs).line();
        assertEquals(expected, conflicts(merge).done());
    }

    @Test
    void conflictsAsJsonLeaveTheMergeAsItIs() {
        String json = conflicts("--json", ours, theirs).done();
        assertTrue(
                json.contains(
                        "\"path\":\".text\",\"take\":\"merged\",\"base\":\"a\",\"ours\":\"b\",\"theirs\":\"c\",\"merged\":\"c\"}\n"),
                json);
        assertTrue(
                json.endsWith(
                        "\"path\":\"{\\\"k\\\"}\",\"take\":\"merged\",\"base\":1,\"ours\":2}\n"),
                json);
        CommandRun run = reconcile(json);
        assertEquals("cdb: the resolutions choose what the merge has anyway\n", run.err());
        assertEquals(4, commits());
        assertEquals(CommandRun.of("heads", database.file()).line() + "\n", run.out());
    }

    @Test
    void theStreamThatIsTakenSurvives() {
        String json = conflicts("--json", ours, theirs).done();
        String made = reconcile(json.replace("\"take\":\"merged\"", "\"take\":\"ours\"")).line();
        assertEquals(made, CommandRun.of("heads", database.file()).line());
        assertEquals(5, commits());
        assertEquals("\"b\"", database.get(ALL, ONE, ".text"));
        assertEquals("[[\"k\",2]]", database.get(COUNTS, ONE, ""));
        String shown = CommandRun.of("show", database.file(), made).done();
        assertTrue(shown.contains("author  Ann\nlabel   Reconcile\n"), shown);
    }

    @Test
    void aValueOfItsOwnOrTheBaseCanBeChosen() {
        reconcile("{" + TEXT + ",\"value\":\"d\"}\n\n{" + ENTRY + ",\"take\":\"base\"}\n").line();
        assertEquals("\"d\"", database.get(ALL, ONE, ".text"));
        assertEquals("[[\"k\",1]]", database.get(COUNTS, ONE, ""));
    }

    @Test
    void aMergeThatIsWrittenIsReconciledByItsId() throws IOException {
        String merge = CommandRun.of("merge", database.file(), ours, theirs).line();
        Path file = folder.resolve("choices.jsonl");
        Files.writeString(file, "{" + TEXT + ",\"take\":\"ours\"}");
        CommandRun.of(
                        "reconcile",
                        database.file(),
                        merge,
                        "--resolutions",
                        file,
                        "-m",
                        "As Ben says")
                .line();
        assertEquals("\"b\"", database.get(ALL, ONE, ".text"));
        assertEquals("[]", database.get(COUNTS, ONE, ""));
        assertEquals(5, commits());
    }

    @Test
    void badResolutionsAreNamedByLineAndWriteNothing() {
        String take = ",\"take\":\"ours\"}";
        reconcile("{" + TEXT + take + "\n{" + TEXT + take)
                .failed("line 2: line 1 is about the same");
        reconcile("{" + TEXT.replace(".text", ".count") + take)
                .failed(
                        "line 1: there is no conflict at .count of " + ALL,
                        "there is one at .text");
        reconcile("{" + TEXT.replace(".text", ".txt") + take).failed("did you mean 'text'");
        reconcile("{" + TEXT + ",\"take\":\"mine\"}")
                .failed("\"ours\", \"theirs\"", "not \"mine\"");
        reconcile("{" + TEXT + "}").failed("what shall survive?");
        reconcile("{" + TEXT + ",\"take\":\"nothing\"}").failed("needs a value");
        reconcile("{" + TEXT + ",\"value\":5}").failed("line 1: ");
        reconcile("{" + TEXT + ",\"value\":\"x\",\"take\":\"ours\"}").failed("not both");
        reconcile("{" + TEXT + ",\"tak\":\"ours\"}").failed("no member \"tak\"", "'take'");
        reconcile("{\"path\":\"\"}").failed("\"attachment\" is missing");
        reconcile("[]").failed("a resolution is a JSON object", "nothing was committed");
        assertEquals(3, commits());
    }

    @Test
    void streamsWithoutConflictHaveNone() {
        String other = database.commitOn(first, one("update", "\"path\":\".count\",\"value\":9"));
        CommandRun run = conflicts(ours, other);
        assertEquals(0, run.exitCode());
        assertEquals("", run.out());
        assertEquals("cdb: there is no conflict\n", run.err());
    }

    @Test
    void elementsOfSetsAreNamed() {
        String tags = ",\"path\":\".tags\",\"value\":[\"x\"]";
        String with = database.commitOn(first, one("union_in_set", tags.substring(1)));
        ours = database.commitOn(with, one("union_in_set", "\"path\":\".tags\",\"value\":[\"y\"]"));
        theirs =
                database.commitOn(
                        with,
                        one("update", "\"path\":\".tags\",\"value\":[\"x\"]"),
                        one("update", "\"path\":\".tags\",\"value\":[\"z\"]"));
        String shown = conflicts(ours, theirs).done();
        assertTrue(shown.contains("  .tags ∋ 'y'\n    base    nothing\n    ours    'y'\n"), shown);
        String json = conflicts("--json", ours, theirs).done();
        assertTrue(json.contains("\"path\":\".tags\",\"element\":\"y\",\"take\""), json);
        String made = reconcile(json.replace("\"take\":\"merged\"", "\"take\":\"ours\"")).line();
        assertEquals(
                "{'y', 'z'}",
                CommandRun.of("get", database.file(), ALL, ONE, ".tags", "--at", made).line());
    }

    @Test
    void whatIsNoMergeIsRefused() {
        conflicts(first).failed("is no merge");
        conflicts(first, ours).failed("is an ancestor of");
        conflicts("zz", ours).failed("'zz'");
        CommandRun.of("reconcile", database.file(), ours, theirs).wrongUsage("--resolutions");
        CommandRun.of("reconcile", database.file(), ours, theirs, "--resolutions", "none.jsonl")
                .failed("none.jsonl: no such file");
    }

    @Test
    void withoutABaseEveryDifferenceIsListed() {
        String root = CommandRun.withInput("", "conflicts", database.file(), ours, theirs).done();
        assertTrue(root.contains("base"), root);
        String x = CommandRun.of("merge", database.file(), ours, theirs).line();
        String y = CommandRun.of("merge", database.file(), theirs, ours).line();
        CommandRun crossed = conflicts(x, y);
        assertTrue(crossed.err().contains("no single base"), crossed.err());
        assertTrue(crossed.out().contains("  .text\n    ours    'c'\n"), crossed.out());
    }
}
