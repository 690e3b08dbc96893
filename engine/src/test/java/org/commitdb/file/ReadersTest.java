package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.TestCommit;
import org.commitdb.store.TouchCursor;
import org.junit.jupiter.api.Test;

/// Readers at full speed while checkpoints replace and reuse pages below them.
final class ReadersTest {

    private static final int COMMITS = 6_000;
    private static final int DOCUMENTS = 50;

    private static DocumentId document(long number) {
        return new DocumentId(new UUID(1, 1), new UUID(0, number % DOCUMENTS));
    }

    @Test
    void readersSeeWholeSnapshotsWhilePagesAreReused() throws Exception {
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(Durability.LAZY)
                        .withCheckpointAfter(30, 1 << 30);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong reads = new AtomicLong();
        try (CommitFile file =
                CommitFile.create(new HeapStorage("memory"), options, TestCommit::index)) {
            List<CommitId> ids = new ArrayList<>();
            CommitId parent = CommitId.NONE;
            for (int i = 1; i <= COMMITS; i++) {
                TestCommit commit = TestCommit.of(parent, i, document(i), new byte[] {(byte) i});
                parent = commit.id();
                ids.add(parent);
            }
            List<Thread> readers =
                    IntStream.range(0, 3)
                            .mapToObj(seed ->
                                    Thread.ofPlatform()
                                            .start(() -> {
                                                try {
                                                    SplittableRandom random =
                                                            new SplittableRandom(seed);
                                                    while (!done.get()) {
                                                        readSomething(file, ids, random);
                                                        reads.incrementAndGet();
                                                    }
                                                } catch (Throwable e) {
                                                    failures.add(e);
                                                }
                                            }))
                            .toList();
            parent = CommitId.NONE;
            for (int i = 1; i <= COMMITS && failures.isEmpty(); i++) {
                TestCommit commit = TestCommit.of(parent, i, document(i), new byte[] {(byte) i});
                file.append(List.of(commit.encode()));
                parent = commit.id();
            }
            done.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
            assertEquals(List.of(), failures);
            assertTrue(reads.get() > 0);
            long checkpoints = Long.parseLong(file.info().facts().get("checkpoint"));
            assertTrue(checkpoints > 20, () -> checkpoints + " checkpoints");
        }
    }

    private static void readSomething(
            CommitFile file, List<CommitId> ids, SplittableRandom random) {
        long last = file.lastOrdinal();
        assertTrue(file.heads().length <= 1);
        if (last == 0) {
            return;
        }
        long ordinal = 1 + random.nextLong(last);
        CommitId id = ids.get((int) ordinal - 1);
        assertEquals(ordinal, file.ordinalOf(id));
        assertEquals(id, file.idOf(ordinal));
        assertEquals(1, file.run(ordinal).first());
        assertTrue(file.run(ordinal).last() >= last);
        TouchCursor cursor = file.touches(document(ordinal), ordinal);
        for (long expected = ordinal;
                expected > 0 && expected > ordinal - 5 * DOCUMENTS;
                expected -= DOCUMENTS) {
            assertTrue(cursor.next());
            assertEquals(expected, cursor.ordinal());
            assertArrayEquals(new byte[] {(byte) expected}, cursor.opcodes());
        }
        assertEquals(
                Math.min(last, DOCUMENTS),
                file.documents(new UUID(1, 1), null, (int) Math.min(last, DOCUMENTS)).size());
    }

    @Test
    void fileStaysSmallWhenPagesAreReused() {
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(Durability.LAZY)
                        .withCheckpointAfter(1 << 20, 1 << 30);
        try (CommitFile file =
                CommitFile.create(new HeapStorage("memory"), options, TestCommit::index)) {
            CommitId parent = CommitId.NONE;
            long sizeInTheMiddle = 0;
            for (int i = 1; i <= 400; i++) {
                TestCommit commit = TestCommit.of(parent, i, document(i), new byte[0]);
                file.append(List.of(commit.encode()));
                parent = commit.id();
                file.checkpoint();
                if (i == 200) {
                    sizeInTheMiddle = Long.parseLong(file.info().facts().get("size"));
                }
            }
            long size = Long.parseLong(file.info().facts().get("size"));
            long limit = sizeInTheMiddle + (1 << 18);
            assertTrue(size <= limit, () -> size + " bytes after 400 checkpoints");
        }
    }
}
