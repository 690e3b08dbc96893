package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a process of its own can show: exit codes, the streams of the operating system, a
/// reader that goes away.
final class CommandProcessTest {

    private static final String MODEL =
            """
            namespace Notes {3c7e0a3e-7d7a-4a1e-8f0e-0d3f6c1b2a90} {
            concept Note;
            attachment<Note, string> text;
            };
            """;
    private static final String KEY = "00000000-0000-4000-8000-000000000001";
    private static final int LONGER_THAN_ANY_PIPE = 1 << 20;

    @TempDir private Path folder;

    private Process start(Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dstdout.encoding=US-ASCII"));
        command.addAll(List.of("-cp", TutorialTest.classPath(), CommitDbCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.redirectError(err.toFile()).start();
    }

    private Path databaseWithText(String text) throws IOException {
        Path model = Files.writeString(folder.resolve("notes.dsm"), MODEL);
        Path file = folder.resolve("notes.cdb");
        CommandRun.of("dsm_util", "create_commit_database", model, file).done();
        String mutation =
                "{\"op\":\"set\",\"attachment\":\"Notes::Note.text\",\"key\":\"%s\",\"value\":\"%s\"}"
                        .formatted(KEY, text);
        CommandRun.withInput(mutation, "apply", file, "--label", "text").line();
        return file;
    }

    @Test
    void resultsAreUtf8WhateverTheLocale() throws Exception {
        databaseWithText("Été 日本");
        Path err = folder.resolve("err");
        Process process = start(err, "get", "notes.cdb", "Notes::Note.text", KEY, "--json");
        try (InputStream out = process.getInputStream()) {
            assertEquals("\"Été 日本\"\n", new String(out.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(0, process.waitFor());
        assertEquals("", Files.readString(err));
    }

    @Test
    void failuresAndWrongUsageHaveTheirExitCodes() throws Exception {
        Path err = folder.resolve("err");
        assertEquals(1, start(err, "info", "none.cdb").waitFor());
        assertTrue(Files.readString(err).startsWith("cdb: none.cdb: no such file"));
        assertEquals(2, start(err, "frobnicate").waitFor());
        assertTrue(Files.readString(err).startsWith("cdb: there is no command 'frobnicate'"));
    }

    @Test
    void aReaderThatGoesAwayEndsTheProcessQuietly() throws Exception {
        databaseWithText("x".repeat(LONGER_THAN_ANY_PIPE));
        Path err = folder.resolve("err");
        Process process = start(err, "get", "notes.cdb", "Notes::Note.text", KEY);
        try (InputStream out = process.getInputStream()) {
            assertEquals('\'', out.read());
        }
        assertEquals(0, process.waitFor());
        assertEquals("", Files.readString(err));
    }
}
