package org.commitdb.state;

import org.commitdb.store.CommitIndexer;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;

/// [HistoryContract] over lists and maps.
final class HistoryPropertyTest extends HistoryContract {

    @Override
    protected RecordStore newStore(CommitIndexer indexer) {
        return new NaiveRecordStore(indexer);
    }
}
