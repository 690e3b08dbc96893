package org.commitdb.tools.console;

import java.io.IOException;
import java.io.Writer;

/// Lets no failure to write pass unseen, as [java.io.PrintWriter] would: it raises unchecked
/// exceptions, and drops what is written after the first.
final class GuardedWriter extends Writer {

    private final Writer target;
    private boolean failed;

    GuardedWriter(Writer target) {
        this.target = target;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        guard(() -> target.write(buffer, offset, length));
    }

    @Override
    public void flush() {
        guard(target::flush);
    }

    @Override
    public void close() {
        guard(target::close);
    }

    private interface Action {
        void run() throws IOException;
    }

    private void guard(Action action) {
        if (failed) {
            return;
        }
        try {
            action.run();
        } catch (IOException e) {
            failed = true;
            throw failure(e);
        }
    }

    /// What to raise when the output cannot be written.
    static RuntimeException failure(IOException e) {
        return isPipe(e)
                ? new ReaderGoneException(e)
                : new RequestFailedException("cannot write the output: " + e.getMessage(), e);
    }

    /// "Broken pipe" on Unix, "The pipe is being closed" on Windows: the JDK tells it by nothing
    /// but the words of the operating system.
    private static boolean isPipe(IOException e) {
        String message = e.getMessage();
        return message != null && message.contains("ipe");
    }
}
