package org.commitdb.tools.data;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.COUNTS;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.mutation;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.commitdb.tools.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShowCommandTest {

    private static final String SLOT = "aaaaaaaa-0000-4000-8000-000000000001";
    private static final String NEXT = "bbbbbbbb-0000-4000-8000-000000000001";

    @TempDir private Path folder;
    private ShapesDatabase database;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
    }

    /// Commits that use every verb, on places of known and of unknown type.
    private List<String> commitEverything() {
        String text =
                "{\"type\":{\"class_name\":\"primitive\",\"name\":\"string\",\"runtime_id\":\""
                        + new UUID(0, 1)
                        + "\"},\"value\":\"%s\"}";
        String set =
                "{\"type\":{\"class_name\":\"set\",\"element_type\":{\"class_name\":\"primitive\",\"name\":\"int8\","
                        + "\"runtime_id\":\""
                        + new UUID(0, 1)
                        + "\"}},\"value\":%s}";
        return List.of(
                database.commit(
                        one(
                                "set",
                                "\"value\":{\"text\":\"a\\nb\",\"size\":0.1,\"big\":18446744073709551615,\"maybe\":\"m\","
                                        + "\"place\":[1.5,2,3],\"pair\":[\"p\",-1],\"list\":[{\"depth\":1}],"
                                        + "\"tags\":[\"x\"],\"parts\":[[\"p\",{\"depth\":1}]],"
                                        + "\"anything\":"
                                        + text.formatted("t")
                                        + ",\"either\":"
                                        + set.formatted("[1,2]")
                                        + "}"),
                        "{\"op\":\"set\",\"attachment\":\"Shapes::Owner.motto\",\"key\":[\""
                                + ONE
                                + "\",\"Shapes::Box\"],\"value\":\"veni\"}",
                        mutation("set", COUNTS, ONE, "\"value\":[[\"k\",1]]")),
                database.commit(
                        one("update", "\"path\":\".text\",\"value\":\"b\""),
                        one("update", "\"path\":\".list[0].depth\",\"value\":4"),
                        one("update", "\"path\":\".parts{\\\"p\\\"}.depth\",\"value\":5"),
                        one("update", "\"path\":\".anything?\",\"value\":" + text.formatted("u")),
                        one(
                                "union_in_set",
                                "\"path\":\".either?\",\"value\":" + set.formatted("[3]")),
                        one("union_in_set", "\"path\":\".tags\",\"value\":[\"y\"]"),
                        one("subtract_in_set", "\"path\":\".tags\",\"value\":[\"x\"]"),
                        mutation("union_in_map", COUNTS, ONE, "\"value\":[[\"l\",2],[\"m\",3]]"),
                        mutation("update_in_map", COUNTS, ONE, "\"value\":[[\"l\",4]]"),
                        mutation("subtract_in_map", COUNTS, ONE, "\"value\":[\"m\"]"),
                        one(
                                "insert_in_xarray",
                                "\"path\":\".slots\",\"position\":\""
                                        + NEXT
                                        + "\",\"value\":{\"depth\":1}"),
                        one(
                                "insert_in_xarray",
                                "\"path\":\".slots\",\"before\":\""
                                        + NEXT
                                        + "\",\"position\":\""
                                        + SLOT
                                        + "\",\"value\":{\"depth\":2}"),
                        one(
                                "update_in_xarray",
                                "\"path\":\".slots\",\"position\":\""
                                        + NEXT
                                        + "\",\"value\":{\"depth\":3}"),
                        one(
                                "remove_in_xarray",
                                "\"path\":\".slots\",\"position\":\"" + NEXT + "\"")),
                database.commit(mutation("remove", COUNTS, ONE, "")));
    }

    @Test
    void whatIsShownAsJsonCanBeApplied() throws IOException {
        List<String> commits = commitEverything();
        ShapesDatabase copy = ShapesDatabase.create(folder, "copy.cdb");
        for (String commit : commits) {
            String mutations = CommandRun.of("show", database.file(), commit, "--json").done();
            String copied =
                    CommandRun.withInput(mutations, "apply", copy.file(), "--label", "copy").line();
            assertEquals(mutations, CommandRun.of("show", copy.file(), copied, "--json").done());
            assertEquals(
                    CommandRun.of("dump", database.file(), "--at", commit, "--json")
                            .done()
                            .replace(commit, ""),
                    CommandRun.of("dump", copy.file(), "--json").done().replace(copied, ""));
        }
        assertEquals("[1,2,3]", copy.get(ALL, ONE, ".either?"));
        assertEquals("\"u\"", copy.get(ALL, ONE, ".anything?"));
    }

    @Test
    void textHasTheHeaderAndEachOpcode() {
        List<String> commits = commitEverything();
        String shown = CommandRun.of("show", database.file(), commits.get(1)).done();
        for (String part :
                List.of(
                        "commit  " + commits.get(1) + "\n",
                        "kind    mutations\n",
                        "parent  " + commits.get(0) + "\n",
                        "date    20",
                        "author  Ann\n",
                        "label   test\n",
                        "\n" + ALL + "  " + ONE + "\n",
                        "  update .text = 'b'\n",
                        "  update .parts{\"p\"}.depth = 5\n",
                        "  union_in_set .tags {'y'}\n",
                        "  subtract_in_set .tags {'x'}\n",
                        "  union_in_map {'l': 2, 'm': 3}\n",
                        "  subtract_in_map {'m'}\n",
                        "  insert_in_xarray .slots<"
                                + NEXT
                                + "> = {depth=1, note=nil} at the end\n",
                        "  insert_in_xarray .slots<"
                                + SLOT
                                + "> = {depth=2, note=nil} before <"
                                + NEXT
                                + ">\n",
                        "  update_in_xarray .slots<" + NEXT + "> = {depth=3, note=nil}\n",
                        "  remove_in_xarray .slots<" + NEXT + ">\n")) {
            assertTrue(shown.contains(part), () -> part + " is not in\n" + shown);
        }
        assertTrue(CommandRun.of("show", database.file()).done().endsWith("\n  remove\n"));
    }

    @Test
    void aMergeShowsItsTwoParents() {
        String first = database.commit(one("set", "\"value\":{}"));
        String ours = database.commit(one("update", "\"path\":\".count\",\"value\":1"));
        String theirs =
                CommandRun.withInput(
                                one("update", "\"path\":\".flag\",\"value\":true"),
                                "apply",
                                database.file(),
                                "--label",
                                "x",
                                "--parent",
                                first)
                        .line();
        String merge = CommandRun.of("merge", database.file(), ours, theirs).line();
        String shown = CommandRun.of("show", database.file(), "--at", merge).done();
        assertTrue(shown.startsWith("commit  " + merge + "  (head)\nkind    merge\n"), shown);
        assertTrue(shown.contains("parent  " + ours + "\ntarget  " + theirs + "\n"), shown);
        assertEquals("", CommandRun.of("show", database.file(), merge, "--json").done());
    }

    @Test
    void theCommitIsNamedOnce() {
        database.commit(one("set", "\"value\":{}"));
        assertTrue(
                CommandRun.of("show", database.file(), "first").done().contains("parent  none\n"));
        CommandRun.of("show", database.file(), "first", "--at", "last").wrongUsage("named twice");
    }

    @Test
    void withoutCommitsThereIsNothingToShow() {
        CommandRun.of("show", database.file()).failed("no commit yet");
    }

    @Test
    void labelsCannotCommandTheTerminal() {
        CommandRun.withInput(
                        one("set", "\"value\":{}"),
                        "apply",
                        database.file(),
                        "--label",
                        "red \u001B[31m\ntwo",
                        "--author",
                        "\u0007")
                .line();
        for (String command : List.of("show", "log")) {
            String text = CommandRun.of(command, database.file()).done();
            assertTrue(text.chars().noneMatch(c -> c == 27 || c == 7), text);
            assertTrue(text.contains("red \\u001b[31m"), text);
        }
    }
}
