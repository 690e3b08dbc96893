package org.commitdb.tools.admin;

import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.commitdb.tools.CommandProcess;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.data.ShapesDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each command of `cdb commit_admin` as a process, against a server that is one, too: results,
/// messages, exit codes.
final class AdminProcessTest {

    @TempDir private Path folder;
    private ShapesDatabase database;
    private Path socket;
    private String first;
    private String second;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
        socket = folder.resolve("socket");
        first = database.commit(one("set", "\"value\":{}"));
        second = database.commitOn(first, one("update", "\"path\":\".count\",\"value\":1"));
    }

    private CommandProcess admin(Object... command) throws IOException {
        Object[] arguments = new Object[command.length + 3];
        arguments[0] = "commit_admin";
        arguments[1] = "--socket-path";
        arguments[2] = socket;
        System.arraycopy(command, 0, arguments, 3, command.length);
        return CommandProcess.start(arguments);
    }

    private static void assertEnds(int exitCode, CommandProcess process) throws Exception {
        try (process) {
            assertEquals(exitCode, process.awaitExit());
        }
    }

    private static void assertSays(String message, int exitCode, CommandProcess process)
            throws Exception {
        try (process) {
            process.awaitMessage(message);
            assertEquals(exitCode, process.awaitExit());
        }
    }

    private static void assertPrints(String result, CommandProcess process) throws Exception {
        try (process) {
            process.awaitResult(result);
            assertEquals(0, process.awaitExit());
        }
    }

    @Test
    void whatCannotBeDoneHasItsExitCode() throws Exception {
        CommandProcess nobody = admin("status");
        CommandProcess wrong = admin("reduce_heads", "--frobnicate");
        assertSays("cannot be reached", 1, nobody);
        assertSays("--frobnicate", 2, wrong);
        CommandProcess missing =
                CommandProcess.start("commit_database_server", folder.resolve("none.cdb"));
        CommandProcess unsafe =
                CommandProcess.start(
                        "commit_database_server", database.file(), "--host", "0.0.0.0");
        assertSays("no such file", 1, missing);
        assertSays("can be reached from other machines", 2, unsafe);
    }

    @Test
    void eachCommandIsDoneByTheServer() throws Exception {
        database.commitOn(first, one("update", "\"path\":\".count\",\"value\":2"));
        Path copy = folder.resolve("copy.cdb");
        try (CommandProcess server =
                CommandProcess.start(
                        "commit_database_server", database.file(), "--socket-path", socket)) {
            server.awaitMessage("serving");
            CommandProcess status = admin("status");
            CommandProcess sync = admin("sync", copy);
            assertPrints("connections: ", status);
            assertPrints("fetched 3 commits of ", sync);
            CommandProcess reduce = admin("reduce_heads");
            CommandProcess careful = admin("reset");
            assertEnds(0, reduce);
            assertSays("nothing was deleted", 1, careful);
            String head = CommandRun.of("heads", database.file()).line();
            assertPrints(head, admin("delete_head", head, "--yes"));
            assertTrue(CommandRun.of("heads", database.file()).done().contains(second));
            CommandProcess reset = admin("reset", "--yes");
            CommandProcess frames =
                    CommandProcess.start("commit_admin", "drop_key_frames", "--database", copy);
            assertPrints(first, reset);
            assertEnds(0, frames);
            server.interrupt();
            assertEquals(0, server.awaitExit());
        }
        assertEquals(first, CommandRun.of("heads", database.file()).line());
        CommandRun.of("verify", database.file()).done();
    }
}
