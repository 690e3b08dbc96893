package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Durability;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// Whoever waits for a sync gets an answer, whatever happens to the thread that syncs.
final class SyncThreadTest {

    private final Storage storage = new HeapStorage("memory");
    private final List<Long> synced = new ArrayList<>();
    private final List<Long> durableWhenSynced = new ArrayList<>();
    private final AtomicReference<SyncThread> running = new AtomicReference<>();
    private long writtenSeq = 1;

    private SyncThread start(Durability durability) throws Exception {
        SimDisk disk = new SimDisk();
        CommitFile.create(disk.open(), FileOptions.defaults(), TestCommit::index).close();
        Volume volume = Volume.of(disk.open(), Preamble.readHeader(disk.open(), true));
        Generation trees = new Generation(volume.pages(), 0, 0, IndexRoots.EMPTY);
        SyncThread sync =
                new SyncThread(
                        storage,
                        new Space(storage, 4096, FileLayout.MIN_LENGTH, FileLayout.MIN_LENGTH),
                        durability,
                        () -> new Snapshot(trees, null, new Tail(1), 0, writtenSeq, HeadDelta.NONE),
                        snapshot -> {
                            if (snapshot.lastSeq() == 13) {
                                throw new IllegalStateException("a publisher that throws");
                            }
                            synced.add(snapshot.lastSeq());
                            durableWhenSynced.add(running.get().durableSeq());
                        },
                        0);
        running.set(sync);
        sync.start();
        return sync;
    }

    @Test
    void waitsUntilTheRecordIsDurable() throws Exception {
        try (SyncThread sync = start(Durability.FULL)) {
            writtenSeq = 5;
            sync.await(4);
            assertEquals(5, sync.durableSeq());
            sync.await(5);
            assertEquals(List.of(5L), synced);
        }
    }

    /// A caller that finds its record durable does not wait, so the record has to be visible by
    /// then.
    @Test
    void recordIsVisibleBeforeItCountsAsDurable() throws Exception {
        try (SyncThread sync = start(Durability.FULL)) {
            writtenSeq = 5;
            sync.await(5);
            assertEquals(List.of(0L), durableWhenSynced);
        }
    }

    @Test
    void whoeverComesAfterTheEndIsAnswered() throws Exception {
        SyncThread sync = start(Durability.FULL);
        writtenSeq = 5;
        sync.await(5);
        sync.close();
        sync.await(5);
        assertThrows(OutcomeUnknownException.class, () -> sync.await(6));
        assertThrows(OutcomeUnknownException.class, sync::sync);
    }

    @Test
    void unexpectedFailureIsAnAnswer() throws Exception {
        try (SyncThread sync = start(new Durability.Lazy(Duration.ofDays(1)))) {
            writtenSeq = 13;
            assertThrows(OutcomeUnknownException.class, () -> sync.await(13));
            assertTrue(sync.hasFailed());
            writtenSeq = 14;
            assertThrows(OutcomeUnknownException.class, () -> sync.await(14));
        }
    }
}
