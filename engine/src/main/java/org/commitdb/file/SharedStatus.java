package org.commitdb.file;

import java.io.IOException;
import java.util.Optional;
import org.commitdb.file.storage.SharedWords;
import org.commitdb.file.storage.Storage;

/// The words in the STATUS block by which the processes that write a file at the same time know of
/// each other.
///
/// **Shape**, little-endian words of 8 B: 0 nonce of the session · 1 shared · 2 publishedSeq · 3
/// appendedSeq · 4 failed · 5 wanted · 6 process id of the last one that took the WRITE lock · 7
/// process id of the last one that took the CHECKPOINT lock.
///
/// **Invariants**: a session lasts as long as anybody has the file open for writing; whoever opens
/// it as the first sets all words, so that a crash may leave anything here. All words but `wanted`
/// and the last are set only by the holder of the WRITE lock. As long as one process alone has been
/// in the session, `shared` is 0 and nobody keeps the seqs up to date, so that the page stays clean
/// and costs no sync anything. **Threads**: any.
final class SharedStatus {

    private static final int NONCE = 0;
    private static final int SHARED = NONCE + 1;
    private static final int PUBLISHED = SHARED + 1;
    private static final int APPENDED = PUBLISHED + 1;
    private static final int FAILED = APPENDED + 1;
    private static final int WANTED = FAILED + 1;
    private static final int WRITER = WANTED + 1;
    private static final int CHECKPOINTER = WRITER + 1;
    private static final int COUNT = CHECKPOINTER + 1;

    private final SharedWords words;

    private SharedStatus(SharedWords words) {
        this.words = words;
    }

    /// The words of the file in `storage`; empty when it cannot share any.
    static Optional<SharedStatus> of(Storage storage) throws IOException {
        return storage.sharedWords(FileLayout.STATUS, COUNT).map(SharedStatus::new);
    }

    /// Begins a session: all records up to `lastSeq` are durable.
    void begin(long nonce, long lastSeq) {
        words.set(SHARED, 0);
        words.set(PUBLISHED, lastSeq);
        words.set(APPENDED, lastSeq);
        words.set(FAILED, 0);
        words.set(WANTED, 0);
        words.set(WRITER, pid());
        words.set(CHECKPOINTER, 0);
        words.set(NONCE, nonce);
    }

    /// Joins a session, as the holder of the WRITE lock: all records up to `lastSeq` are durable.
    void join(long lastSeq) {
        words.set(PUBLISHED, lastSeq);
        words.set(APPENDED, lastSeq);
        words.set(SHARED, 1);
    }

    /// What tells this session from any other.
    long nonce() {
        return words.get(NONCE);
    }

    /// Whether a second process has been in the session.
    boolean isShared() {
        return words.get(SHARED) != 0;
    }

    /// The last record that is known to be durable.
    long published() {
        return words.get(PUBLISHED);
    }

    /// The last record that is written.
    long appended() {
        return words.get(APPENDED);
    }

    void setPublished(long seq) {
        words.set(PUBLISHED, seq);
    }

    void setAppended(long seq) {
        words.set(APPENDED, seq);
    }

    /// Whether a sync has failed in this session, so that nobody may write any more.
    boolean isFailed() {
        return words.get(FAILED) != 0;
    }

    void setFailed() {
        words.set(FAILED, 1);
    }

    /// Whether somebody waits for the WRITE lock.
    boolean isWanted() {
        return words.get(WANTED) != 0;
    }

    void setWanted(boolean wanted) {
        words.set(WANTED, wanted ? 1 : 0);
    }

    void noteWriter() {
        words.set(WRITER, pid());
    }

    void noteCheckpointer() {
        words.set(CHECKPOINTER, pid());
    }

    /// The process that took the lock at `position` last, 0 for unknown.
    long holderOf(long position) {
        if (position == FileLayout.LOCK_WRITE) {
            return words.get(WRITER);
        }
        return position == FileLayout.LOCK_CHECKPOINT ? words.get(CHECKPOINTER) : 0;
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
