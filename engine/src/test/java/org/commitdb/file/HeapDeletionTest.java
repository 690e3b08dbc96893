package org.commitdb.file;

import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.DeletionContract;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;

/// The contract of deletions over a database in memory.
final class HeapDeletionTest extends DeletionContract {

    @Override
    protected RecordStore newStore() {
        return CommitFile.create(
                new HeapStorage("memory"),
                FileOptions.defaults().withDurability(Durability.LAZY),
                TestCommit::index);
    }
}
