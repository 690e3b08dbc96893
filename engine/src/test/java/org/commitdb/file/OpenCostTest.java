package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.Run;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opening a file does not cost time in proportion to its history; neither do the bytes per commit
/// get out of hand.
final class OpenCostTest {

    private static final int FEW = 2_000;
    private static final int MANY = 200_000;
    private static final int PER_TRANSACTION = 1_000;
    private static final int MAX_READS = 1_200;

    @TempDir private Path directory;

    private Path create(int commits) {
        Path path = directory.resolve(commits + ".cdb");
        FileOptions options = FileOptions.defaults().withDurability(Durability.LAZY);
        try (CommitFile file =
                CommitFile.create(FileStorage.create(path), options, TestCommit::index)) {
            CommitId parent = CommitId.NONE;
            for (int done = 0; done < commits; done += PER_TRANSACTION) {
                List<byte[]> transaction = new ArrayList<>();
                for (int i = done; i < done + PER_TRANSACTION; i++) {
                    DocumentId document =
                            new DocumentId(new UUID(1, 1), new UUID(i * 0x9E37_79B9_7F4A_7C15L, i));
                    TestCommit commit = TestCommit.of(parent, i, document, new byte[60]);
                    parent = commit.id();
                    transaction.add(commit.encode());
                }
                file.append(transaction);
            }
        }
        return path;
    }

    private static FaultStorage open(Path path, int commits) {
        FaultStorage storage = new FaultStorage(FileStorage.openReadOnly(path));
        try (CommitFile file =
                CommitFile.open(storage, FileOptions.defaults().forReading(), TestCommit::index)) {
            assertEquals(commits, file.lastOrdinal());
            assertEquals(new Run(1, commits, 0, 0), file.run(commits / 2));
            assertEquals(commits / 2, file.ordinalOf(file.idOf(commits / 2)));
        }
        return storage;
    }

    @Test
    void openReadsTheSameWhateverTheHistory() {
        FaultStorage few = open(create(FEW), FEW);
        FaultStorage many = open(create(MANY), MANY);
        assertEquals(few.count(Call.MAP), many.count(Call.MAP));
        long limit = 2 * LogExtent.MAX_LENGTH;
        assertTrue(few.bytesRead() < limit, () -> few.bytesRead() + " bytes for few commits");
        assertTrue(many.bytesRead() < limit, () -> many.bytesRead() + " bytes for many commits");
        // One look at each place in the room ahead of need where the log could have gone on.
        assertTrue(
                many.count(Call.READ) < MAX_READS,
                () -> many.count(Call.READ) + " reads for many commits");
    }

    @Test
    void logRecordOfACommitOf300BytesTakesAtMost350() {
        assertTrue(LogRecord.sizeOf(300) <= 350);
    }

    @Test
    void commitTakesFewBytesInTheIndexes() throws Exception {
        try (CommitFile file =
                CommitFile.open(
                        FileStorage.openReadOnly(create(MANY)),
                        FileOptions.defaults().forReading(),
                        TestCommit::index)) {
            long indexBytes = Long.parseLong(file.info().facts().get("index bytes"));
            assertTrue(
                    indexBytes <= 100L * MANY,
                    () -> (double) indexBytes / MANY + " bytes of index per commit");
        }
    }
}
