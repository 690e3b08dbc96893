package org.commitdb.store;

/// The contract of deletions over the oracle itself.
final class NaiveDeletionTest extends DeletionContract {

    @Override
    protected RecordStore newStore() {
        return new NaiveRecordStore(TestCommit::index);
    }
}
