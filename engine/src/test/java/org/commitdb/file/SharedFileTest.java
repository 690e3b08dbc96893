package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.file.storage.StorageLock;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;

/// Several processes on one simulated disk, each with locks of its own.
final class SharedFileTest {

    private static final Durability NEVER = new Durability.Lazy(Duration.ofDays(1));
    private static final FileOptions FULL =
            FileOptions.defaults()
                    .withCheckpointAfter(1 << 20, 1 << 30)
                    .withLockTimeout(Duration.ofSeconds(20));
    private static final FileOptions LAZY = FULL.withDurability(NEVER);

    private final SimDisk disk = new SimDisk();

    private CommitFile create(FileOptions options) {
        return CommitFile.create(disk.open(), options, TestCommit::index);
    }

    private CommitFile open(FileOptions options) {
        return CommitFile.open(disk.open(), options, TestCommit::index);
    }

    private static CommitId append(CommitFile file, String label) {
        CommitId parent = file.lastOrdinal() == 0 ? CommitId.NONE : file.idOf(file.lastOrdinal());
        TestCommit commit = TestCommit.labelled(parent, label);
        file.append(List.of(commit.encode()));
        return commit.id();
    }

    private void assertSound(CommitFile file) {
        assertEquals(
                List.of(),
                file.verify(VerifyLevel.BLOBS, Progress.NONE).findings(),
                "findings in the open file");
    }

    private void assertSoundWhenClosed() {
        assertEquals(
                List.of(),
                Maintenance.verify(disk.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE)
                        .findings());
    }

    @Test
    void commitsOfOneProcessAreVisibleInAllOthersAtOnce() {
        try (CommitFile first = create(FULL);
                CommitFile second = open(FULL);
                CommitFile third = open(FULL.forReading())) {
            for (int i = 1; i <= 60; i += 2) {
                CommitId one = append(first, "first " + i);
                assertEquals(i, second.ordinalOf(one));
                assertEquals(i, third.ordinalOf(one));
                CommitId two = append(second, "second " + i);
                assertEquals(i + 1, first.ordinalOf(two));
                assertEquals(i + 1, third.ordinalOf(two));
                assertArrayEquals(new long[] {i + 1}, first.heads());
                assertArrayEquals(new long[] {i + 1}, second.heads());
                assertArrayEquals(new long[] {i + 1}, third.heads());
                if (i % 10 == 1) {
                    first.checkpoint();
                }
                if (i % 14 == 1) {
                    second.checkpoint();
                }
            }
            assertSound(first);
            assertSound(second);
        }
        assertSoundWhenClosed();
    }

    @Test
    void randomHistoryWrittenByThreeProcessesIsThatOfTheModel() {
        for (int seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimDisk shared = new SimDisk();
            ModelStore model = new ModelStore();
            RandomHistory history = new RandomHistory(random.split(), 9, 200);
            List<CommitFile> files = new ArrayList<>();
            FileOptions options = random.nextBoolean() ? FULL : LAZY;
            files.add(CommitFile.create(shared.open(), options, TestCommit::index));
            for (int step = 0; step < 160; step++) {
                CommitFile file = files.get(random.nextInt(files.size()));
                int dice = random.nextInt(100);
                if (dice < 70) {
                    List<TestCommit> transaction = history.transaction(model);
                    file.append(transaction.stream().map(TestCommit::encode).toList());
                    transaction.forEach(model::add);
                } else if (dice < 76) {
                    byte[] bytes = history.bytes(500);
                    file.putBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
                    model.addBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
                } else if (dice < 88) {
                    file.checkpoint();
                } else if (dice < 94 && files.size() < 4) {
                    FileOptions mine = random.nextBoolean() ? FULL : LAZY;
                    files.add(
                            CommitFile.open(
                                    shared.open(),
                                    mine.durability() == options.durability() ? mine : options,
                                    TestCommit::index));
                } else if (files.size() > 1) {
                    files.remove(file);
                    file.close();
                }
                if (step % 20 == 0) {
                    for (CommitFile each : files) {
                        StoreChecks.assertSampleSame(model, each, random, 3);
                    }
                }
            }
            for (CommitFile each : files) {
                StoreChecks.assertSame(model, each);
            }
            files.forEach(CommitFile::close);
            try (CommitFile again = CommitFile.open(shared.open(), FULL, TestCommit::index)) {
                StoreChecks.assertSame(model, again);
                assertSound(again);
            }
        }
    }

    @Test
    void unsyncedCommitsOfLazyProcessesAreVisibleInLazyOnesAndLaterInFullOnes() {
        try (CommitFile lazy = create(LAZY);
                CommitFile other = open(LAZY);
                CommitFile full = open(FULL)) {
            CommitId id = append(lazy, "a");
            assertEquals(1, other.ordinalOf(id));
            assertEquals(0, full.ordinalOf(id));
            lazy.flush();
            assertEquals(1, full.ordinalOf(id));
            CommitId next = append(other, "b");
            TestCommit child = TestCommit.labelled(next, "c");
            full.append(List.of(child.encode()));
            assertEquals(3, full.ordinalOf(child.id()));
            assertEquals(3, lazy.ordinalOf(child.id()));
        }
    }

    @Test
    void syncOfAnyProcessMakesDurableWhatAllHaveWritten() {
        CommitFile lazy = create(LAZY);
        CommitFile full = open(FULL);
        CommitId first = append(lazy, "lazy");
        TestCommit second = TestCommit.labelled(first, "full");
        full.append(List.of(second.encode()));
        CommitId third = append(lazy, "lazy again");
        for (int seed = 0; seed < 60; seed++) {
            SimDisk left = disk.crash(seed);
            try (CommitFile file = CommitFile.open(left.open(), FULL, TestCommit::index)) {
                assertEquals(1, file.ordinalOf(first));
                assertEquals(2, file.ordinalOf(second.id()));
                assertEquals(file.lastOrdinal() == 3 ? 3 : 0, file.ordinalOf(third));
            }
        }
        full.close();
        lazy.close();
    }

    @Test
    void deadProcessLeavesWhatItAcknowledgedAndNoHalfTransaction() throws IOException {
        CommitFile survivor = create(FULL);
        Storage victim = disk.open();
        CommitFile dead = CommitFile.open(victim, FULL, TestCommit::index);
        CommitId kept = append(dead, "kept");
        victim.close();
        // The beginning of a transaction that it was writing when it died.
        tearNextTransaction(kept);
        assertEquals(1, survivor.ordinalOf(kept));
        CommitId next = append(survivor, "next");
        assertEquals(2, survivor.ordinalOf(next));
        try (CommitFile third = open(FULL)) {
            assertEquals(2, third.lastOrdinal());
            assertSound(third);
        }
        survivor.close();
        assertThrows(RuntimeException.class, () -> append(dead, "from the other side"));
        assertSoundWhenClosed();
    }

    /// Appends the first half of a transaction as a process does that dies meanwhile.
    private void tearNextTransaction(CommitId parent) throws IOException {
        SimDisk copy = new SimDisk(disk.content());
        byte[] before = copy.content();
        CommitFile file = CommitFile.open(copy.open(), LAZY, TestCommit::index);
        byte[] opened = copy.content();
        List<byte[]> commits = new ArrayList<>();
        CommitId last = parent;
        for (int i = 0; i < 4; i++) {
            TestCommit commit = TestCommit.labelled(last, "torn " + i);
            commits.add(commit.encode());
            last = commit.id();
        }
        file.append(commits);
        byte[] after = copy.content();
        int from = 0x10000;
        while (opened[from] == after[from]) {
            from++;
        }
        assertEquals(before.length, after.length);
        Storage storage = disk.open();
        byte[] half = new byte[300];
        System.arraycopy(after, from / 8 * 8, half, 0, half.length);
        storage.write(from / 8 * 8, ByteBuffer.wrap(half));
        storage.close();
    }

    @Test
    void completeTransactionOfDeadProcessIsAdoptedAndBecomesDurableWithTheNextSync()
            throws IOException {
        CommitFile full = create(FULL);
        Storage victim = disk.open();
        CommitFile lazy = CommitFile.open(victim, LAZY, TestCommit::index);
        CommitId id = append(lazy, "complete");
        victim.close();
        assertEquals(0, full.ordinalOf(id));
        CommitId next = TestCommit.labelled(id, "child").id();
        full.append(List.of(TestCommit.labelled(id, "child").encode()));
        assertEquals(1, full.ordinalOf(id));
        assertEquals(2, full.ordinalOf(next));
        full.close();
        try (CommitFile again = open(FULL)) {
            assertEquals(2, again.lastOrdinal());
        }
    }

    @Test
    void failedSyncInOneProcessStopsAllUntilEverybodyHasClosed() {
        CommitFile first = create(FULL);
        CommitFile second = open(FULL);
        CommitId kept = append(second, "kept");
        disk.failNextForce();
        TestCommit unknown = TestCommit.labelled(kept, "unknown");
        assertThrows(OutcomeUnknownException.class, () -> first.append(List.of(unknown.encode())));
        StorageException refused =
                assertThrows(StorageException.class, () -> append(second, "refused"));
        assertTrue(refused.getMessage().contains("sync failed"), refused.getMessage());
        assertEquals(1, second.ordinalOf(kept));
        assertThrows(BusyException.class, () -> open(FULL));
        first.close();
        assertThrows(StorageException.class, () -> append(second, "refused again"));
        second.close();
        CommitFile third = open(FULL);
        assertEquals(2, third.ordinalOf(unknown.id()));
        for (int seed = 0; seed < 40; seed++) {
            SimDisk left = disk.crash(seed);
            try (CommitFile file = CommitFile.open(left.open(), FULL, TestCommit::index)) {
                assertEquals(2, file.lastOrdinal());
            }
        }
        append(third, "goes on");
        third.close();
        assertSoundWhenClosed();
    }

    @Test
    void lockTimeOutNamesTheProcessThatWrites() throws IOException {
        try (CommitFile first = create(FULL)) {
            Storage holder = disk.open();
            StorageLock lock = awaitLock(holder, FileLayout.LOCK_WRITE);
            FileOptions impatient = FULL.withLockTimeout(Duration.ofMillis(1));
            BusyException refused = assertThrows(BusyException.class, () -> open(impatient));
            assertEquals("this process", refused.heldBy());
            lock.close();
            try (CommitFile second = open(impatient)) {
                append(second, "a");
                StorageLock again = awaitLock(holder, FileLayout.LOCK_WRITE);
                BusyException failure =
                        assertThrows(BusyException.class, () -> append(second, "b"));
                assertEquals("this process", failure.heldBy());
                again.close();
                append(second, "c");
            }
            assertEquals(2, first.lastOrdinal());
            holder.close();
        }
    }

    private static StorageLock awaitLock(Storage storage, long position) throws IOException {
        while (true) {
            var lock = storage.tryLock(position, 1, false);
            if (lock.isPresent()) {
                return lock.get();
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void processesThatKeepWritingTakeTurns() throws Exception {
        List<AtomicLong> counts = List.of(new AtomicLong(), new AtomicLong(), new AtomicLong());
        List<FileOptions> options = List.of(FULL, LAZY, FULL);
        create(FULL).close();
        AtomicBoolean done = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<CommitFile> files = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CommitFile file = open(options.get(i));
            AtomicLong count = counts.get(i);
            files.add(file);
            for (int k = 0; k < 3; k++) {
                int number = 10 * i + k;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        for (int n = 0; !done.get(); n++) {
                                            String label = "writer " + number + ", " + n;
                                            file.append(
                                                    List.of(
                                                            TestCommit.labelled(
                                                                            CommitId.NONE, label)
                                                                    .encode()));
                                            count.incrementAndGet();
                                            done.compareAndSet(
                                                    false,
                                                    counts.stream().allMatch(c -> c.get() > 200));
                                        }
                                    } catch (Throwable e) {
                                        failures.add(e);
                                        done.set(true);
                                    }
                                }));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        long total = counts.stream().mapToLong(AtomicLong::get).sum();
        for (CommitFile file : files) {
            file.flush();
        }
        for (CommitFile file : files) {
            assertEquals(total, file.lastOrdinal());
        }
        files.forEach(CommitFile::close);
        assertSoundWhenClosed();
    }

    @Test
    void checkpointsOfOneProcessAreTakenOverByTheOthers() {
        try (CommitFile writer = create(FULL);
                CommitFile other = open(FULL);
                CommitFile reader = open(FULL.forReading())) {
            Set<CommitId> ids = new HashSet<>();
            for (int round = 1; round <= 12; round++) {
                for (int i = 0; i < 30; i++) {
                    ids.add(append(writer, round + " " + i));
                }
                writer.checkpoint();
                for (CommitFile file : List.of(other, reader)) {
                    for (CommitId id : ids) {
                        assertTrue(file.ordinalOf(id) > 0);
                    }
                    long checkpoint = Long.parseLong(file.info().facts().get("checkpoint"));
                    assertTrue(checkpoint >= round - 1, checkpoint + " in round " + round);
                }
            }
            append(other, "last");
            other.checkpoint();
            writer.checkpoint();
            assertSound(other);
            assertSound(writer);
        }
        assertSoundWhenClosed();
    }

    @Test
    void readersAndWritersGoOnWhileAnotherProcessWritesCheckpoints() throws Exception {
        FileOptions busy = LAZY.withCheckpointAfter(40, 1 << 30);
        AtomicBoolean done = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        List<CommitId> ids = Collections.synchronizedList(new ArrayList<>());
        try (CommitFile writer = create(busy);
                CommitFile other = open(LAZY);
                CommitFile reader = open(FULL.forReading())) {
            for (CommitFile file : List.of(other, reader)) {
                for (int k = 0; k < 2; k++) {
                    SplittableRandom random = new SplittableRandom(k);
                    threads.add(
                            Thread.ofPlatform()
                                    .start(() -> {
                                        try {
                                            while (!done.get()) {
                                                int size = ids.size();
                                                if (size == 0) {
                                                    continue;
                                                }
                                                int at = random.nextInt(size);
                                                long ordinal = file.ordinalOf(ids.get(at));
                                                assertEquals(at + 1, ordinal);
                                                assertEquals(ids.get(at), file.idOf(ordinal));
                                                assertEquals(1, file.heads().length);
                                            }
                                        } catch (Throwable e) {
                                            failures.add(e);
                                        }
                                    }));
                }
            }
            for (int i = 0; i < 3000 && failures.isEmpty(); i++) {
                ids.add(append(i % 300 == 0 ? other : writer, "commit " + i));
            }
            done.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), failures);
            assertEquals(ids.size(), other.lastOrdinal());
            assertEquals(ids.size(), reader.lastOrdinal());
            assertSound(other);
        }
        assertSoundWhenClosed();
    }

    @Test
    void readerThatSleptThroughManyCheckpointsReadsTheNewestOne() {
        try (CommitFile writer = create(FULL);
                CommitFile sleeper = open(FULL);
                CommitFile reader = open(FULL.forReading())) {
            List<CommitId> ids = new ArrayList<>();
            ids.add(append(writer, "first"));
            writer.checkpoint();
            assertEquals(1, sleeper.ordinalOf(ids.getFirst()));
            assertEquals(1, reader.ordinalOf(ids.getFirst()));
            for (int i = 0; i < 400; i++) {
                ids.add(append(writer, "commit " + i));
                if (i % 20 == 19) {
                    writer.checkpoint();
                }
            }
            for (int i = 0; i < ids.size(); i++) {
                assertEquals(i + 1, sleeper.ordinalOf(ids.get(i)));
                assertEquals(i + 1, reader.ordinalOf(ids.get(i)));
            }
            // And one that goes on writing over trees that are gone.
            try (CommitFile late = open(FULL)) {
                for (int i = 0; i < 60; i++) {
                    ids.add(append(writer, "more " + i));
                    writer.checkpoint();
                }
                ids.add(append(late, "late"));
                assertEquals(ids.size(), writer.ordinalOf(ids.getLast()));
                late.checkpoint();
                assertSound(late);
            }
        }
        assertSoundWhenClosed();
    }

    @Test
    void onlyTheLastWriterToCloseWritesACheckpoint() {
        CommitFile first = create(FULL);
        CommitFile second = open(FULL);
        append(first, "a");
        first.close();
        assertEquals("0", second.info().facts().get("checkpoint"));
        append(second, "b");
        second.close();
        try (CommitFile third = open(FULL.forReading())) {
            assertEquals("0", third.info().facts().get("commits behind the checkpoint"));
            assertEquals(2, third.lastOrdinal());
        }
    }

    @Test
    void wholeFileWorkNeedsTheFileAlone() {
        try (CommitFile first = create(FULL)) {
            append(first, "a");
            FileOptions impatient = FULL.withLockTimeout(Duration.ofMillis(1));
            assertThrows(
                    BusyException.class,
                    () -> CommitFile.openAlone(disk.open(), impatient, TestCommit::index));
            assertThrows(
                    BusyException.class,
                    () ->
                            Maintenance.rebuildIndexes(
                                    disk.open(), impatient, TestCommit::index, Progress.NONE));
            append(first, "b");
        }
        try (CommitFile alone = CommitFile.openAlone(disk.open(), FULL, TestCommit::index)) {
            append(alone, "c");
            FileOptions impatient = FULL.withLockTimeout(Duration.ofMillis(1));
            assertThrows(BusyException.class, () -> open(impatient));
            assertThrows(BusyException.class, () -> open(impatient.forReading()));
            assertEquals(3, alone.lastOrdinal());
        }
        assertSoundWhenClosed();
    }

    @Test
    void processWhoseLocksWereLostFindsTheIntruder() {
        Storage process = disk.open();
        try (CommitFile second = CommitFile.create(disk.open(), LAZY, TestCommit::index);
                CommitFile first = CommitFile.open(process, LAZY, TestCommit::index)) {
            for (int i = 0; i < 20; i++) {
                append(first, "first " + i);
                disk.loseLocks(process);
                append(second, "second " + i);
            }
            assertEquals(40, second.lastOrdinal());
            assertSound(second);
        }
        assertSoundWhenClosed();
    }

    @Test
    void processWhoseLocksWereLostWritesNoMoreWhenAnotherHasRecoveredTheFile() {
        Storage process = disk.open();
        CommitFile first = CommitFile.create(process, FULL, TestCommit::index);
        append(first, "a");
        disk.loseLocks(process);
        try (CommitFile second = open(FULL)) {
            append(second, "b");
            StorageException refused =
                    assertThrows(StorageException.class, () -> append(first, "c"));
            assertTrue(refused.getMessage().contains("locks were lost"), refused::getMessage);
            assertEquals(2, second.lastOrdinal());
            first.close();
            append(second, "d");
            assertEquals(3, second.lastOrdinal());
        }
        assertSoundWhenClosed();
    }

    @Test
    void listenersHearOfCommitsOfOtherProcesses() throws Exception {
        try (CommitFile first = create(FULL);
                CommitFile second = open(FULL);
                CommitFile reader = open(FULL.forReading())) {
            append(first, "before");
            List<Long> heard = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch both = new CountDownLatch(2);
            for (CommitFile file : List.of(second, reader)) {
                file.onAppend(ordinal -> {
                    heard.add(ordinal);
                    if (ordinal == 3) {
                        both.countDown();
                    }
                });
            }
            append(first, "a");
            append(first, "b");
            assertTrue(both.await(60, TimeUnit.SECONDS));
            assertFalse(heard.contains(1L), heard::toString);
        }
    }

    @Test
    void definitionsAreOnlyAppendedBehindThoseThatAreKnown() {
        try (CommitFile first = create(FULL);
                CommitFile second = open(LAZY)) {
            assertTrue(first.appendDefinitions(new byte[] {1}, 0));
            assertEquals(1, second.definitionsVersion());
            assertFalse(second.appendDefinitions(new byte[] {2}, 0));
            assertTrue(second.appendDefinitions(new byte[] {2}, 1));
            assertFalse(first.appendDefinitions(new byte[] {3}, 1));
            assertEquals(2, first.definitionsVersion());
            first.checkpoint();
            assertEquals(2, first.definitionsVersion());
            assertTrue(first.appendDefinitions(new byte[] {3}, 2));
            assertEquals(3, second.definitions().size());
        }
    }

    @Test
    void ofTwoProcessesThatAppendDefinitionsBehindTheSameOnesOneSucceeds() throws Exception {
        try (CommitFile first = create(FULL);
                CommitFile second = open(FULL)) {
            List<CommitFile> files = List.of(first, second);
            for (int round = 0; round < 60; round++) {
                long known = round;
                AtomicLong appended = new AtomicLong();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    CommitFile file = files.get(i);
                    byte[] record = {(byte) round, (byte) i};
                    threads.add(
                            Thread.ofPlatform()
                                    .start(() -> {
                                        if (file.appendDefinitions(record, known)) {
                                            appended.incrementAndGet();
                                        }
                                    }));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                assertEquals(1, appended.get(), "round " + round);
                assertEquals(round + 1, first.definitionsVersion());
                assertEquals(round + 1, second.definitionsVersion());
            }
        }
    }

    @Test
    void duplicateFromTwoProcessesIsStoredOnce() {
        try (CommitFile first = create(FULL);
                CommitFile second = open(FULL)) {
            TestCommit commit = TestCommit.labelled(CommitId.NONE, "same");
            first.append(List.of(commit.encode()));
            second.append(List.of(commit.encode()));
            assertEquals(1, first.lastOrdinal());
            assertEquals(1, second.lastOrdinal());
        }
    }

    @Test
    void crashWithTwoWritersLeavesAPrefixWithEveryAcknowledgedCommit() {
        for (int seed = 0; seed < 6; seed++) {
            SimDisk shared = new SimDisk();
            SplittableRandom random = new SplittableRandom(seed);
            CommitFile full = CommitFile.create(shared.open(), FULL, TestCommit::index);
            CommitFile lazy = CommitFile.open(shared.open(), LAZY, TestCommit::index);
            List<CommitId> line = new ArrayList<>();
            CommitId parent = CommitId.NONE;
            List<int[]> promises = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                boolean durable = random.nextInt(3) == 0;
                TestCommit commit = TestCommit.labelled(parent, "%2000d".formatted(i));
                (durable ? full : lazy).append(List.of(commit.encode()));
                parent = commit.id();
                line.add(parent);
                if (durable) {
                    promises.add(new int[] {shared.historySize(), line.size()});
                }
                if (random.nextInt(12) == 0) {
                    (random.nextBoolean() ? full : lazy).checkpoint();
                    promises.add(new int[] {shared.historySize(), line.size()});
                }
            }
            var crashes = shared.crashes();
            while (crashes.advance()) {
                int promised = 0;
                for (int[] promise : promises) {
                    promised = promise[0] <= crashes.position() ? promise[1] : promised;
                }
                if (promises.isEmpty() || crashes.position() < 8) {
                    continue;
                }
                checkPrefix(crashes.image(seed), line, promised);
            }
            full.close();
            lazy.close();
        }
    }

    private static void checkPrefix(SimDisk left, List<CommitId> line, int promised) {
        try (CommitFile file = CommitFile.open(left.open(), FULL, TestCommit::index)) {
            int found = (int) file.lastOrdinal();
            assertTrue(found >= promised, () -> found + " commits, promised " + promised);
            for (int i = 0; i < found; i++) {
                assertEquals(line.get(i), file.idOf(i + 1L));
            }
        } catch (CommitDatabaseException e) {
            throw new AssertionError("promised " + promised, e);
        }
    }
}
