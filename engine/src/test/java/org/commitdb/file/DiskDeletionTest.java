package org.commitdb.file;

import java.nio.file.Path;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.DeletionContract;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.io.TempDir;

/// The contract of deletions over a file, with a checkpoint every few commits.
final class DiskDeletionTest extends DeletionContract {

    @TempDir private Path directory;

    @Override
    protected RecordStore newStore() {
        return CommitFile.create(
                FileStorage.create(directory.resolve("contract.cdb")),
                FileOptions.defaults().withCheckpointAfter(4, 1 << 20),
                TestCommit::index);
    }
}
