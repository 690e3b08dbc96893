package org.commitdb.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [RecordStore] keeps. A store under test reads its commits with [TestCommit#index].
public abstract class RecordStoreContract {

    protected static final UUID LOGINS = new UUID(0x8000_0000_0000_0000L, 1);
    protected static final UUID NOTES = new UUID(1, 0x8000_0000_0000_0000L);

    private static final int WAIT_SECONDS = 30;

    /// The store under test.
    protected RecordStore store;

    /// An empty store.
    protected abstract RecordStore newStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    protected static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static DocumentId document(long number) {
        return new DocumentId(LOGINS, new UUID(number * 0x9E37_79B9_7F4A_7C15L, number));
    }

    protected static BlobId blobId(String layout, byte[] bytes) {
        return BlobId.ofContent(layout, bytes);
    }

    private CommitId append(TestCommit commit) {
        store.append(List.of(commit.encode()));
        return commit.id();
    }

    private CommitId appendLabelled(CommitId parent, String label) {
        return append(TestCommit.labelled(parent, label));
    }

    @Test
    void newStoreHasNothing() {
        assertEquals(0, store.lastOrdinal());
        assertEquals(0, store.ordinalOf(TestCommit.labelled(CommitId.NONE, "a").id()));
        assertEquals(0, store.ordinalOf(CommitId.NONE));
        assertArrayEquals(new long[0], store.heads());
        assertArrayEquals(new long[0], store.roots());
        assertEquals(List.of(), store.toggles());
        assertEquals(List.of(), store.attachments());
        assertEquals(List.of(), store.documents(LOGINS, null, 10));
        assertEquals(List.of(), store.definitions());
        assertEquals(List.of(), store.idsWithPrefix("", 10));
        assertFalse(store.touches(document(1), 1).next());
        assertEquals(Optional.empty(), store.blob(BlobId.NONE));
    }

    @Test
    void appendedCommitIsFoundByIdAndOrdinal() {
        TestCommit commit = TestCommit.labelled(CommitId.NONE, "first");
        append(commit);
        assertEquals(1, store.lastOrdinal());
        assertEquals(1, store.ordinalOf(commit.id()));
        assertEquals(1, store.requireOrdinal(commit.id()));
        assertEquals(commit.id(), store.idOf(1));
        assertArrayEquals(commit.encode(), store.commit(1));
        assertThrows(
                UnknownIdException.class,
                () -> store.requireOrdinal(TestCommit.labelled(CommitId.NONE, "x").id()));
    }

    @Test
    void unknownOrdinalIsMisuse() {
        appendLabelled(CommitId.NONE, "first");
        for (long ordinal : new long[] {0, -1, 2, Long.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> store.commit(ordinal));
            assertThrows(IllegalArgumentException.class, () -> store.idOf(ordinal));
            assertThrows(IllegalArgumentException.class, () -> store.run(ordinal));
            assertThrows(IllegalArgumentException.class, () -> store.children(ordinal));
        }
    }

    @Test
    void knownCommitIsPassedOver() {
        CommitId first = appendLabelled(CommitId.NONE, "first");
        appendLabelled(CommitId.NONE, "first");
        assertEquals(1, store.lastOrdinal());
        TestCommit second = TestCommit.labelled(first, "second");
        store.append(
                List.of(
                        TestCommit.labelled(CommitId.NONE, "first").encode(),
                        second.encode(),
                        second.encode()));
        assertEquals(2, store.lastOrdinal());
        assertEquals(2, store.ordinalOf(second.id()));
    }

    @Test
    void whatComesTwiceBehindTheNewestCommitIsPassedOver() {
        CommitId first = appendLabelled(CommitId.NONE, "first");
        TestCommit second = TestCommit.labelled(first, "second");
        TestCommit third = TestCommit.labelled(second.id(), "third");
        TestCommit side = TestCommit.labelled(second.id(), "side");
        store.append(
                List.of(
                        second.encode(),
                        second.encode(),
                        third.encode(),
                        second.encode(),
                        side.encode(),
                        third.encode(),
                        side.encode()));
        append(side);
        append(third);
        append(second);
        assertEquals(4, store.lastOrdinal());
        assertEquals(
                List.of(second.id(), third.id(), side.id()), store.idsOf(new long[] {2, 3, 4}));
        assertArrayEquals(new long[] {3, 4}, store.heads());
    }

    @Test
    void appendOfNothingDoesNothing() {
        store.append(List.of());
        assertEquals(0, store.lastOrdinal());
    }

    @Test
    void transactionMayReferToItsOwnCommits() {
        TestCommit first = TestCommit.labelled(CommitId.NONE, "first");
        TestCommit second = TestCommit.labelled(first.id(), "second");
        TestCommit other = TestCommit.labelled(first.id(), "other");
        TestCommit merge = TestCommit.merge(second.id(), other.id());
        store.append(List.of(first.encode(), second.encode(), other.encode(), merge.encode()));
        assertEquals(4, store.lastOrdinal());
        assertArrayEquals(new long[] {4}, store.heads());
        assertEquals(new Run(4, 4, 2, 3), store.run(4));
    }

    @Test
    void unknownParentTargetOrBlobIsRefusedAndNothingIsWritten() {
        CommitId known = appendLabelled(CommitId.NONE, "known");
        CommitId unknown = TestCommit.labelled(CommitId.NONE, "unknown").id();
        BlobId noBlob = blobId("uchar-1", text("missing"));
        List<TestCommit> refused =
                List.of(
                        TestCommit.labelled(unknown, "a"),
                        TestCommit.merge(known, unknown),
                        TestCommit.toggle(CommitKind.DISABLE, known, unknown, "t"),
                        TestCommit.labelled(known, "b").withBlobs(List.of(noBlob)));
        for (TestCommit commit : refused) {
            byte[] good = TestCommit.labelled(known, "good").encode();
            assertThrows(
                    InvalidCommitException.class,
                    () -> store.append(List.of(good, commit.encode())));
            assertEquals(1, store.lastOrdinal());
        }
        appendLabelled(known, "good");
        assertEquals(2, store.lastOrdinal());
    }

    @Test
    void linearHistoryIsOneRun() {
        CommitId id = CommitId.NONE;
        for (int i = 1; i <= 100; i++) {
            id = appendLabelled(id, "c" + i);
        }
        assertEquals(new Run(1, 100, 0, 0), store.run(1));
        assertEquals(new Run(1, 100, 0, 0), store.run(57));
        assertEquals(new Run(1, 100, 0, 0), store.run(100));
        assertArrayEquals(new long[] {58}, store.children(57));
        assertArrayEquals(new long[0], store.children(100));
        assertArrayEquals(new long[] {100}, store.heads());
        assertArrayEquals(new long[] {1}, store.roots());
    }

    @Test
    void branchesMergesAndTogglesShapeTheGraph() {
        CommitId first = appendLabelled(CommitId.NONE, "1");
        CommitId second = appendLabelled(first, "2");
        CommitId third = appendLabelled(first, "3");
        CommitId merge = append(TestCommit.merge(second, third));
        CommitId disable = append(TestCommit.toggle(CommitKind.DISABLE, merge, second, "off"));
        append(TestCommit.toggle(CommitKind.ENABLE, disable, second, "on"));
        CommitId otherRoot = appendLabelled(CommitId.NONE, "other root");
        assertArrayEquals(new long[] {2, 3}, store.children(1));
        assertArrayEquals(new long[] {4}, store.children(2));
        assertArrayEquals(new long[] {4}, store.children(3));
        assertArrayEquals(new long[] {5}, store.children(4));
        assertArrayEquals(new long[] {6, 7}, store.heads());
        assertArrayEquals(new long[] {1, 7}, store.roots());
        assertEquals(
                List.of(new Toggle(5, CommitKind.DISABLE, 2), new Toggle(6, CommitKind.ENABLE, 2)),
                store.toggles());
        assertEquals(new Run(1, 2, 0, 0), store.run(2));
        assertEquals(new Run(3, 3, 1, 0), store.run(3));
        assertEquals(new Run(4, 6, 2, 3), store.run(5));
        assertEquals(new Run(7, 7, 0, 0), store.run(7));
        assertEquals(7, store.ordinalOf(otherRoot));
    }

    @Test
    void touchesAreWalkedNewestFirst() {
        CommitId id = CommitId.NONE;
        for (int i = 1; i <= 300; i++) {
            id = append(TestCommit.of(id, i, document(i % 3), text("op" + i)));
        }
        TouchCursor cursor = store.touches(document(1), 300);
        for (int ordinal = 298; ordinal > 0; ordinal -= 3) {
            assertTrue(cursor.next());
            assertEquals(ordinal, cursor.ordinal());
            assertTrue(cursor.baseline());
            assertArrayEquals(text("op" + ordinal), cursor.opcodes());
        }
        assertFalse(cursor.next());
        assertFalse(cursor.next());
        TouchCursor older = store.touches(document(1), 150);
        assertTrue(older.next());
        assertEquals(148, older.ordinal());
        assertFalse(store.touches(document(99), 300).next());
        assertFalse(store.touches(document(1), 0).next());
        assertTrue(store.touches(document(1), Long.MAX_VALUE).next());
        assertThrows(IllegalArgumentException.class, () -> store.touches(document(1), -1));
    }

    @Test
    void touchesOfManyDocumentsAreThoseOfEach() {
        CommitId id = CommitId.NONE;
        int rounds = 20;
        for (int round = 0; round < rounds; round++) {
            for (int number = round; number < rounds; number++) {
                id = append(TestCommit.of(id, 1, document(2 * number), text("op" + round)));
            }
        }
        long last = store.lastOrdinal();
        List<DocumentId> all = new ArrayList<>();
        for (int number = 0; number < 2 * rounds; number++) {
            all.add(document(number));
        }
        assertSameTouches(all, last);
        assertSameTouches(all, last / 2);
        assertSameTouches(all, 0);
        assertSameTouches(all, Long.MAX_VALUE);
        assertSameTouches(all.reversed(), last);
        assertSameTouches(List.of(all.get(8), all.get(8), all.get(38), all.get(0)), last - 1);
        assertSameTouches(List.of(), last);
        List<TouchCursor> before = store.touches(all, last);
        append(TestCommit.of(id, 1, document(0), text("later")));
        assertEquals(ModelStore.touchesOf(store, document(0), last).size(), 1);
        assertEquals(
                ModelStore.touchesOf(store, document(0), last),
                ModelStore.touchesOf(before.getFirst()));
        assertThrows(IllegalArgumentException.class, () -> store.touches(all, -1));
    }

    private void assertSameTouches(List<DocumentId> documents, long newest) {
        assertEquals(
                documents.stream()
                        .map(document -> ModelStore.touchesOf(store, document, newest))
                        .toList(),
                store.touches(documents, newest).stream().map(ModelStore::touchesOf).toList());
    }

    @Test
    void documentsAreListedInUnsignedOrder() {
        List<UUID> instances =
                List.of(
                        new UUID(-1, 5),
                        new UUID(0, 1),
                        new UUID(0, -1),
                        new UUID(7, 0),
                        new UUID(Long.MIN_VALUE, 0));
        CommitId id = CommitId.NONE;
        for (UUID instance : instances) {
            id = append(TestCommit.of(id, 1, new DocumentId(LOGINS, instance), text("x")));
            id = append(TestCommit.of(id, 1, new DocumentId(NOTES, instance), text("x")));
        }
        List<UUID> expected =
                List.of(
                        new UUID(0, 1),
                        new UUID(0, -1),
                        new UUID(7, 0),
                        new UUID(Long.MIN_VALUE, 0),
                        new UUID(-1, 5));
        List<UUID> found =
                store.documents(LOGINS, null, 10).stream().map(DocumentId::instance).toList();
        assertEquals(expected, found);
        assertEquals(
                expected.subList(2, 4),
                store.documents(LOGINS, expected.get(1), 2).stream()
                        .map(DocumentId::instance)
                        .toList());
        assertEquals(List.of(), store.documents(LOGINS, expected.get(4), 2));
        assertEquals(List.of(), store.documents(new UUID(3, 3), null, 2));
        assertEquals(List.of(), store.documents(LOGINS, null, 0));
        assertEquals(List.of(NOTES, LOGINS), store.attachments());
    }

    @Test
    void idsAreFoundByPrefix() {
        CommitId id = CommitId.NONE;
        List<CommitId> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            id = appendLabelled(id, "c" + i);
            all.add(id);
        }
        all.sort(null);
        assertEquals(all, store.idsWithPrefix("", 1000));
        assertEquals(all.subList(0, 7), store.idsWithPrefix("", 7));
        String text = all.get(50).toString();
        for (int length : new int[] {1, 2, 5, 64}) {
            String prefix = text.substring(0, length);
            assertEquals(
                    all.stream().filter(each -> each.toString().startsWith(prefix)).toList(),
                    store.idsWithPrefix(prefix, 1000));
        }
        assertEquals(List.of(all.get(50)), store.idsWithPrefix(text.toUpperCase(Locale.ROOT), 2));
        assertThrows(IllegalArgumentException.class, () -> store.idsWithPrefix("xyz", 2));
        assertThrows(IllegalArgumentException.class, () -> store.idsWithPrefix(text + "0", 2));
    }

    @Test
    void blobsAreKeptOnce() {
        byte[] bytes = text("some bytes");
        BlobId id = blobId("uchar-1", bytes);
        assertFalse(store.hasBlob(id));
        store.putBlob(id, "uchar-1", bytes);
        store.putBlob(id, "uchar-1", bytes);
        assertTrue(store.hasBlob(id));
        StoredBlob blob = store.blob(id).orElseThrow();
        assertEquals("uchar-1", blob.layout());
        assertArrayEquals(bytes, blob.bytes());
        append(TestCommit.labelled(CommitId.NONE, "names it").withBlobs(List.of(id)));
        assertEquals(1, store.lastOrdinal());
        BlobId empty = blobId("float-3", new byte[0]);
        store.putBlob(empty, "float-3", new byte[0]);
        assertEquals(0, store.blob(empty).orElseThrow().bytes().length);
    }

    @Test
    void definitionsAreKeptInOrder() {
        store.appendDefinitions(text("one"));
        appendLabelled(CommitId.NONE, "between");
        store.appendDefinitions(text("two"));
        store.appendDefinitions(new byte[0]);
        List<byte[]> definitions = store.definitions();
        assertEquals(3, definitions.size());
        assertArrayEquals(text("one"), definitions.get(0));
        assertArrayEquals(text("two"), definitions.get(1));
        assertArrayEquals(new byte[0], definitions.get(2));
    }

    @Test
    void largeTransactionIsVisibleAsAWhole() {
        byte[] filler = new byte[300_000];
        new SplittableRandom(7).nextBytes(filler);
        List<byte[]> commits = new ArrayList<>();
        CommitId id = CommitId.NONE;
        for (int i = 0; i < 40; i++) {
            TestCommit commit = TestCommit.of(id, i, document(i), filler);
            id = commit.id();
            commits.add(commit.encode());
        }
        store.append(commits);
        assertEquals(40, store.lastOrdinal());
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(commits.get(i), store.commit(i + 1L));
        }
    }

    @Test
    void listenersHearOfTheNewestOrdinal() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        AtomicInteger afterClose = new AtomicInteger();
        AutoCloseable bad =
                store.onAppend(ordinal -> {
                    throw new IllegalStateException("a listener that throws, on purpose");
                });
        AutoCloseable closed = store.onAppend(ordinal -> afterClose.incrementAndGet());
        closed.close();
        try (AutoCloseable listening =
                store.onAppend(ordinal -> {
                    if (ordinal == 2 && store.lastOrdinal() >= 2) {
                        heard.countDown();
                    }
                })) {
            assertNotEquals(null, listening);
            CommitId first = appendLabelled(CommitId.NONE, "1");
            appendLabelled(first, "2");
            assertTrue(heard.await(WAIT_SECONDS, TimeUnit.SECONDS));
        }
        bad.close();
        assertEquals(0, afterClose.get());
    }

    @Test
    void threadsAppendAndReadAtTheSameTime() throws Exception {
        int threads = 8;
        int each = 50;
        CommitId root = appendLabelled(CommitId.NONE, "root");
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> running =
                IntStream.range(0, threads)
                        .mapToObj(thread ->
                                Thread.ofPlatform()
                                        .start(() -> {
                                            try {
                                                CommitId id = root;
                                                for (int i = 0; i < each; i++) {
                                                    TestCommit commit =
                                                            TestCommit.of(
                                                                    id,
                                                                    i,
                                                                    document(thread),
                                                                    text(thread + "." + i));
                                                    id = append(commit);
                                                    long ordinal = store.requireOrdinal(id);
                                                    assertArrayEquals(
                                                            commit.encode(), store.commit(ordinal));
                                                    assertTrue(store.heads().length <= threads + 1);
                                                    TouchCursor cursor =
                                                            store.touches(
                                                                    document(thread),
                                                                    store.lastOrdinal());
                                                    assertTrue(cursor.next());
                                                    assertEquals(ordinal, cursor.ordinal());
                                                }
                                            } catch (Throwable e) {
                                                failures.add(e);
                                            }
                                        }))
                        .toList();
        for (Thread thread : running) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(1 + threads * each, store.lastOrdinal());
        assertEquals(threads, store.heads().length);
    }

    @Test
    void interruptedCallerIsUnharmed() {
        Thread.currentThread().interrupt();
        CommitId id;
        try {
            id = appendLabelled(CommitId.NONE, "interrupted");
            store.flush();
            assertEquals(1, store.ordinalOf(id));
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt was swallowed");
        }
        appendLabelled(id, "later");
        assertEquals(2, store.lastOrdinal());
    }

    @Test
    void closedStoreRefusesEverything() {
        CommitId id = appendLabelled(CommitId.NONE, "a");
        store.close();
        store.close();
        assertThrows(IllegalStateException.class, () -> store.lastOrdinal());
        assertThrows(IllegalStateException.class, () -> store.ordinalOf(id));
        assertThrows(IllegalStateException.class, () -> store.commit(1));
        assertThrows(IllegalStateException.class, () -> appendLabelled(id, "b"));
        assertThrows(IllegalStateException.class, () -> store.touches(document(1), 1));
        assertThrows(IllegalStateException.class, () -> store.touches(List.of(document(1)), 1));
    }

    @Test
    void infoTellsTheNumberOfCommits() {
        appendLabelled(CommitId.NONE, "a");
        assertTrue(store.info().facts().containsValue("1"));
    }
}
