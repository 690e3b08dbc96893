package org.commitdb.file;

import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.commitdb.store.RecordStoreContract;
import org.commitdb.store.TestCommit;

/// The contract over a database in memory, without waiting for syncs.
final class HeapCommitFileTest extends RecordStoreContract {

    @Override
    protected RecordStore newStore() {
        return CommitFile.create(
                new HeapStorage("memory"),
                FileOptions.defaults().withDurability(Durability.LAZY),
                TestCommit::index);
    }
}
