package org.commitdb.file;

import org.commitdb.store.Progress;

/// Counts the bytes that a long task has dealt with, and tells now and then.
///
/// **Threads**: one.
final class Meter {

    private static final long STEP = 1L << 20;

    private final Progress progress;
    private long total;
    private long done;
    private long told = -STEP;

    /// A meter for about `total` bytes.
    Meter(Progress progress, long total) {
        this.progress = progress;
        this.total = Math.max(1, total);
    }

    /// Another estimate of all that there is to do.
    void expect(long totalBytes) {
        total = Math.max(Math.max(1, done), totalBytes);
    }

    /// So many bytes more are done.
    void add(long bytes) {
        done = Math.min(total, done + bytes);
        if (done - told >= STEP) {
            told = done;
            tell();
        }
    }

    /// All is done.
    void finish() {
        done = total;
        tell();
    }

    private void tell() {
        try {
            progress.report(done, total);
        } catch (RuntimeException e) {
            throw new Cancelled(e);
        }
    }

    /// The one who is told about the progress wants the task to end. An error, so that nobody who
    /// takes failures for damage of the file catches it.
    static final class Cancelled extends Error {

        private static final long serialVersionUID = 1L;

        private final transient RuntimeException reason;

        private Cancelled(RuntimeException reason) {
            super(reason);
            this.reason = reason;
        }

        /// What the one who is told raised.
        RuntimeException reason() {
            return reason;
        }
    }
}
