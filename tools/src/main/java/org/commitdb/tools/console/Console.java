package org.commitdb.tools.console;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The streams of one run of the command line.
///
/// **Threads**: one. **Errors**: writing raises [ReaderGoneException] when nobody reads the output
/// any more, and [RequestFailedException] when it cannot be written for another reason.
public final class Console {

    private static final int BUFFER_CHARS = 1 << 15;

    private final InputStream in;
    private final OutputStream bytes;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Style style;

    /// A console on these streams.
    public Console(InputStream in, OutputStream out, OutputStream err, Style style) {
        this.in = in;
        this.bytes = out;
        this.out =
                new PrintWriter(
                        new BufferedWriter(
                                new GuardedWriter(
                                        new OutputStreamWriter(out, StandardCharsets.UTF_8)),
                                BUFFER_CHARS));
        this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
        this.style = style;
    }

    /// The console of this process. The streams are taken from the operating system, because
    /// [System#out] hides that nobody reads it.
    public static Console ofProcess() {
        return new Console(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Style.detect());
    }

    /// Where input comes from when a command is told to read `-`.
    public InputStream in() {
        return in;
    }

    /// Where results go. Buffered; flushed at the end of the run.
    public PrintWriter out() {
        return out;
    }

    /// Writes bytes of a result that is no text, behind what was written before.
    public void bytes(byte[] source, int offset, int length) {
        out.flush();
        try {
            bytes.write(source, offset, length);
        } catch (IOException e) {
            throw GuardedWriter.failure(e);
        }
    }

    /// Where messages go.
    public PrintWriter err() {
        return err;
    }

    /// How to stress parts of the text.
    public Style style() {
        return style;
    }

    /// Writes a line of the result.
    public void line(String text) {
        out.print(text);
        out.print('\n');
    }

    /// Writes an empty line of the result.
    public void line() {
        out.print('\n');
    }

    /// Writes a message, led by the program's name. What was written to the result so far comes
    /// first.
    public void message(String text) {
        out.flush();
        err.print("cdb: " + text + "\n");
        err.flush();
    }
}
