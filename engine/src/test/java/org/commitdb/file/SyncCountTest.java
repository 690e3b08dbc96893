package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.Durability;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// How often the disk is asked to sync.
final class SyncCountTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final int WAIT_SECONDS = 30;

    private final FaultStorage storage = new FaultStorage(new HeapStorage("memory"));

    private CommitFile create(Durability durability) {
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(durability)
                        .withCheckpointAfter(1 << 20, 1 << 30);
        return CommitFile.create(storage, options, TestCommit::index);
    }

    private static byte[] commit(String label) {
        return TestCommit.labelled(CommitId.NONE, label).encode();
    }

    @Test
    void fullDurabilitySyncsOncePerCommitAlsoWhenTheFileGrows() {
        try (CommitFile file = create(Durability.FULL)) {
            int before = storage.count(Call.FORCE);
            int writes = storage.count(Call.WRITE);
            int lengths = storage.count(Call.SET_LENGTH);
            for (int i = 0; i < 200; i++) {
                file.append(List.of(commit("%5000d".formatted(i))));
            }
            assertEquals(200, storage.count(Call.FORCE) - before);
            assertTrue(storage.count(Call.SET_LENGTH) > lengths, "the file did not grow");
            assertTrue(storage.count(Call.WRITE) - writes < 250, "a commit is one write");
        }
    }

    @Test
    void transactionsThatWaitTogetherShareOneSync() throws Exception {
        try (CommitFile file = create(Durability.FULL)) {
            int threads = 16;
            CountDownLatch syncing = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            AtomicBoolean first = new AtomicBoolean(true);
            storage.beforeForce(() -> {
                if (first.getAndSet(false)) {
                    syncing.countDown();
                    await(released);
                }
            });
            int before = storage.count(Call.FORCE);
            List<Thread> running = new ArrayList<>();
            running.add(Thread.ofPlatform().start(() -> file.append(List.of(commit("first")))));
            await(syncing);
            int written = storage.count(Call.WRITE);
            for (int i = 0; i < threads; i++) {
                byte[] commit = commit("commit " + i);
                running.add(Thread.ofPlatform().start(() -> file.append(List.of(commit))));
            }
            while (storage.count(Call.WRITE) < written + threads
                    || running.stream().skip(1).anyMatch(SyncCountTest::isRunning)) {
                Thread.onSpinWait();
            }
            assertEquals(0, file.lastOrdinal(), "something is visible that is not durable");
            released.countDown();
            for (Thread thread : running) {
                thread.join();
            }
            assertEquals(2, storage.count(Call.FORCE) - before);
            assertEquals(threads + 1, file.lastOrdinal());
        }
    }

    /// Whether a thread has not come to wait for the sync yet.
    private static boolean isRunning(Thread thread) {
        return thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TERMINATED;
    }

    @Test
    void refusedTransactionDoesNotDisturbOthersThatWait() throws Exception {
        try (CommitFile file = create(Durability.FULL)) {
            CommitId unknown = TestCommit.labelled(CommitId.NONE, "unknown").id();
            int before = storage.count(Call.FORCE);
            List<Thread> running = new ArrayList<>();
            List<String> refused = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 20; i++) {
                TestCommit commit =
                        TestCommit.labelled(i % 2 == 0 ? unknown : CommitId.NONE, "commit " + i);
                running.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        file.append(List.of(commit.encode()));
                                    } catch (InvalidCommitException e) {
                                        refused.add(commit.label());
                                    }
                                }));
            }
            for (Thread thread : running) {
                thread.join();
            }
            assertEquals(10, refused.size());
            assertEquals(10, file.lastOrdinal());
            assertTrue(storage.count(Call.FORCE) - before <= 10);
        }
    }

    @Test
    void lazyDurabilityDoesNotSyncForACommit() {
        try (CommitFile file = create(new Durability.Lazy(NEVER))) {
            int before = storage.count(Call.FORCE);
            for (int i = 0; i < 100; i++) {
                file.append(List.of(commit("commit " + i)));
                assertEquals(i + 1, file.lastOrdinal());
            }
            assertEquals(before, storage.count(Call.FORCE));
            file.flush();
            assertEquals(before + 1, storage.count(Call.FORCE));
            file.flush();
            assertEquals(before + 1, storage.count(Call.FORCE));
        }
    }

    @Test
    void lazyDurabilitySyncsAfterAWhile() throws Exception {
        CountDownLatch synced = new CountDownLatch(1);
        try (CommitFile file = create(new Durability.Lazy(Duration.ofMillis(2)))) {
            storage.beforeForce(synced::countDown);
            file.append(List.of(commit("commit")));
            assertTrue(synced.await(WAIT_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void groupDurabilityWaitsForMoreCommitsAndSyncsThemOnce() throws Exception {
        int threads = 8;
        try (CommitFile file = create(new Durability.Group(Duration.ofSeconds(1)))) {
            int before = storage.count(Call.FORCE);
            List<Thread> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                byte[] commit = commit("commit " + i);
                running.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    file.append(List.of(commit));
                                    assertTrue(storage.count(Call.FORCE) > before);
                                }));
            }
            for (Thread thread : running) {
                thread.join();
            }
            assertEquals(threads, file.lastOrdinal());
            int syncs = storage.count(Call.FORCE) - before;
            assertTrue(syncs < threads, () -> syncs + " syncs for " + threads + " commits");
        }
    }

    @Test
    void groupDurabilitySyncsBeforeItAcknowledges() {
        try (CommitFile file = create(Durability.GROUP)) {
            for (int i = 0; i < 5; i++) {
                int before = storage.count(Call.FORCE);
                file.append(List.of(commit("commit " + i)));
                assertEquals(before + 1, storage.count(Call.FORCE));
            }
        }
    }

    @Test
    void bulkDurabilitySyncsOnlyWhenItIsAskedTo() {
        CommitFile file = create(Durability.BULK);
        int before = storage.count(Call.FORCE);
        for (int i = 0; i < 200; i++) {
            file.append(List.of(commit("commit " + i)));
            assertEquals(i + 1, file.lastOrdinal());
        }
        assertEquals(before, storage.count(Call.FORCE));
        file.flush();
        assertEquals(before + 1, storage.count(Call.FORCE));
        file.append(List.of(commit("last")));
        file.close();
        assertTrue(storage.count(Call.FORCE) > before + 1);
    }

    @Test
    void checkpointSyncsTwice() {
        try (CommitFile file = create(new Durability.Lazy(NEVER))) {
            file.append(List.of(commit("commit")));
            int before = storage.count(Call.FORCE);
            file.checkpoint();
            assertEquals(2, storage.count(Call.FORCE) - before);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
