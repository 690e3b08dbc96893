package org.commitdb.tools.server;

import static org.commitdb.tools.data.ShapesDatabase.ONE;
import static org.commitdb.tools.data.ShapesDatabase.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.commitdb.tools.CommandProcess;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.data.ShapesDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as a process, and what is done against it: exit codes, signals, messages.
final class ServerProcessTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder;
    private ShapesDatabase database;
    private Path socket;

    @BeforeEach
    void createDatabase() throws IOException {
        database = ShapesDatabase.create(folder, "shapes.cdb");
        socket = folder.resolve("socket");
    }

    private CommandProcess serve(Object... more) throws Exception {
        Object[] arguments = new Object[more.length + 3];
        arguments[0] = "commit_database_server";
        arguments[1] = database.file();
        arguments[2] = "-vvv";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandProcess.start(arguments);
    }

    private static String portOf(String message) {
        return message.replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
    }

    @Test
    void sigtermEndsTheServerInOrder() throws Exception {
        try (CommandProcess server = serve("--port", "0")) {
            String port = portOf(server.awaitMessage("serving"));
            CommandRun status =
                    CommandRun.of("commit-admin", "status", "--host", "127.0.0.1", "--port", port);
            assertTrue(status.done().contains("connections: 1\n"), status::toString);
            server.awaitMessage("Status");
            server.terminate();
            server.awaitMessage("stopping");
            assertEquals(0, server.awaitExit());
        }
        CommandRun.of("verify", database.file()).done();
    }

    @Test
    void ctrlCEndsTheServerInOrderAndRemovesTheSocket() throws Exception {
        try (CommandProcess server = serve("--socket-path", socket)) {
            server.awaitMessage("serving");
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(socket));
            CommandRun second =
                    CommandRun.of(
                            "commit_database_server",
                            ShapesDatabase.create(folder, "other.cdb").file(),
                            "--socket-path",
                            socket);
            second.failed("another server listens there");
            server.interrupt();
            assertEquals(0, server.awaitExit());
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void aSocketThatAKilledServerLeftIsReplaced() throws Exception {
        try (CommandProcess server = serve("--socket-path", socket)) {
            server.awaitMessage("serving");
            server.kill();
            server.awaitExit();
        }
        assertTrue(Files.exists(socket));
        try (CommandProcess server = serve("--socket-path", socket)) {
            server.awaitMessage("serving");
            CommandRun.of("commit_admin", "--socket-path", socket, "status").done();
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void syncCreatesTheCopyAndMovesBothWays() throws Exception {
        String first = database.commit(one("set", "\"value\":{}"));
        Path copy = folder.resolve("copy.cdb");
        try (CommandProcess server = serve("--socket-path", socket)) {
            server.awaitMessage("serving");
            CommandRun fetched = sync(copy);
            assertTrue(fetched.lines().getFirst().startsWith("fetched 1 commit of "));
            assertEquals("pushed nothing", fetched.lines().getLast());
            assertEquals("fetched nothing\npushed nothing\n", sync(copy).done());
            CommandRun.withInput(
                            one("update", "\"path\":\".count\",\"value\":7"),
                            "apply",
                            copy,
                            "--label",
                            "apart",
                            "--parent",
                            first)
                    .line();
            assertEquals("fetched nothing\n", sync(copy, "--mode", "fetch").done());
            assertTrue(sync(copy, "--mode", "push").line().startsWith("pushed 1 commit of "));
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
        assertEquals("7", database.get(ShapesDatabase.ALL, ONE, ".count"));
    }

    private CommandRun sync(Path copy, Object... more) {
        Object[] arguments = new Object[more.length + 5];
        arguments[0] = "commit_admin";
        arguments[1] = "--socket-path";
        arguments[2] = socket;
        arguments[3] = "sync";
        arguments[4] = copy;
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void aLoopGoesOnAfterFailuresAndEndsWithCtrlC() throws Exception {
        String first = database.commit(one("set", "\"value\":{}"));
        database.commitOn(first, one("update", "\"path\":\".count\",\"value\":1"));
        database.commitOn(first, one("update", "\"path\":\".count\",\"value\":2"));
        Path copy = folder.resolve("copy.cdb");
        try (CommandProcess loop =
                CommandProcess.start(
                        "commit_admin",
                        "--socket-path",
                        socket,
                        "sync",
                        copy,
                        "--loop",
                        "--update-interval",
                        "0.2",
                        "--connect-timeout",
                        "0.5")) {
            loop.awaitMessage("trying again in");
            try (CommandProcess server = serve("--socket-path", socket)) {
                server.awaitMessage("serving");
                loop.awaitResult("fetched 3 commits");
                CommandProcess reducing =
                        CommandProcess.start(
                                "commit_admin",
                                "--socket-path",
                                socket,
                                "reduce_heads",
                                "--loop",
                                "--update-interval",
                                "0.2");
                reducing.awaitResult("");
                loop.awaitResult("fetched 1 commit of");
                reducing.terminate();
                assertEquals(0, reducing.awaitExit());
                reducing.close();
                server.terminate();
                assertEquals(0, server.awaitExit());
                loop.awaitMessage("trying again in");
                loop.interrupt();
                assertEquals(0, loop.awaitExit());
            }
        }
        assertEquals(
                CommandRun.of("heads", database.file()).line(),
                CommandRun.of("heads", copy).line());
    }

    @Test
    void tokensAreAskedFor() throws Exception {
        Path tokens = Files.writeString(folder.resolve("tokens"), "read-only " + TOKEN + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        try (CommandProcess server = serve("--socket-path", socket, "--token-file", tokens)) {
            server.awaitMessage("serving");
            CommandRun.of("commit_admin", "--socket-path", socket, "status")
                    .failed("the token is wrong or missing");
            CommandRun.of("commit_admin", "--socket-path", socket, "--token-file", tokens, "status")
                    .done();
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void whatIsUnsafeOrWrongIsRefused() throws IOException {
        Path file = database.file();
        CommandRun.of("commit_database_server", file, "--host", "0.0.0.0", "--port", "0")
                .wrongUsage("can be reached from other machines");
        CommandRun.of("commit_database_server", file, "--tls-key", file).wrongUsage("go together");
        CommandRun.of("commit_database_server", file, "--port", "70000").wrongUsage("70000");
        CommandRun.of("commit_database_server", folder.resolve("no.cdb")).failed("no such file");
        CommandRun.of("commit_admin", "status").wrongUsage("which database?");
        CommandRun.of("commit_admin", "status", "--database", file).failed("no server to ask");
        CommandRun.of("commit_admin", "status", "--database", file, "--host", "x")
                .wrongUsage("is enough");
        CommandRun.of("commit_admin", "--database", file, "sync", file, "--mode", "both")
                .wrongUsage("fetch, push or sync");
        CommandRun.of(
                        "commit_admin",
                        "--database",
                        file,
                        "reduce_heads",
                        "--loop",
                        "--update-interval",
                        "0")
                .wrongUsage("more than 0");
        CommandRun.of("commit_admin", "status", "--host", "x", "--connect-timeout", "-1")
                .wrongUsage("a number of seconds");
        CommandRun.of("commit_admin", "--socket-path", socket, "status", "--connect-timeout", "0")
                .failed("cannot be reached");
    }

    @Test
    void twoFilesAreSynchronisedWithoutAServer() throws IOException {
        database.commit(one("set", "\"value\":{}"));
        Path copy = folder.resolve("copy.cdb");
        assertTrue(
                CommandRun.of("commit_admin", "--database", database.file(), "sync", copy)
                        .done()
                        .startsWith("fetched 1 commit of "));
        CommandRun.of("verify", copy).done();
    }
}
