package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
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
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final List<Thread> syncing = Collections.synchronizedList(new ArrayList<>());
    private volatile Runnable beforeSync = () -> {};
    private volatile long writtenSeq = 1;

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
                        new Lease(
                                storage,
                                null,
                                Duration.ZERO,
                                new ReentrantLock(),
                                new ReentrantLock().newCondition(),
                                new NoHolder()),
                        new WrittenLog(trees),
                        0);
        running.set(sync);
        sync.start();
        return sync;
    }

    /// A log of which everything up to `writtenSeq` is written.
    private final class WrittenLog implements SharedSync.Log {

        private final Generation trees;

        private WrittenLog(Generation trees) {
            this.trees = trees;
        }

        @Override
        public Snapshot staged() {
            return new Snapshot(
                    trees, null, new Tail(1), 0, writtenSeq, HeadDelta.NONE, DeletedRanges.NONE);
        }

        @Override
        public Snapshot beginSync() {
            syncing.add(Thread.currentThread());
            Snapshot written = staged();
            beforeSync.run();
            return written;
        }

        @Override
        public void publish(Snapshot durable) {
            if (durable.lastSeq() == 13) {
                throw new IllegalStateException("a publisher that throws");
            }
            synced.add(durable.lastSeq());
            durableWhenSynced.add(running.get().durableSeq());
        }

        @Override
        public void endSync(boolean failed) {
            if (failed && writtenSeq == 13) {
                throw new OutOfMemoryError("simulated");
            }
        }

        @Override
        public void giveBack() {}

        @Override
        public void abandon() {
            abandoned.countDown();
        }
    }

    private static final class NoHolder implements Lease.Holder {

        @Override
        public boolean catchUp() {
            return true;
        }

        @Override
        public void renew() {}

        @Override
        public boolean isOvertaken() {
            return false;
        }

        @Override
        public void wake() {}
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
    void threadThatDiesAnswersAndLetsOthersWrite() throws Exception {
        try (SyncThread sync = start(new Durability.Lazy(Duration.ofDays(1)))) {
            writtenSeq = 13;
            assertThrows(OutcomeUnknownException.class, () -> sync.await(13));
            assertTrue(abandoned.await(1, TimeUnit.MINUTES));
        }
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

    @Test
    void whoWaitsAloneSyncsWithoutTheThread() throws Exception {
        try (SyncThread sync = start(Durability.FULL)) {
            for (int seq = 5; seq < 10; seq++) {
                writtenSeq = seq;
                sync.await(seq);
            }
            assertEquals(Collections.nCopies(5, Thread.currentThread()), syncing);
        }
    }

    @Test
    void threadSyncsWhereOthersMayJoin() throws Exception {
        try (SyncThread sync = start(new Durability.Group(Duration.ofNanos(1)))) {
            writtenSeq = 5;
            sync.await(5);
            assertFalse(syncing.contains(Thread.currentThread()));
        }
    }

    @Test
    void threadSyncsForVirtualThreads() throws Exception {
        try (SyncThread sync = start(Durability.FULL)) {
            writtenSeq = 5;
            Thread caller = Thread.ofVirtual().start(() -> sync.await(5));
            caller.join();
            assertEquals(5, sync.durableSeq());
            assertFalse(syncing.contains(caller));
        }
    }

    @Test
    void whoIsInterruptedSyncsAndStaysInterrupted() throws Exception {
        try (SyncThread sync = start(Durability.FULL)) {
            writtenSeq = 5;
            Thread.currentThread().interrupt();
            sync.await(5);
            assertTrue(Thread.interrupted());
            assertEquals(List.of(Thread.currentThread()), syncing);
        }
    }

    /// The leader goes its way after its own sync, and those who came meanwhile share the next one.
    @Test
    void threadServesWhoComesWhileAnotherLeads() throws Exception {
        int callers = 5;
        try (SyncThread sync = start(Durability.FULL)) {
            CountDownLatch leads = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            beforeSync =
                    () -> {
                        if (syncing.size() == 1) {
                            leads.countDown();
                            awaitLatch(released);
                        }
                    };
            writtenSeq = 5;
            Thread leader = Thread.ofPlatform().start(() -> sync.await(5));
            awaitLatch(leads);
            List<Thread> others = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                others.add(Thread.ofPlatform().start(() -> sync.await(6)));
            }
            awaitWaiting(others);
            writtenSeq = 6;
            beforeSync = () -> {};
            released.countDown();
            leader.join();
            for (Thread other : others) {
                other.join();
            }
            assertEquals(2, syncing.size());
            assertEquals(leader, syncing.getFirst());
            assertFalse(others.contains(syncing.getLast()));
        }
    }

    @Test
    void allAreAnsweredWhenALeaderComesToGrief() throws Exception {
        try (SyncThread sync = start(Durability.FULL)) {
            CountDownLatch leads = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            beforeSync =
                    () -> {
                        leads.countDown();
                        awaitLatch(released);
                        throw new OutOfMemoryError("simulated");
                    };
            writtenSeq = 5;
            List<Thread> callers = new ArrayList<>();
            List<Exception> answers = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 5; i++) {
                callers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        sync.await(5);
                                    } catch (OutcomeUnknownException e) {
                                        answers.add(e);
                                    }
                                }));
                awaitLatch(leads);
            }
            awaitWaiting(callers);
            released.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
            assertEquals(5, answers.size());
            assertEquals(1, syncing.size());
            assertTrue(abandoned.await(1, TimeUnit.MINUTES));
            assertThrows(OutcomeUnknownException.class, () -> sync.await(5));
        }
    }

    private static void awaitWaiting(List<Thread> threads) {
        while (threads.stream()
                .anyMatch(thread ->
                        thread.getState() != Thread.State.WAITING
                                && thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
