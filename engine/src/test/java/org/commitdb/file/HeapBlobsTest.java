package org.commitdb.file;

import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.BlobStoreContract;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;

/// The contract about blobs over a database in memory, without waiting for syncs.
final class HeapBlobsTest extends BlobStoreContract {

    @Override
    protected RecordStore newStore() {
        return CommitFile.create(
                new HeapStorage("memory"),
                FileOptions.defaults().withDurability(Durability.LAZY),
                TestCommit::index);
    }
}
