package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// What it costs to find the touches of many documents: counted in allocated bytes, of which each
/// touch that is looked at takes some.
final class TouchWalkTest {

    private static final int COMMITS = 20_000;
    private static final long MOST_BYTES = 50_000;
    private static final DocumentId BUSY = new DocumentId(new UUID(1, 1), new UUID(0, 1));
    private static final DocumentId NEXT = new DocumentId(new UUID(1, 1), new UUID(0, 2));

    @Test
    void touchesThatCameLaterAreNotWalked() {
        FileOptions options = FileOptions.defaults().withDurability(Durability.LAZY);
        try (CommitFile file =
                CommitFile.create(new HeapStorage("memory"), options, TestCommit::index)) {
            List<byte[]> commits = new ArrayList<>();
            CommitId parent = CommitId.NONE;
            for (int i = 1; i <= COMMITS; i++) {
                DocumentId document = i == 2 ? NEXT : BUSY;
                TestCommit commit = TestCommit.of(parent, i, document, new byte[] {(byte) i});
                parent = commit.id();
                commits.add(commit.encode());
            }
            file.append(commits);
            file.checkpoint();
            for (long newest : List.of(1L, 3L, COMMITS / 2L, (long) COMMITS)) {
                assertCheap(file, newest);
            }
        }
    }

    private static void assertCheap(CommitFile file, long newest) {
        List<DocumentId> documents = List.of(BUSY, NEXT);
        file.touches(documents, newest);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        file.touches(documents, newest);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < MOST_BYTES, bytes + " bytes at " + newest);
        for (int i = 0; i < documents.size(); i++) {
            assertEquals(
                    ModelStore.touchesOf(file, documents.get(i), newest),
                    ModelStore.touchesOf(file.touches(documents, newest).get(i)));
        }
    }
}
