package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file grows past the places where a 32-bit number ends. Readers go on while it grows, and
/// nothing is unmapped as long as it is open.
final class LongFileTest {

    private static final FileOptions OPTIONS =
            FileOptions.defaults()
                    .withDurability(Durability.LAZY)
                    .withCheckpointAfter(2_000, 1L << 22);
    private static final int PER_TRANSACTION = 16;
    private static final int OPCODES_BYTES = 8_000;
    private static final int READS_DURING_GROWTH = 20;

    @TempDir private Path directory;

    private final List<TestCommit> commits = new ArrayList<>();
    private final List<MemorySegment> maps = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong reads = new AtomicLong();
    private final AtomicBoolean watching = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 32})
    void fileGrowsPastTheEndOfNumbersWhileReadersGoOn(long border) throws Exception {
        Path path = directory.resolve("long.cdb");
        try (CommitFile file =
                CommitFile.create(FileStorage.create(path), OPTIONS, TestCommit::index)) {
            append(file);
        }
        moveEnd(path, border - (1 << 18));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (CommitFile file =
                CommitFile.open(watched(FileStorage.open(path)), OPTIONS, TestCommit::index)) {
            Thread reader = Thread.ofPlatform().start(() -> read(file, stop, failure));
            watching.set(true);
            while (Files.size(path) < border + (1 << 23)) {
                append(file);
            }
            file.checkpoint();
            append(file);
            watching.set(false);
            stop.set(true);
            reader.join();
            assertEquals(null, failure.get());
            assertTrue(maps.size() > 1, "the file was mapped again when it had grown");
            for (MemorySegment map : maps) {
                assertTrue(map.scope().isAlive());
                assertEquals(map.get(ValueLayout.JAVA_BYTE, 0), map.get(ValueLayout.JAVA_BYTE, 0));
            }
            assertHasAll(file);
        }
        for (MemorySegment map : maps) {
            assertFalse(map.scope().isAlive(), "closing unmaps");
        }
        assertEquals(
                List.of(),
                Maintenance.verify(
                                FileStorage.openReadOnly(path),
                                TestCommit::index,
                                VerifyLevel.BLOBS,
                                Progress.NONE)
                        .findings());
        try (CommitFile file =
                CommitFile.open(FileStorage.open(path), OPTIONS, TestCommit::index)) {
            assertHasAll(file);
        }
    }

    private void append(CommitFile file) {
        CommitId parent = commits.isEmpty() ? CommitId.NONE : commits.getLast().id();
        List<byte[]> transaction = new ArrayList<>();
        for (int i = 0; i < PER_TRANSACTION; i++) {
            int number = commits.size();
            DocumentId document = new DocumentId(new UUID(1, 1), new UUID(number, number));
            TestCommit commit =
                    TestCommit.of(parent, number + 1, document, new byte[OPCODES_BYTES]);
            parent = commit.id();
            commits.add(commit);
            transaction.add(commit.encode());
        }
        file.append(transaction);
    }

    private void assertHasAll(CommitFile file) {
        assertEquals(commits.size(), file.lastOrdinal());
        for (int ordinal = 1; ordinal <= commits.size(); ordinal++) {
            TestCommit commit = commits.get(ordinal - 1);
            assertEquals(ordinal, file.ordinalOf(commit.id()));
            assertArrayEquals(commit.encode(), file.commit(ordinal));
        }
    }

    private void read(CommitFile file, AtomicBoolean stop, AtomicReference<Throwable> failure) {
        try {
            byte[] first = file.commit(1);
            while (!stop.get()) {
                long last = file.lastOrdinal();
                assertArrayEquals(first, file.commit(1));
                assertEquals(last, file.ordinalOf(file.idOf(last)));
                reads.incrementAndGet();
            }
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    /// Has the newest checkpoint say that everything up to `end` was given out: the file is sound,
    /// with a hole that belongs to nobody.
    private static void moveEnd(Path path, long end) throws IOException {
        try (Storage storage = FileStorage.open(path)) {
            SaltedCrc checksum = new SaltedCrc(Preamble.readHeader(storage, false).fileSalt());
            Meta newest = Preamble.readSlots(storage, checksum).newer();
            if (newest == null) {
                throw new AssertionError("the file was closed in order");
            }
            storage.setLength(end);
            Preamble.writeSlot(
                    storage,
                    checksum,
                    new Meta(
                            newest.checkpointSeq(),
                            newest.replay(),
                            newest.clean(),
                            newest.lastOrdinal(),
                            end,
                            newest.lastTxn(),
                            newest.roots(),
                            newest.writtenMillis()));
        }
    }

    /// Remembers every map, and lets nobody make one, or change the length of the file, before
    /// readers have gone on a while: if they waited for whoever grows the file, nobody would ever
    /// go on.
    private Storage watched(Storage storage) {
        return (Storage)
                Proxy.newProxyInstance(
                        Storage.class.getClassLoader(),
                        new Class<?>[] {Storage.class},
                        (proxy, method, arguments) -> call(storage, method, arguments));
    }

    private Object call(Storage storage, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (watching.get() && (name.equals("map") || name.equals("setLength"))) {
            long enough = reads.get() + READS_DURING_GROWTH;
            while (reads.get() < enough && watching.get()) {
                Thread.onSpinWait();
            }
        }
        try {
            Object result = method.invoke(storage, arguments);
            if (result instanceof MemorySegment map) {
                maps.add(map);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
