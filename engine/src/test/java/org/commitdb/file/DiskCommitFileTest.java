package org.commitdb.file;

import java.nio.file.Path;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.RecordStore;
import org.commitdb.store.RecordStoreContract;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.io.TempDir;

/// The contract over a file, with a checkpoint every few commits.
final class DiskCommitFileTest extends RecordStoreContract {

    @TempDir private Path directory;

    @Override
    protected RecordStore newStore() {
        return CommitFile.create(
                FileStorage.create(directory.resolve("contract.cdb")),
                FileOptions.defaults().withCheckpointAfter(20, 1 << 20),
                TestCommit::index);
    }
}
