package org.commitdb.tools.data;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.COUNTS;
import static org.commitdb.tools.data.ShapesDatabase.LABELS;
import static org.commitdb.tools.data.ShapesDatabase.MOTTO;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.TWO;
import static org.commitdb.tools.data.ShapesDatabase.mutation;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.commitdb.tools.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplyCommandTest {

    private static final String SLOT_A = "aaaaaaaa-0000-4000-8000-000000000001";
    private static final String SLOT_B = "bbbbbbbb-0000-4000-8000-000000000001";

    @TempDir private Path folder;
    private ShapesDatabase database;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
    }

    @Test
    void theNewCommitIsPrinted() {
        String id = database.commit(one("set", "\"value\":{}"));
        assertEquals(64, id.length());
        assertEquals(List.of(id), CommandRun.of("heads", database.file()).lines());
    }

    @Test
    void mutationsComeFromAFileOrFromStandardInput() throws IOException {
        Path file = Files.writeString(folder.resolve("m.jsonl"), one("set", "\"value\":{}") + "\n");
        CommandRun.of("apply", database.file(), file, "--label", "a file").line();
        CommandRun.withInput(
                        one("update", "\"path\":\".count\",\"value\":5"),
                        "apply",
                        database.file(),
                        "-",
                        "--label",
                        "a pipe")
                .line();
        assertEquals("5", database.get(ALL, ONE, ".count"));
    }

    @Test
    void eachVerbDoesWhatItSays() {
        database.commit(one("set", "\"value\":{\"text\":\"a\",\"tags\":[\"x\"],\"size\":1}"));
        database.commit(
                one("update", "\"path\":\".text\",\"value\":\"b\""),
                one("update", "\"path\":\".colour\",\"value\":\".green\""),
                one("union_in_set", "\"path\":\".tags\",\"value\":[\"y\",\"z\"]"),
                one("subtract_in_set", "\"path\":\".tags\",\"value\":[\"x\"]"),
                one(
                        "union_in_map",
                        "\"path\":\".parts\",\"value\":[[\"p\",{\"depth\":1}],[\"q\",{\"depth\":2}]]"),
                one(
                        "update_in_map",
                        "\"path\":\".parts\",\"value\":[[\"p\",{\"depth\":3}],[\"r\",{\"depth\":4}]]"),
                one("subtract_in_map", "\"path\":\".parts\",\"value\":[\"q\"]"),
                one(
                        "insert_in_xarray",
                        "\"path\":\".slots\",\"position\":\""
                                + SLOT_B
                                + "\",\"value\":{\"depth\":2}"),
                one(
                        "insert_in_xarray",
                        "\"path\":\".slots\",\"before\":\""
                                + SLOT_B
                                + "\",\"position\":\""
                                + SLOT_A
                                + "\",\"value\":{\"depth\":1}"),
                one(
                        "update_in_xarray",
                        "\"path\":\".slots\",\"position\":\""
                                + SLOT_A
                                + "\",\"value\":{\"depth\":7}"));
        assertEquals("\"b\"", database.get(ALL, ONE, ".text"));
        assertEquals("\".green\"", database.get(ALL, ONE, ".colour"));
        assertEquals("[\"y\",\"z\"]", database.get(ALL, ONE, ".tags"));
        assertEquals("[[\"p\",{\"depth\":3,\"note\":null}]]", database.get(ALL, ONE, ".parts"));
        assertEquals(
                "[[\""
                        + SLOT_A
                        + "\",\""
                        + SLOT_B
                        + "\"],[],{\""
                        + SLOT_A
                        + "\":{\"depth\":7,\"note\":null},\""
                        + SLOT_B
                        + "\":{\"depth\":2,\"note\":null}}]",
                database.get(ALL, ONE, ".slots"));
        database.commit(
                one("remove_in_xarray", "\"path\":\".slots\",\"position\":\"" + SLOT_A + "\""));
        CommandRun.of("get", database.file(), ALL, ONE, ".slots<" + SLOT_A + ">")
                .failed("no place");
        database.commit(one("remove", ""));
        CommandRun.of("get", database.file(), ALL, ONE).failed("has no document for " + ONE);
    }

    @Test
    void diffRecordsOnlyWhatIsDifferent() {
        database.commit(one("diff", "\"value\":{\"text\":\"a\",\"tags\":[\"x\",\"y\"]}"));
        String id = database.commit(one("diff", "\"value\":{\"text\":\"b\",\"tags\":[\"y\"]}"));
        List<String> mutations =
                CommandRun.of("show", database.file(), id, "--json").lines().stream()
                        .map(line -> line.replaceAll("\"attachment.*?],", ""))
                        .toList();
        assertEquals(
                List.of(
                        "{\"op\":\"update\",\"path\":\".text\",\"value\":\"b\"}",
                        "{\"op\":\"subtract_in_set\",\"path\":\".tags\",\"value\":[\"x\"]}"),
                mutations);
        database.apply(one("diff", "\"path\":\"\",\"value\":{}")).failed("no member \"path\"");
    }

    @Test
    void aDocumentThatIsAContainerNeedsNoPath() {
        database.commit(mutation("set", COUNTS, ONE, "\"value\":[[\"a\",1]]"));
        database.commit(
                mutation("union_in_map", COUNTS, ONE, "\"value\":[[\"b\",2]]"),
                mutation("subtract_in_map", COUNTS, ONE, "\"path\":\"\",\"value\":[\"a\"]"));
        assertEquals("[[\"b\",2]]", database.get(COUNTS, ONE, ""));
    }

    @Test
    void anXArrayInsertMayLeaveThePositionToChance() {
        database.commit(one("set", "\"value\":{}"));
        database.commit(one("insert_in_xarray", "\"path\":\".slots\",\"value\":{\"depth\":1}"));
        database.commit(
                one(
                        "insert_in_xarray",
                        "\"path\":\".slots\",\"before\":null,\"value\":{\"depth\":2}"));
        String slots = database.get(ALL, ONE, ".slots");
        assertTrue(slots.contains("\"depth\":1") && slots.contains("\"depth\":2"), slots);
    }

    @Test
    void wherePlacesHaveNoKnownTypeTheValueSaysIt() {
        database.commit(
                one(
                        "set",
                        "\"value\":{\"anything\":{\"type\":{\"class_name\":\"primitive\",\"name\":\"string\","
                                + "\"runtime_id\":\""
                                + new UUID(0, 1)
                                + "\"},\"value\":\"x\"}}"));
        database.apply(one("update", "\"path\":\".anything?\",\"value\":\"y\"")).failed("line 1");
        database.commit(
                one(
                        "update",
                        "\"path\":\".anything?\",\"value\":{\"type\":{\"class_name\":\"primitive\","
                                + "\"name\":\"string\",\"runtime_id\":\""
                                + new UUID(0, 1)
                                + "\"},\"value\":\"y\"}"));
        assertEquals("\"y\"", database.get(ALL, ONE, ".anything?"));
    }

    @Test
    void pathsHaveMapKeysInJson() {
        database.commit(
                one(
                        "set",
                        "\"value\":{\"parts\":[[\"a}b\",{\"depth\":1}]],\"notes\":[[{\"depth\":1},\"n\"]]}"));
        database.commit(
                one("update", "\"path\":\".parts{\\\"a}b\\\"}.depth\",\"value\":9"),
                one("update", "\"path\":\".notes{{\\\"depth\\\":1}}\",\"value\":\"m\""));
        assertEquals("9", database.get(ALL, ONE, ".parts{\"a}b\"}.depth"));
        assertEquals("\"m\"", database.get(ALL, ONE, ".notes{{\"depth\":1,\"note\":null}}"));
    }

    @Test
    void keysOfAClubNameTheirConcept() {
        database.commit(
                "{\"op\":\"set\",\"attachment\":\""
                        + MOTTO
                        + "\",\"key\":[\""
                        + ONE
                        + "\",\"Shapes::Box\"],\"value\":\"x\"}");
        assertEquals("\"x\"", database.get(MOTTO, ONE, ""));
        String key = CommandRun.of("keys", database.file(), MOTTO).line();
        assertTrue(key.startsWith("[\"" + ONE + "\",\""), key);
        assertEquals("\"x\"", database.get(MOTTO, key, ""));
        database.apply(mutation("set", MOTTO, ONE, "\"value\":\"y\""))
                .failed("line 1", "several concepts", "Shapes::Person, Shapes::Box");
        database.apply(
                        "{\"op\":\"set\",\"attachment\":\""
                                + MOTTO
                                + "\",\"key\":[\""
                                + ONE
                                + "\",\"Shapes::Thing\"],\"value\":\"x\"}")
                .failed("Shapes::Owner", "Shapes::Thing");
        database.apply(
                        "{\"op\":\"set\",\"attachment\":\""
                                + LABELS
                                + "\",\"key\":[\""
                                + ONE
                                + "\",\"Shapes::Bax\"],\"value\":[]}")
                .failed("'Shapes::Bax'", "'Shapes::Box'");
    }

    @Test
    void theOnlyHeadIsTheParent() {
        String first = database.commit(one("set", "\"value\":{}"));
        String second = database.commit(one("update", "\"path\":\".count\",\"value\":1"));
        assertTrue(
                CommandRun.of("show", database.file(), second).done().contains("parent  " + first));
    }

    @Test
    void severalHeadsAreRefusedAndListed() {
        String first = database.commit(one("set", "\"value\":{}"));
        database.commit(one("update", "\"path\":\".count\",\"value\":1"));
        String other =
                CommandRun.withInput(
                                one("update", "\"path\":\".count\",\"value\":2"),
                                "apply",
                                database.file(),
                                "--label",
                                "other",
                                "--parent",
                                first.substring(0, 10))
                        .line();
        database.apply(one("update", "\"path\":\".count\",\"value\":3"))
                .failed("2 heads", "--parent", other.substring(0, 12));
        assertEquals(2, CommandRun.of("heads", database.file()).lines().size());
        CommandRun.withInput(
                        one("update", "\"path\":\".count\",\"value\":3"),
                        "apply",
                        database.file(),
                        "--label",
                        "on",
                        "--parent",
                        "last")
                .line();
        assertEquals(2, CommandRun.of("heads", database.file()).lines().size());
    }

    @Test
    void authorAndLabelAreKept() {
        String id =
                CommandRun.withInput(
                                one("set", "\"value\":{}"),
                                "apply",
                                database.file(),
                                "--label",
                                "Été ☀",
                                "--author=Zoë")
                        .line();
        String shown = CommandRun.of("show", database.file(), id).done();
        assertTrue(shown.contains("label   Été ☀") && shown.contains("author  Zoë"), shown);
    }

    @Test
    void aBadLineIsNamedAndNothingIsCommitted() {
        database.apply(
                        one("set", "\"value\":{}"),
                        "",
                        one("update", "\"path\":\".cuont\",\"value\":1"))
                .failed("line 3: ", "cuont", "nothing was committed");
        assertEquals(List.of(), CommandRun.of("heads", database.file()).lines());
    }

    @Test
    void whatIsWrongWithALineIsSaid() {
        database.apply("{\"op\":").failed("line 1: ");
        database.apply("[]").failed("a mutation is a JSON object");
        database.apply("{\"op\":\"set\",\"op\":\"set\"}").failed("line 1: ");
        database.apply(one("sett", "\"value\":{}")).failed("no op 'sett'", "subtract_in_map");
        database.apply(one("set", "")).failed("\"value\" is missing");
        database.apply(one("set", "\"value\":{},\"path\":\"\"")).failed("no member \"path\"");
        database.apply(one("set", "\"value\":{\"count\":\"x\"}")).failed("count");
        database.apply(one("set", "\"value\":{\"count\":9223372036854775808}"))
                .failed("value: ", "int64");
        database.apply(one("set", "\"value\":{\"colour\":\".blue\"}")).failed("blue");
        database.apply(mutation("set", "Shapes::Thing.al", ONE, "\"value\":{}"))
                .failed("'Shapes::Thing.al'", "'Shapes::Thing.all'");
        database.apply(mutation("set", ALL, "1", "\"value\":{}")).failed("'1' is no key", "UUID");
        database.apply("{\"op\":\"set\",\"attachment\":\"" + ALL + "\",\"key\":7,\"value\":{}}")
                .failed("a key is");
        database.apply(one("union_in_set", "\"path\":\".text\",\"value\":[]"))
                .failed("'.text' is of type string, not a set");
        database.apply(one("union_in_map", "\"path\":\".tags\",\"value\":[]")).failed("not a map");
        database.apply(one("remove_in_xarray", "\"path\":\".slots\""))
                .failed("\"position\" is missing");
        database.apply(one("remove_in_xarray", "\"path\":\".slots\",\"position\":\"end\""))
                .failed("'end' is no position");
        database.apply(one("remove_in_xarray", "\"path\":\".tags\",\"position\":\"" + TWO + "\""))
                .failed("line 1: ");
        database.apply(one("update", "\"path\":7,\"value\":1")).failed("\"path\" is a string");
        assertEquals(List.of(), CommandRun.of("heads", database.file()).lines());
    }

    @Test
    void inputThatIsNotTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("bad"), new byte[] {'"', (byte) 0xff, '"'});
        CommandRun.of("apply", database.file(), file, "--label", "x").failed("bad: not UTF-8");
        CommandRun.of("apply", database.file(), folder.resolve("none"), "--label", "x")
                .failed("none: no such file");
    }

    @Test
    void emptyInputCommitsNothingAndPrintsTheParent() {
        String first = database.commit(one("set", "\"value\":{}"));
        CommandRun run = CommandRun.withInput("\n  \n", "apply", database.file(), "--label", "x");
        assertEquals(0, run.exitCode());
        assertEquals(first + "\n", run.out());
        assertTrue(run.err().contains("nothing to commit"), run::toString);
        assertEquals(List.of(first), CommandRun.of("heads", database.file()).lines());
    }

    @Test
    void aLabelIsNeeded() {
        CommandRun.withInput("", "apply", database.file()).wrongUsage("--label");
    }

    @Test
    void aMissingDatabaseIsToldBeforeInputIsRead() {
        CommandRun.withInput("junk", "apply", folder.resolve("none.cdb"), "--label", "x")
                .failed("none.cdb: no such file");
    }

    @Test
    void equalLinesMakeDifferentCommitsOfDifferentLabels() {
        String first = database.commit(one("set", "\"value\":{}"));
        String second = database.commit(one("set", "\"value\":{}"));
        assertNotEquals(first, second);
    }

    @Test
    void textOfManyScriptsSurvives() {
        database.commit(one("set", "\"value\":{\"text\":\"日本 \\ud83d\\ude80 é\"}"));
        assertEquals("\"日本 🚀 é\"", database.get(ALL, ONE, ".text"));
        assertEquals(
                "\"日本 🚀 é\"".getBytes(StandardCharsets.UTF_8).length,
                database.get(ALL, ONE, ".text").getBytes(StandardCharsets.UTF_8).length);
    }
}
