package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.StorageException;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.console.Style;
import org.junit.jupiter.api.Test;

final class FailuresTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = console(out);

    private Console console(OutputStream result) {
        return new Console(new ByteArrayInputStream(new byte[0]), result, err, Style.PLAIN);
    }

    private String report(Throwable failure) {
        assertEquals(1, new Failures(console, Map.of(), new CommitDbCommand()).report(failure));
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void faultsOfTheWorldAreTheirMessage() {
        assertEquals(
                "cdb: the disk is full\n", report(new StorageException("the disk is full", "x")));
    }

    @Test
    void faultsOfTheUserAreTheirMessage() {
        assertEquals("cdb: no\n", report(new RequestFailedException("no")));
    }

    @Test
    void everyProblemOfDefinitionsIsTold() {
        DefinitionsException failure = new DefinitionsException(List.of("one", "two"));
        assertEquals("cdb: one\ntwo\n", report(failure));
    }

    @Test
    void fileFailuresSayWhatIsWrong() {
        assertEquals(
                "cdb: I/O: no such file\n",
                report(new UncheckedIOException(new NoSuchFileException("x"))));
    }

    @Test
    void anUnexpectedFailureSaysHowToSeeMore() {
        String message = report(new IllegalStateException("odd"));
        assertTrue(message.contains("odd"), message);
        assertTrue(message.contains("--stacktrace"), message);
        assertFalse(message.contains("\tat "), message);
    }

    @Test
    void whatThereIsOfTheResultComesFirst() {
        console.line("half");
        report(new RequestFailedException("no"));
        assertEquals("half\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFailureIsToldAlsoWhenTheResultCannotBeWritten() {
        Console broken = console(new Refusing("No space left on device"));
        broken.line("half");
        new Failures(broken, Map.of(), new CommitDbCommand())
                .report(new RequestFailedException("no"));
        assertEquals("cdb: no\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aReaderThatIsGoneEndsTheRunQuietly() {
        CommitDb run = new CommitDb(console(new Refusing("Broken pipe")), Map.of());
        assertEquals(0, run.run("--help"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anOutputThatCannotBeWrittenIsAFailure() {
        CommitDb run = new CommitDb(console(new Refusing("No space left on device")), Map.of());
        assertEquals(1, run.run("--help"));
        assertEquals(
                "cdb: cannot write the output: No space left on device\n",
                err.toString(StandardCharsets.UTF_8));
    }

    /// A stream that refuses every byte.
    private static final class Refusing extends OutputStream {
        private final String reason;

        Refusing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(reason);
        }
    }
}
