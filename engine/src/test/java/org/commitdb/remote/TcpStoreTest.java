package org.commitdb.remote;

import org.commitdb.store.RecordStore;
import org.commitdb.store.RecordStoreContract;
import org.commitdb.store.TestStores;

/// The contract over TCP, not encrypted.
final class TcpStoreTest extends RecordStoreContract {

    @Override
    protected RecordStore newStore() {
        return ServedStore.of(TestStores.inMemory()).owningClient(ConnectionOptions.DEFAULT);
    }
}
