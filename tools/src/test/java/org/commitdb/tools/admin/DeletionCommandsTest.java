package org.commitdb.tools.admin;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
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

/// Commits are deleted only when that is surely wanted.
final class DeletionCommandsTest {

    @TempDir private Path folder;
    private ShapesDatabase database;
    private String first;
    private String second;
    private String third;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
        first = database.commit(one("set", "\"value\":{}"));
        second = database.commit(one("update", "\"path\":\".count\",\"value\":2"));
        third = database.commit(one("update", "\"path\":\".count\",\"value\":3"));
    }

    private List<String> log() {
        return CommandRun.of("log", database.file()).lines();
    }

    private Object[] admin(Object... more) {
        Object[] arguments = new Object[more.length + 3];
        arguments[0] = "commit_admin";
        arguments[1] = "--database";
        arguments[2] = database.file();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return arguments;
    }

    @Test
    void resetKeepsTheFirstCommit() {
        CommandRun run = CommandRun.of(admin("reset", "--yes"));
        assertEquals(0, run.exitCode());
        assertEquals(first + "\n", run.out());
        assertEquals("cdb: 2 commits were deleted\n", run.err());
        assertEquals(1, log().size());
        assertEquals("0", database.get(ALL, ONE, ".count"));
        assertEquals(first, CommandRun.of("heads", database.file()).line());
        CommandRun.of("show", database.file(), third).failed("no commit");
        CommandRun.of("verify", database.file()).done();
        assertEquals("cdb: 0 commits were deleted\n", CommandRun.of(admin("reset")).err());
    }

    @Test
    void withoutATerminalNothingIsDeletedUnlessToldTo() {
        CommandRun.of(admin("reset")).failed("nothing was deleted", "--yes");
        CommandRun.of(admin("delete_head", "last")).failed("nothing was deleted", "--yes");
        assertEquals(3, log().size());
    }

    @Test
    void atATerminalOnlyYesWillDo() {
        for (String answer : List.of("no\n", "\n", "", "y\n", "yes please\n")) {
            CommandRun refused = CommandRun.atTerminal(answer, admin("reset"));
            assertEquals(1, refused.exitCode());
            assertTrue(refused.err().contains("are deleted: 2."), refused.err());
            assertTrue(refused.err().endsWith("cdb: nothing was deleted\n"), refused.err());
        }
        assertEquals(3, log().size());
        CommandRun run = CommandRun.atTerminal("yes\n", admin("reset"));
        assertEquals(first + "\n", run.out());
        assertTrue(run.err().contains("cannot be undone"), run.err());
        assertEquals(1, log().size());
    }

    @Test
    void deleteHeadTakesOneCommitAway() {
        assertEquals(third, CommandRun.of(admin("delete_head", third, "--yes")).line());
        assertEquals(second, CommandRun.of("heads", database.file()).line());
        assertEquals("2", database.get(ALL, ONE, ".count"));
        assertEquals(
                second + "\n", CommandRun.atTerminal("yes\n", admin("delete_head", "last")).out());
        CommandRun.of(admin("delete_head", "first", "-y")).failed("the first commit stays");
    }

    @Test
    void aCommitThatAnotherNeedsStays() {
        CommandRun.of(admin("delete_head", second, "--yes"))
                .failed(third, second, "nothing was deleted");
        CommandRun.of(admin("delete_head", "ffffffffffff", "--yes")).failed("no commit");
        CommandRun.of(admin("delete_head")).wrongUsage("COMMIT");
        assertEquals(3, log().size());
    }

    @Test
    void inAnEmptyDatabaseThereIsNothingToReset() throws IOException {
        database = ShapesDatabase.create(folder, "empty.cdb");
        CommandRun run = CommandRun.of(admin("reset"));
        assertEquals(0, run.exitCode());
        assertEquals("cdb: the database has no commit yet\n", run.err());
    }
}
