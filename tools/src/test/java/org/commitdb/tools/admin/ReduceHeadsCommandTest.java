package org.commitdb.tools.admin;

import static org.commitdb.tools.data.ShapesDatabase.ALL;
import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.data.ShapesDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReduceHeadsCommandTest {

    @TempDir private Path folder;
    private ShapesDatabase database;
    private String first;
    private String last;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
    }

    private void commitThreeHeads() {
        first = database.commit(one("set", "\"value\":{}"));
        for (int i = 1; i <= 3; i++) {
            last = database.commitOn(first, one("update", "\"path\":\".count\",\"value\":" + i));
        }
    }

    private CommandRun reduce(Object... more) {
        Object[] arguments = new Object[more.length + 4];
        arguments[0] = "commit_admin";
        arguments[1] = "--database";
        arguments[2] = database.file();
        arguments[3] = "reduce_heads";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void allHeadsBecomeOneAndTheNewestWins() {
        commitThreeHeads();
        String head = reduce().line();
        assertEquals(head, CommandRun.of("heads", database.file()).line());
        assertEquals("3", database.get(ALL, ONE, ".count"));
        assertEquals(6, CommandRun.of("log", database.file()).lines().size());
        assertEquals(head, reduce().line());
        assertEquals(6, CommandRun.of("log", database.file()).lines().size());
    }

    @Test
    void theAnchorComesFirst() {
        commitThreeHeads();
        reduce("--anchor", last).line();
        assertEquals("2", database.get(ALL, ONE, ".count"));
    }

    @Test
    void anAnchorThatIsNoHeadIsRefused() {
        commitThreeHeads();
        reduce("--anchor", "first").failed("only a head can be the anchor", first);
        assertEquals(3, CommandRun.of("heads", database.file()).lines().size());
    }

    @Test
    void theDatabaseMayBeNamedAfterTheCommandAndNamesWithAHyphen() {
        commitThreeHeads();
        CommandRun.of("commit-admin", "reduce-heads", "--database", database.file()).line();
        assertEquals(1, CommandRun.of("heads", database.file()).lines().size());
    }

    @Test
    void withoutCommitsThereIsNothingToDo() {
        CommandRun run = reduce();
        assertEquals(0, run.exitCode());
        assertEquals("", run.out());
        assertEquals("cdb: the database has no commit yet\n", run.err());
    }

    @Test
    void theDatabaseMustBeNamedAndThere() {
        CommandRun.of("commit_admin", "reduce_heads").wrongUsage("--database FILE");
        CommandRun.of("commit_admin", "--database", database.file())
                .wrongUsage("needs a command: reduce_heads");
        CommandRun.of("commit_admin", "--database", folder.resolve("no.cdb"), "reduce_heads")
                .failed("no.cdb: no such file");
    }
}
