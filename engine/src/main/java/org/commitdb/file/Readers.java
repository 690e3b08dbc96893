package org.commitdb.file;

import java.lang.invoke.VarHandle;
import java.util.function.Function;
import org.commitdb.error.CorruptException;

/// What readers see, and the rule that keeps them from pages that were reused.
///
/// A reader takes no lock and leaves no mark. It reads from the published snapshot, and afterwards
/// checks that the pages of its trees have not been given free meanwhile; if they have, what it
/// read is thrown away and it reads again from the new snapshot. Pages are given free two
/// checkpoints after the trees that they belong to were replaced, so this is rare.
///
/// **Threads**: any; publishing under the lock of the [Appender]. **Errors**: what reading raises;
/// [org.commitdb.error.StorageException] when a mapped page cannot be supplied.
final class Readers {

    private final FileMap map;
    private volatile Snapshot published;
    private volatile long oldestGeneration;

    /// Readers who see `first`.
    Readers(FileMap map, Snapshot first) {
        this.map = map;
        this.published = first;
    }

    /// What readers see now.
    Snapshot published() {
        return published;
    }

    /// Lets readers see `snapshot`.
    void publish(Snapshot snapshot) {
        published = snapshot;
    }

    /// Takes away the trees before the checkpoint `checkpointSeq`, whose pages are about to be
    /// overwritten.
    void retireBefore(long checkpointSeq) {
        oldestGeneration = checkpointSeq;
        VarHandle.fullFence();
    }

    /// What `question` finds in the published snapshot.
    <T> T read(Function<Snapshot, T> question) {
        while (true) {
            Snapshot snapshot = published;
            try {
                T answer = question.apply(snapshot);
                if (isCurrent(snapshot)) {
                    return answer;
                }
            } catch (InternalError e) {
                throw map.unreadable(-1, e);
            } catch (RuntimeException e) {
                // A page that changes under the reader can look like anything; only a failure in
                // valid pages counts.
                if (isCurrent(snapshot)) {
                    throw e instanceof IndexOutOfBoundsException ? malformed(e) : e;
                }
            }
        }
    }

    private CorruptException malformed(RuntimeException cause) {
        String expected = "index entries of the right length";
        String found = "an entry that is too short";
        return new CorruptException(
                map.name()
                        + ": expected "
                        + expected
                        + ", found "
                        + found
                        + "; rebuild the indexes",
                map.name(),
                -1,
                expected,
                found,
                cause);
    }

    private boolean isCurrent(Snapshot snapshot) {
        VarHandle.loadLoadFence();
        return snapshot.generation().checkpointSeq() >= oldestGeneration;
    }
}
