package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// A file system that cannot lock.
final class LockFaultTest {

    @Test
    void refusedLockIsReported() throws IOException {
        SampleFile sample = SampleFile.make(1, 20, 100);
        for (int victim = 1; ; victim++) {
            int number = victim;
            SimDisk disk = new SimDisk(sample.content());
            FaultStorage storage = new FaultStorage(disk.open());
            storage.failWhen(
                    Failure.IO_ERROR,
                    event -> event.call() == Call.LOCK && event.number() >= number);
            if (victim == 1) {
                StorageException failure =
                        assertThrows(
                                StorageException.class,
                                () ->
                                        CommitFile.open(
                                                storage,
                                                FileOptions.defaults(),
                                                TestCommit::index));
                assertTrue(failure.getMessage().contains("simulated.cdb"), failure.getMessage());
                assertArrayEquals(sample.content(), disk.content());
                continue;
            }
            try (CommitFile file =
                    CommitFile.open(storage, FileOptions.defaults(), TestCommit::index)) {
                StoreChecks.assertSame(sample.model(), file);
            } catch (StorageException e) {
                assertTrue(e.getMessage().contains("simulated.cdb"), e.getMessage());
            }
            if (storage.count(Call.LOCK) < number) {
                return;
            }
        }
    }
}
