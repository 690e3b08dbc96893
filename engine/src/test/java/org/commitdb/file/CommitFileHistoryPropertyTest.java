package org.commitdb.file;

import org.commitdb.file.storage.HeapStorage;
import org.commitdb.state.HistoryContract;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.RecordStore;

/// [HistoryContract] over the file engine, with checkpoints after every few commits.
final class CommitFileHistoryPropertyTest extends HistoryContract {

    private static final int ENTRIES_PER_CHECKPOINT = 50;
    private static final long BYTES_PER_CHECKPOINT = 4096;

    @Override
    protected RecordStore newStore(CommitIndexer indexer) {
        FileOptions options =
                FileOptions.defaults()
                        .withCheckpointAfter(ENTRIES_PER_CHECKPOINT, BYTES_PER_CHECKPOINT);
        return CommitFile.create(new HeapStorage("memory"), options, indexer);
    }
}
