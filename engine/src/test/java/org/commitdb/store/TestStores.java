package org.commitdb.store;

import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.HeapStorage;

/// Stores for tests that do not care which.
public final class TestStores {

    private TestStores() {}

    /// The engine over a heap disk, for [TestCommit]s.
    public static RecordStore inMemory() {
        return CommitFile.create(
                new HeapStorage("memory"),
                FileOptions.defaults().withDurability(Durability.LAZY),
                TestCommit::index);
    }
}
