package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.commitdb.commit.CommitId;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.IndexedCommit;
import org.commitdb.store.TestCommit;
import org.commitdb.store.Touch;
import org.junit.jupiter.api.Test;

/// A writer that is stopped between the log and the index, as by an allocation that fails.
final class OutOfMemoryTest {

    private static final String POISON = "cannot be indexed";

    /// Indexes one kind of commit so that the index chokes on it.
    private static final CommitIndexer POISONED =
            bytes -> {
                IndexedCommit commit = TestCommit.index(bytes);
                boolean poison =
                        TestCommit.labelled(CommitId.NONE, POISON)
                                .id()
                                .equals(commit.header().id());
                List<Touch> touches = poison ? List.of(new Touch(null, 0, 1, true)) : List.of();
                return new IndexedCommit(commit.header(), touches, commit.blobs());
            };

    private static byte[] commit(String label) {
        return TestCommit.labelled(CommitId.NONE, label).encode();
    }

    @Test
    void transactionThatCannotBeIndexedEndsWritingAndLosesNothing() {
        SimDisk disk = new SimDisk();
        CommitFile file = CommitFile.create(disk.open(), FileOptions.defaults(), POISONED);
        file.append(List.of(commit("before")));
        assertThrows(NullPointerException.class, () -> file.append(List.of(commit(POISON))));
        assertEquals(1, file.lastOrdinal());
        assertThrows(StorageException.class, () -> file.append(List.of(commit("after"))));
        assertThrows(StorageException.class, file::checkpoint);
        assertEquals(1, file.lastOrdinal());
        file.close();
        try (CommitFile reopened =
                CommitFile.open(disk.open(), FileOptions.defaults(), TestCommit::index)) {
            assertEquals(2, reopened.lastOrdinal());
            reopened.append(List.of(commit("after")));
            reopened.checkpoint();
            assertEquals(TestCommit.labelled(CommitId.NONE, "after").id(), reopened.idOf(3));
        }
    }
}
