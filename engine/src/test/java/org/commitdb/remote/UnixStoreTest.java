package org.commitdb.remote;

import java.nio.file.Path;
import org.commitdb.store.RecordStore;
import org.commitdb.store.RecordStoreContract;
import org.commitdb.store.TestStores;
import org.junit.jupiter.api.io.TempDir;

/// The contract over a Unix socket.
final class UnixStoreTest extends RecordStoreContract {

    @TempDir private Path folder;

    @Override
    protected RecordStore newStore() {
        Endpoint endpoint = new Endpoint.Unix(folder.resolve("s"));
        return ServedStore.of(TestStores.inMemory(), endpoint, ServerOptions.DEFAULT)
                .owningClient(ConnectionOptions.DEFAULT);
    }
}
