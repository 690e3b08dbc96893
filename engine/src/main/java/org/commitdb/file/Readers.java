package org.commitdb.file;

import java.lang.invoke.VarHandle;
import java.util.function.Function;
import org.commitdb.error.CorruptException;

/// What readers see, and the rule that keeps them from pages that were reused.
///
/// A reader takes no lock and leaves no mark. It reads from the published snapshot, and afterwards
/// checks that the pages of its trees have not been given free meanwhile; if they have, what it
/// read is thrown away and it reads again from the new snapshot. Pages are given free two
/// checkpoints after the trees that they belong to were replaced, so this is rare. Pages are reused
/// by this process or by others; [MetaSlots] tells about those.
///
/// What other processes have published is taken over before an answer, through the [Source].
///
/// **Threads**: any; publishing under the lock of the [LogTip]. **Errors**: what reading raises;
/// [org.commitdb.error.StorageException] when a mapped page cannot be supplied.
final class Readers {

    private static final Source ALONE =
            new Source() {
                @Override
                public boolean isBehind() {
                    return false;
                }

                @Override
                public void refresh() {}

                @Override
                public boolean keeps(long checkpointSeq) {
                    return true;
                }

                @Override
                public void renew() {}
            };

    private final FileMap map;
    private volatile Snapshot published;
    private volatile long oldestGeneration;
    private volatile Source source = ALONE;

    /// What other processes do to the file.
    interface Source {

        /// Whether they have published something that is not seen here yet.
        boolean isBehind();

        /// Publishes it here.
        void refresh();

        /// Whether they have not reused any page of this checkpoint before this call.
        boolean keeps(long checkpointSeq);

        /// Publishes what is seen already over the newest trees.
        void renew();
    }

    /// Readers who see `first`.
    Readers(FileMap map, Snapshot first) {
        this.map = map;
        this.published = first;
    }

    /// Has what other processes do come from `others`.
    void follow(Source others) {
        source = others;
    }

    /// What readers see now, with all that any process has published before this call.
    Snapshot newest() {
        try {
            if (source.isBehind()) {
                source.refresh();
            }
        } catch (InternalError e) {
            throw map.unreadable(-1, e);
        }
        return published;
    }

    /// What readers saw last.
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
        try {
            return readMapped(question);
        } catch (InternalError e) {
            // Raised by a mapped page, now or some time after the access.
            throw map.unreadable(-1, e);
        }
    }

    private <T> T readMapped(Function<Snapshot, T> question) {
        while (true) {
            Snapshot snapshot = newest();
            try {
                T answer = question.apply(snapshot);
                if (isCurrent(snapshot)) {
                    return answer;
                }
            } catch (RuntimeException e) {
                // A page that changes under the reader can look like anything; only a failure in
                // valid pages counts.
                if (isCurrent(snapshot)) {
                    throw e instanceof IndexOutOfBoundsException ? malformed(e) : e;
                }
            }
            if (published.generation() == snapshot.generation()) {
                source.renew();
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
        long checkpointSeq = snapshot.generation().checkpointSeq();
        return checkpointSeq >= oldestGeneration && source.keeps(checkpointSeq);
    }
}
