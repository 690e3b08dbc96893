package org.commitdb.remote;

import org.commitdb.store.DeletionContract;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestStores;

/// Deletion over TCP.
final class TcpDeletionTest extends DeletionContract {

    @Override
    protected RecordStore newStore() {
        return ServedStore.of(TestStores.inMemory()).owningClient(ConnectionOptions.DEFAULT);
    }
}
