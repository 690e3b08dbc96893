package org.commitdb.remote;

import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.store.RecordStore;

/// How many commits of a store were deleted, by whomever, as far as somebody has looked.
///
/// **Threads**: any.
final class Deletions {

    private static final int TRIES = 8;

    private final RecordStore store;
    private final AtomicLong count = new AtomicLong();

    /// Looks at `store` for the first time.
    Deletions(RecordStore store) {
        this.store = store;
        look();
    }

    long count() {
        return count.get();
    }

    /// Looks again; whether there are more now.
    boolean look() {
        for (int i = 0; i < TRIES; i++) {
            long last = store.lastOrdinal();
            long deleted = last - store.commitCount();
            if (last == store.lastOrdinal()) {
                return deleted > count.getAndAccumulate(deleted, Math::max);
            }
        }
        // Commits come all the time; the next one has somebody look again.
        return false;
    }
}
