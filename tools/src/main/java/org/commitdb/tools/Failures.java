package org.commitdb.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.ReaderGoneException;
import org.commitdb.tools.console.RequestFailedException;

/// Tells the user what went wrong, in a line; the trace is for those who ask for it.
final class Failures {

    static final String STACKTRACE_VARIABLE = "CDB_STACKTRACE";

    private final Console console;
    private final Map<String, String> environment;
    private final CommitDbCommand root;

    Failures(Console console, Map<String, String> environment, CommitDbCommand root) {
        this.console = console;
        this.environment = environment;
        this.root = root;
    }

    /// Reports a failure and returns the exit code that it leads to.
    int report(Throwable failure) {
        if (failure instanceof ReaderGoneException) {
            return CommitDb.DONE;
        }
        flushResult();
        PrintWriter err = console.err();
        err.print("cdb: " + messageOf(failure) + "\n");
        if (wantsTrace()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return CommitDb.FAILED;
    }

    /// What is there of the result stands before the message; when it cannot be written, the
    /// failure at hand is still the one to tell of.
    private void flushResult() {
        try {
            console.out().flush();
        } catch (ReaderGoneException | RequestFailedException e) {
            return;
        }
    }

    private String messageOf(Throwable failure) {
        return switch (failure) {
            case RequestFailedException e -> String.valueOf(e.getMessage());
            case CommitDatabaseException e -> String.valueOf(e.getMessage());
            case IOException e ->
                    String.valueOf(RequestFailedException.ofFile("I/O", e).getMessage());
            case UncheckedIOException e -> messageOf(Objects.requireNonNull(e.getCause()));
            case OutOfMemoryError e ->
                    "not enough memory; give the JVM more with CDB_JAVA_OPTIONS=-Xmx4g";
            default -> "unexpected failure: " + failure + hint();
        };
    }

    private String hint() {
        return wantsTrace()
                ? ""
                : "\ncdb: this should not happen; --stacktrace (or "
                        + STACKTRACE_VARIABLE
                        + "=1) shows where it comes from";
    }

    private boolean wantsTrace() {
        String wanted = environment.getOrDefault(STACKTRACE_VARIABLE, "");
        return root.stacktrace() || !(wanted.isEmpty() || wanted.equals("0"));
    }
}
