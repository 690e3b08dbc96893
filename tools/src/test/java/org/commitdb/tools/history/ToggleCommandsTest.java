package org.commitdb.tools.history;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.data.ShapesDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToggleCommandsTest {

    @TempDir private Path folder;
    private ShapesDatabase database;
    private String first;
    private String second;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
        first = database.commit(one("set", "\"value\":{\"text\":\"a\"}"));
        second = database.commit(one("update", "\"path\":\".text\",\"value\":\"b\""));
        database.commit(one("update", "\"path\":\".count\",\"value\":7"));
    }

    private CommandRun run(String command, Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = command;
        arguments[1] = database.file();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandRun.of(arguments);
    }

    private String text() {
        return database.get(ALL, ONE, ".text");
    }

    @Test
    void undoTakesOneCommitOutAndRedoBringsItBack() {
        String undo = run("undo", second).line();
        assertEquals("\"a\"", text());
        assertEquals("7", database.get(ALL, ONE, ".count"));
        assertEquals(undo, CommandRun.of("heads", database.file()).line());
        assertTrue(run("show", undo).done().contains("label   Undo [test]\n"));
        String redo = run("redo", second).line();
        assertEquals("\"b\"", text());
        assertTrue(run("show", redo).done().contains("kind    enable\n"));
        assertTrue(run("show", redo).done().contains("label   Redo [test]\n"));
        run("undo", redo).line();
        assertEquals("\"a\"", text());
    }

    @Test
    void disableAndEnableAreTheSame() {
        run("disable", second, "--label", "Not this", "--author", "ann").line();
        assertEquals("\"a\"", text());
        assertTrue(run("show").done().contains("label   Not this\n"));
        assertTrue(run("show").done().contains("author  ann\n"), run("show").done());
        run("enable", second).line();
        assertEquals("\"b\"", text());
    }

    @Test
    void whatChangesNothingIsWrittenAndTold() {
        CommandRun run = run("redo", second);
        assertEquals(0, run.exitCode());
        assertEquals(65, run.out().length());
        assertEquals("cdb: no document is changed by this\n", run.err());
    }

    @Test
    void ofSeveralHeadsOneIsChosen() {
        String other = database.commitOn(first, one("update", "\"path\":\".count\",\"value\":9"));
        run("undo", first).failed("there are 2 heads", "--parent", other.substring(0, 12));
        String undo = run("undo", first, "--parent", other).line();
        assertEquals(
                "\"b\"",
                CommandRun.of("get", database.file(), ALL, ONE, ".text", "--at", second, "--json")
                        .line());
        run("get", ALL, ONE, "--at", undo).failed("no document");
    }

    @Test
    void aCommitThatTheParentLacksIsRefused() {
        String other = database.commitOn(first, one("update", "\"path\":\".count\",\"value\":9"));
        run("undo", second, "--parent", other).failed("is not below", second);
    }

    @Test
    void aMergeIsNamedByItsIdInTheLabel() {
        database.commitOn(first, one("update", "\"path\":\".count\",\"value\":9"));
        CommandRun.of("commit_admin", "--database", database.file(), "reduce_heads").line();
        String merge = CommandRun.of("heads", database.file()).line();
        assertEquals("9", database.get(ALL, ONE, ".count"));
        run("undo", merge).line();
        assertEquals("7", database.get(ALL, ONE, ".count"));
        assertTrue(run("show").done().contains("Undo [" + merge.substring(0, 12) + "]\n"));
    }

    @Test
    void misspeltCommandsAreToldOnce() {
        CommandRun.of("und", database.file(), first).wrongUsage("'undo'");
        CommandRun.of("disabel", database.file(), first).wrongUsage("'disable'");
    }
}
