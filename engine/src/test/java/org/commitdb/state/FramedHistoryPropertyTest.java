package org.commitdb.state;

import org.commitdb.store.CommitIndexer;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;

/// [HistoryContract] with a key frame laid at every place where one can be, and looked for by every
/// read: frames change nothing.
final class FramedHistoryPropertyTest extends HistoryContract {

    static final FrameSpacing EVERYWHERE = new FrameSpacing(1, 0, 0);

    @Override
    protected RecordStore newStore(CommitIndexer indexer) {
        return new NaiveRecordStore(indexer);
    }

    @Override
    protected History newHistory(RecordStore store) {
        return new History(store, model()::definitions, EVERYWHERE);
    }
}
