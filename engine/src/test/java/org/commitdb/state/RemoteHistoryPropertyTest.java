package org.commitdb.state;

import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.remote.ServedStore;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;

/// States of a database that is served over TCP.
final class RemoteHistoryPropertyTest extends HistoryContract {

    @Override
    protected RecordStore newStore(CommitIndexer indexer) {
        RecordStore served =
                CommitFile.create(
                        new HeapStorage("memory"),
                        FileOptions.defaults().withDurability(Durability.LAZY),
                        indexer);
        return ServedStore.of(served).owningClient(ConnectionOptions.DEFAULT);
    }
}
