package org.commitdb.tools.provenance;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.TWO;
import static org.commitdb.tools.data.ShapesDatabase.mutation;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.data.ShapesDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `history`, `trace`, `why` and `report` on a merge of two streams that contest `.text`, of which
/// one removes what the other edits.
final class ProvenanceCommandsTest {

    @TempDir private Path folder;
    private ShapesDatabase database;
    private String first;
    private String ours;
    private String theirs;
    private String merge;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
        first =
                database.commit(
                        one("set", "\"value\":{\"text\":\"a\"}"),
                        mutation("set", ALL, TWO, "\"value\":{}"));
        ours =
                database.commitOn(
                        first,
                        one("update", "\"path\":\".text\",\"value\":\"b\""),
                        mutation("remove", ALL, TWO, ""));
        theirs =
                database.commitOn(
                        first,
                        one("update", "\"path\":\".text\",\"value\":\"c\""),
                        one("union_in_set", "\"path\":\".tags\",\"value\":[\"x\"]"),
                        mutation("update", ALL, TWO, "\"path\":\".count\",\"value\":3"));
        merge = CommandRun.of("merge", database.file(), ours, theirs).line();
    }

    private CommandRun run(String command, Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = command;
        arguments[1] = database.file();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandRun.of(arguments);
    }

    private String named(String text) {
        return text.replace(first, "FIRST")
                .replace(ours, "OURS")
                .replace(theirs, "THEIRS")
                .replace(merge, "MERGE")
                .replace(first.substring(0, 12), "first")
                .replace(ours.substring(0, 12), "ours")
                .replace(theirs.substring(0, 12), "theirs")
                .replace(merge.substring(0, 12), "merge")
                .replaceAll("20[0-9]{2}-[0-9T:-]*Z  ", "")
                .replaceAll(",\"[0-9a-f]{8}-[0-9a-f-]{27}\"]", "]");
    }

    @Test
    void historyListsTheCommitsThatTouchedADocument() {
        assertEquals(
                """
                theirs  mutations  test
                ours  mutations  test
                first  mutations  Ann  test
                """,
                named(run("history", ALL, ONE).done()));
        assertEquals(2, run("history", ALL, ONE, "--at", ours).lines().size());
        assertTrue(
                named(run("history", ALL, ONE, "--json").lines().getFirst())
                        .startsWith("{\"id\":\"THEIRS\",\"kind\":\"mutations\""));
    }

    @Test
    void traceShowsEachMutationWithItsOutcomeAndWhatItIsDueTo() {
        assertEquals(
                """
                first  mutations  Ann  test
                  applied           set %s
                ours  mutations  test
                  applied           remove
                theirs  mutations  test
                  missing document  update .count = 3  (due to ours)
                """
                        .formatted(document()),
                named(run("trace", ALL, TWO).done()));
        List<String> json = run("trace", ALL, TWO, "--json").lines();
        assertEquals(
                "{\"commit\":\"THEIRS\",\"index\":0,\"outcome\":\"missing_document\",\"cause\":\"OURS\","
                        + "\"mutation\":{\"op\":\"update\",\"attachment\":\"Shapes::Thing.all\",\"key\":[\""
                        + TWO
                        + "\"],\"path\":\".count\",\"value\":3}}",
                named(json.getLast()));
        assertTrue(named(json.getFirst()).startsWith("{\"commit\":\"FIRST\",\"index\":0,"));
        assertEquals(1, run("trace", ALL, TWO, "--at", "first", "--json").lines().size());
    }

    private String document() {
        return CommandRun.of("get", database.file(), ALL, TWO, "--at", first).line();
    }

    @Test
    void traceMarksWhatIsUndone() {
        String undo = run("undo", theirs).line();
        String shown = named(run("trace", ALL, ONE).done());
        assertTrue(
                shown.contains(
                        "  disabled          update .text = 'c'  (due to "
                                + undo.substring(0, 12)
                                + ")\n"),
                shown);
    }

    @Test
    void whyTellsWhoMadeAPlaceWhatItIs() {
        assertEquals(
                """
                .text is 'c'
                made by
                  theirs  mutations  test  (merged by merge)
                    update .text = 'c'
                overwritten
                  at .text
                    lost  ours  update .text = 'b'
                    won   theirs  update .text = 'c'
                """,
                named(run("why", ALL, ONE, ".text").done()));
        String json = named(run("why", ALL, ONE, ".text", "--json").line());
        assertTrue(
                json.startsWith(
                        "{\"attachment\":\"Shapes::Thing.all\",\"key\":[\""
                                + ONE
                                + "\"],\"path\":\".text\",\"value\":\"c\",\"made\":[{\"path\":\".text\","
                                + "\"merge\":\"MERGE\",\"commit\":\"THEIRS\",\"index\":0,"),
                json);
        assertTrue(
                json.contains("\"overwrites\":[{\"path\":\".text\",\"lost\":{\"commit\":\"OURS\""));
    }

    @Test
    void whyExplainsElementsAndAbsence() {
        String element = named(run("why", ALL, ONE, ".tags", "--element", "\"x\"").done());
        assertTrue(element.startsWith(".tags ∋ 'x': in the set\nmade by\n  theirs  "), element);
        String absent = run("why", ALL, ONE, ".tags", "--element", "\"y\"").done();
        assertTrue(absent.startsWith(".tags ∋ 'y': not in the set\n"), absent);
        String removed = named(run("why", ALL, TWO).done());
        assertTrue(
                removed.startsWith("the document: nothing is there\nmade by\n  ours  "), removed);
        run("why", ALL, ONE, ".text", "--element", "\"x\"").failed("only a set has elements");
        run("why", ALL, ONE, ".txt").failed("did you mean 'text'");
    }

    @Test
    void aDocumentThatNobodyTouchedIsAFailure() {
        String nobody = "00000000-0000-4000-8000-00000000000f";
        for (String command : List.of("history", "trace", "why")) {
            run(command, ALL, nobody).failed("no commit ", "touches " + ALL, nobody, "cdb keys");
            run(command, ALL, "zz").failed("'zz' is no key");
            run(command, "Shapes::Thing.al", ONE).failed("Shapes::Thing.all");
        }
    }

    @Test
    void reportCountsTheWholeHistory() {
        assertEquals(
                """
                up to merge  merge      theirs into ours  (head)
                mutations           7
                  applied           6
                  missing document  1
                overwritten         1
                """,
                named(run("report").done()));
        String json = named(run("report", "--at", "first", "--json").line());
        assertEquals(
                "{\"commit\":\"FIRST\",\"mutations\":2,\"outcomes\":{\"applied\":2,\"relocated\":0,"
                        + "\"missing_document\":0,\"unresolved_path\":0,\"wrong_kind\":0,\"absent_entry\":0,"
                        + "\"masked_slot\":0,\"disabled\":0,\"unreached\":0},\"overwritten\":0}",
                json);
    }

    @Test
    void reportOfAMergeTellsWhatItDidToTheStreams() {
        String expected =
                """
                merge merge
                  ours    ours  mutations  test
                  theirs  theirs  mutations  test
                mutations           5
                  applied           4
                  missing document  1
                dropped by merge    1
                relocated by merge  0
                overwritten         1
                """;
        assertEquals(expected, named(run("report", merge).done()));
        assertEquals(expected, named(run("report", ours, theirs).done()));
        String list = named(run("report", merge, "--list").done());
        assertTrue(
                list.contains(
                        "\ndropped by merge\n  Shapes::Thing.all  "
                                + TWO
                                + "\n    theirs  missing document  update .count = 3  (due to ours)\n"),
                list);
        assertTrue(list.contains("\n    at .text\n      lost  ours  update .text = 'b'\n"), list);
    }

    @Test
    void reportOfAMergeThatIsNotWrittenWritesNothing() {
        String shown = named(run("report", theirs, ours).done());
        assertTrue(shown.startsWith("to be merged\n  ours    theirs"), shown);
        String json = named(run("report", theirs, ours, "--json", "--list").line());
        assertTrue(
                json.contains(
                        "\"ours\":\"THEIRS\",\"theirs\":\"OURS\",\"virtual\":true,\"dropped\":0,"),
                json);
        assertTrue(
                json.contains("\"lists\":{\"dropped\":[],\"relocated\":[],\"exceptions\":[],"),
                json);
        assertEquals(4, run("log").lines().size());
    }

    @Test
    void aReportIsAboutAMergeOrAState() {
        run("report", merge, "--at", "first").wrongUsage("choose one");
        run("report", first).failed(first.substring(0, 12), "is no merge");
        run("report", first, theirs).failed("is an ancestor of");
        run("report", ours, ours).failed("with itself");
    }

    @Test
    void anEmptyHistoryHasAReportOfNothing() throws IOException {
        ShapesDatabase empty = ShapesDatabase.create(folder, "empty.cdb");
        assertEquals(
                "no commit yet\nmutations           0\n  applied           0\noverwritten         0\n",
                CommandRun.of("report", empty.file()).done());
        assertTrue(
                CommandRun.of("report", "--json", empty.file())
                        .line()
                        .startsWith("{\"commit\":null,\"mutations\":0,"));
    }
}
