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
import org.jspecify.annotations.Nullable;

/// The streams of one run of the command line.
///
/// **Threads**: one. **Errors**: writing raises [ReaderGoneException] when nobody reads the output
/// any more, and [RequestFailedException] when it cannot be written for another reason.
public final class Console {

    private static final int BUFFER_CHARS = 1 << 15;
    private static final int MAX_ANSWER = 80;

    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Style style;
    private final boolean terminal;

    /// A console on these streams, at which nobody sits.
    public Console(InputStream in, OutputStream out, OutputStream err, Style style) {
        this(in, out, err, style, false);
    }

    /// A console on these streams. `terminal` tells whether somebody sits there who can be asked.
    public Console(
            InputStream in, OutputStream out, OutputStream err, Style style, boolean terminal) {
        this.in = in;
        this.terminal = terminal;
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
                Style.detect(),
                isTerminal(System.console()));
    }

    private static boolean isTerminal(java.io.@Nullable Console console) {
        return console != null && console.isTerminal();
    }

    /// Where input comes from when a command is told to read `-`.
    public InputStream in() {
        return in;
    }

    /// Where results go. Buffered; flushed at the end of the run.
    public PrintWriter out() {
        return out;
    }

    /// Where messages go.
    public PrintWriter err() {
        return err;
    }

    /// How to stress parts of the text.
    public Style style() {
        return style;
    }

    /// Asks whether to go on, and tells whether the answer is `yes`. **Errors**:
    /// [RequestFailedException] that says `otherwise` when nobody can be asked.
    public boolean confirm(String question, String otherwise) {
        if (!terminal) {
            throw new RequestFailedException(otherwise);
        }
        out.flush();
        err.print(question + " Type yes to go on: ");
        err.flush();
        try {
            StringBuilder answer = new StringBuilder();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                if (answer.length() < MAX_ANSWER) {
                    answer.append((char) next);
                }
            }
            return answer.toString().strip().equals("yes");
        } catch (IOException e) {
            throw new RequestFailedException("the answer cannot be read: " + e.getMessage());
        }
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
