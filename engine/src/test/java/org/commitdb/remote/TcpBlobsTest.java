package org.commitdb.remote;

import org.commitdb.store.BlobStoreContract;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestStores;

/// Blobs over TCP.
final class TcpBlobsTest extends BlobStoreContract {

    @Override
    protected RecordStore newStore() {
        return ServedStore.of(TestStores.inMemory()).owningClient(ConnectionOptions.DEFAULT);
    }
}
