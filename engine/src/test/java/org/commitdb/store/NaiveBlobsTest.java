package org.commitdb.store;

/// The contract about blobs over the naive store.
final class NaiveBlobsTest extends BlobStoreContract {

    @Override
    protected RecordStore newStore() {
        return new NaiveRecordStore(TestCommit::index);
    }
}
