package org.commitdb.tools.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commitdb.tools.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DsmUtilTest {

    private static final String GOOD =
            """
            namespace Tuto {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {
            \"""A user.\"""
            concept User;
            struct Login { string nickname; };
            attachment<User, Login> login;
            };
            """;
    private static final String BAD =
            """
            namespace Tuto {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {
            concept User;
            struct Login {
                strin nickname;
            };
            attachment<User, Logon> login;
            };
            """;

    @TempDir private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void checkIsSilentAboutASoundModel() throws IOException {
        assertEquals("", CommandRun.of("dsm_util", "check", file("good.dsm", GOOD)).done());
    }

    @Test
    void checkListsEveryErrorOnStandardOutput() throws IOException {
        CommandRun run = CommandRun.of("dsm_util", "check", file("bad.dsm", BAD));
        assertEquals(1, run.exitCode());
        assertEquals("", run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size(), run::toString);
        assertTrue(
                lines.get(0).startsWith("bad.dsm:4:5: The type 'strin' is unknown."),
                run::toString);
        assertTrue(lines.get(1).startsWith("bad.dsm:6:18: "), run::toString);
    }

    @Test
    void aFolderIsOneModel() throws IOException {
        String namespace = "namespace N {f529bc42-0618-4f54-a3fb-d55f95c5ad03} ";
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("a.dsm"), namespace + "{ attachment<C, S> a; };");
        assertEquals(1, CommandRun.of("dsm_util", "check", model).exitCode());
        Files.writeString(
                model.resolve("b.dsm"), namespace + "{ concept C; struct S { bool b; }; };");
        CommandRun.of("dsm_util", "check", model).done();
    }

    @Test
    void aMissingModelIsNamed() {
        Path none = folder.resolve("none.dsm");
        CommandRun.of("dsm_util", "check", none).failed("none.dsm: no such file");
        CommandRun.of("dsm_util", "encode", none).failed("none.dsm: no such file");
        CommandRun.of("dsm_util", "check", folder).failed("*.dsm");
    }

    @Test
    void createMakesADatabaseWithTheDefinitions() throws IOException {
        Path database = folder.resolve("new.cdb");
        Path model = file("good.dsm", GOOD);
        assertEquals(
                "", CommandRun.of("dsm_util", "create_commit_database", model, database).done());
        String info = CommandRun.of("info", database).done();
        assertTrue(info.contains("  Tuto::User.login: Tuto::Login\n"), info);
    }

    @Test
    void createRefusesAFileThatExists() throws IOException {
        Path database = file("notes.txt", "mine");
        CommandRun.of("dsm_util", "create_commit_database", file("good.dsm", GOOD), database)
                .failed("notes.txt: the file exists");
        assertEquals("mine", Files.readString(database));
    }

    @Test
    void createOfABadModelTellsEveryErrorAndMakesNothing() throws IOException {
        Path database = folder.resolve("new.cdb");
        CommandRun run =
                CommandRun.of("dsm_util", "create_commit_database", file("bad.dsm", BAD), database);
        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("bad.dsm:4:5: "), run::toString);
        assertTrue(run.err().contains("bad.dsm:6:18: "), run::toString);
        assertTrue(run.err().contains("the model has 2 errors"), run::toString);
        assertFalse(Files.exists(database));
    }

    @Test
    void createWhereNothingCanBeWrittenFails() throws IOException {
        Path database = folder.resolve("none").resolve("new.cdb");
        CommandRun.of("dsm_util", "create_commit_database", file("good.dsm", GOOD), database)
                .failed("new.cdb");
    }

    @Test
    void encodingAndDecodingKeepTheModel() throws IOException {
        Path model = file("good.dsm", GOOD);
        Path json = folder.resolve("good.dsm.json");
        assertEquals("", CommandRun.of("dsm_util", "encode", model, "-o", json).done());
        Path text = folder.resolve("again.dsm");
        assertEquals("", CommandRun.of("dsm_util", "decode", json, "--output", text).done());
        assertEquals(Files.readString(json), CommandRun.of("dsm_util", "encode", text).done());
        assertTrue(Files.readString(text).contains("A user."));
    }

    @Test
    void encodeIsCompactUnlessToldOtherwise() throws IOException {
        Path model = file("good.dsm", GOOD);
        assertFalse(CommandRun.of("dsm_util", "encode", model).done().contains("\n"));
        String indented = CommandRun.of("dsm_util", "encode", "--indent", model).done();
        assertTrue(indented.startsWith("{\n  \"") && indented.endsWith("}\n"), indented);
    }

    @Test
    void decodeWritesRuntimeIdsAndLeavesDocumentationOut() throws IOException {
        Path json = folder.resolve("good.dsm.json");
        CommandRun.of("dsm_util", "encode", file("good.dsm", GOOD), "-o", json).done();
        String text =
                CommandRun.of("dsm_util", "decode", json, "--runtime-ids", "--no-documentation")
                        .done();
        assertFalse(text.contains("A user."), text);
        assertTrue(text.contains("//"), text);
    }

    @Test
    void decodeChecksRuntimeIdsUnlessToldOtherwise() throws IOException {
        String json = CommandRun.of("dsm_util", "encode", file("good.dsm", GOOD)).done();
        String changed =
                json.replaceAll("\"runtime_id\":\"[0-9a-f]{8}", "\"runtime_id\":\"00000000");
        Path foreign = file("foreign.dsm.json", changed);
        CommandRun.of("dsm_util", "decode", foreign).failed("foreign.dsm.json: ", "runtime_id");
        String text = CommandRun.of("dsm_util", "decode", foreign, "--keep-runtime-ids").done();
        assertTrue(text.contains("concept User;"), text);
    }

    @Test
    void decodeSaysWhereTheJsonIsWrong() throws IOException {
        CommandRun.of("dsm_util", "decode", file("bad.json", "{\"concepts\":[}"))
                .failed("bad.json: ", "line 1");
        CommandRun.of("dsm_util", "decode", file("bad.json", "[]"))
                .failed("bad.json: expected json object [$].");
        CommandRun.of("dsm_util", "decode", folder.resolve("none.json"))
                .failed("none.json: no such file");
    }

    @Test
    void outputThatCannotBeWrittenFails() throws IOException {
        CommandRun.of("dsm_util", "encode", file("good.dsm", GOOD), "-o", folder)
                .failed(folder.toString());
    }
}
