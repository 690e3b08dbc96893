package org.commitdb.state;

import java.util.List;
import java.util.UUID;
import org.commitdb.store.DocumentId;
import org.commitdb.store.RecordStore;
import org.jspecify.annotations.Nullable;

/// The documents of one attachment that any commit touched, in order, some at a time.
///
/// **Threads**: one.
final class DocumentBatches {

    private static final int BATCH = 256;

    private final RecordStore store;
    private final UUID attachment;
    private @Nullable UUID after;
    private boolean ended;

    DocumentBatches(RecordStore store, UUID attachment) {
        this.store = store;
        this.attachment = attachment;
    }

    /// The next ones; none at the end.
    List<DocumentId> next() {
        if (ended) {
            return List.of();
        }
        List<DocumentId> batch = store.documents(attachment, after, BATCH);
        ended = batch.size() < BATCH;
        after = batch.isEmpty() ? after : batch.getLast().instance();
        return batch;
    }
}
