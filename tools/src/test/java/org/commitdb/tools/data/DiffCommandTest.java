package org.commitdb.tools.data;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.COUNTS;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.TWO;
import static org.commitdb.tools.data.ShapesDatabase.mutation;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.commitdb.tools.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffCommandTest {

    private static final String SLOT = "aaaaaaaa-0000-4000-8000-000000000001";

    @TempDir private Path folder;
    private ShapesDatabase database;
    private String before;
    private String after;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
        before =
                database.commit(
                        one("set", "\"value\":{\"text\":\"a\",\"tags\":[\"x\"]}"),
                        mutation("set", COUNTS, ONE, "\"value\":[[\"k\",1],[\"l\",2]]"),
                        mutation("set", COUNTS, TWO, "\"value\":[]"),
                        one(
                                "insert_in_xarray",
                                "\"path\":\".slots\",\"position\":\""
                                        + SLOT
                                        + "\",\"value\":{\"depth\":1}"));
        after =
                database.commit(
                        one("update", "\"path\":\".text\",\"value\":\"b\""),
                        one("union_in_set", "\"path\":\".tags\",\"value\":[\"y\"]"),
                        one(
                                "update_in_xarray",
                                "\"path\":\".slots\",\"position\":\""
                                        + SLOT
                                        + "\",\"value\":{\"depth\":2}"),
                        mutation("update_in_map", COUNTS, ONE, "\"value\":[[\"k\",5]]"),
                        mutation("subtract_in_map", COUNTS, ONE, "\"value\":[\"l\"]"),
                        mutation("remove", COUNTS, TWO, ""));
    }

    private CommandRun diff(Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = "diff";
        arguments[1] = database.file();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void eachDifferenceIsShownWithWhatWasThere() {
        assertEquals(
                """
                Shapes::Thing.all  %1$s
                  update .text = 'b' (was 'a')
                  union_in_set .tags {'y'}
                  update_in_xarray .slots<%3$s> = {depth=2, note=nil} (was {depth=1, note=nil})
                Shapes::Thing.counts  %1$s
                  subtract_in_map {'l'} (was {'l': 2})
                  update_in_map {'k': 5} (was {'k': 1})
                Shapes::Thing.counts  %2$s
                  remove (was {})
                """
                        .formatted(ONE, TWO, SLOT),
                diff(before, after).done());
    }

    @Test
    void theOtherWayRoundADocumentIsSet() {
        List<String> lines = diff(after, before).lines();
        assertEquals("  set {}", lines.getLast());
        assertEquals("  update .text = 'a' (was 'b')", lines.get(1));
    }

    @Test
    void equalStatesDifferInNothing() {
        assertEquals("", diff(after, after).done());
        assertEquals("", diff("--json", after, after).done());
        String back = database.commit(one("update", "\"path\":\".text\",\"value\":\"b\""));
        assertEquals("", diff(after, back).done());
    }

    @Test
    void whatIsWrittenAsJsonLeadsFromTheOneToTheOther() {
        for (List<String> pair : List.of(List.of(before, after), List.of(after, before))) {
            String mutations = diff("--json", pair.get(0), pair.get(1)).done();
            String made = database.commitOn(pair.get(0), mutations.split("\n"));
            assertEquals("", diff(made, pair.get(1)).done());
            assertEquals(
                    CommandRun.of("dump", database.file(), "--at", pair.get(1)).done(),
                    CommandRun.of("dump", database.file(), "--at", made).done());
        }
    }

    @Test
    void documentsCanBeNamedAlone() {
        assertEquals(
                List.of(ALL + "  " + ONE, COUNTS + "  " + ONE, COUNTS + "  " + TWO),
                diff("--documents", before, after).lines());
        List<String> json = diff("--documents", "--json", before, after).lines();
        assertEquals(3, json.size());
        assertEquals(
                "{\"attachment\":\"" + COUNTS + "\",\"key\":[\"" + TWO + "\"",
                json.getLast().split(",\"[0-9a-f-]*\"]")[0]);
    }

    @Test
    void unknownCommitsAreRefused() {
        diff("zz", "last").failed("'zz'");
        diff("first").wrongUsage("'B'");
    }
}
