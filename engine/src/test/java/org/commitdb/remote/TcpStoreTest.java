package org.commitdb.remote;

import org.commitdb.file.FileOptions;
import org.commitdb.file.CommitFile;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.commitdb.store.RecordStoreContract;
import org.commitdb.store.TestCommit;

/// The contract over TCP, not encrypted.
final class TcpStoreTest extends RecordStoreContract {

    static RecordStore inMemory() {
        return CommitFile.create(
                new HeapStorage("memory"),
                FileOptions.defaults().withDurability(Durability.LAZY),
                TestCommit::index);
    }

    @Override
    protected RecordStore newStore() {
        return ServedStore.of(inMemory()).owningClient(ConnectionOptions.DEFAULT);
    }
}
