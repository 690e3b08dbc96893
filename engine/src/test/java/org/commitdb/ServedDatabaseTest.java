package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.commitdb.codec.CommitCodec;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.remote.RemoteStore;
import org.commitdb.remote.Traffic;
import org.commitdb.state.AttachmentGetting;
import org.commitdb.state.CommitMutableState;
import org.commitdb.sync.SyncOptions;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.value.BoolValue;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A database and the clients of its server.
final class ServedDatabaseTest {

    private static final int WAIT_SECONDS = 60;
    private static final Definitions DEFINITIONS =
            model("concept Note; attachment<Note, string> text;");

    private final CommitDatabase served = CommitDatabase.inMemory(DEFINITIONS);
    private final CommitDatabaseServer server = CommitDatabaseServer.start(served, 0);
    private final List<CommitDatabase> clients = new ArrayList<>();

    private static Definitions model(String declarations) {
        return Dsm.parse(
                        "namespace Notes {3c7e0a3e-7d7a-4a1e-8f0e-0d3f6c1b2a90} {\n"
                                + declarations
                                + "\n};")
                .definitions();
    }

    @AfterEach
    void closeAll() {
        clients.forEach(CommitDatabase::close);
        server.close();
        served.close();
    }

    private CommitDatabase connect() {
        CommitDatabase client =
                CommitDatabase.connect(server.endpoint(), ConnectionOptions.DEFAULT);
        clients.add(client);
        return client;
    }

    private static Attachment texts(CommitDatabase database) {
        return database.definitions().attachment("Notes::Note.text");
    }

    private static Key key(CommitDatabase database, long number) {
        return key(texts(database), number);
    }

    private static Key key(Attachment attachment, long number) {
        Concept concept = (Concept) attachment.keyTarget();
        return Key.of(concept, new UUID(7, number), concept.runtimeId());
    }

    private static CommitId write(
            CommitDatabase database, CommitId base, long number, String text) {
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        mutable.attachmentMutating()
                .set(texts(database), key(database, number), StringValue.of(text));
        return database.commitMutations("write " + number, mutable);
    }

    private static String read(CommitDatabase database, CommitId commit, long number) {
        return database.state(commit)
                .attachmentGetting()
                .get(texts(database), key(database, number))
                .map(Object::toString)
                .orElse("");
    }

    @Test
    void aClientSeesWhatAnotherWrote() {
        CommitDatabase one = connect();
        CommitDatabase other = connect();
        CommitId first = write(one, CommitId.NONE, 1, "from one");
        CommitId second = write(other, first, 2, "from the other");
        assertEquals(read(served, second, 1), read(one, second, 1));
        assertEquals(read(served, second, 2), read(one, second, 2));
        assertEquals(List.of(second), one.headCommitIds());
        assertEquals(served.commit(second), other.commit(second));
        assertEquals("write 2", one.commitHeader(second).label());
    }

    @Test
    void readingAllDocumentsTakesFewRequests() {
        int documents = 2_000;
        CommitId head = CommitId.NONE;
        for (int i = 0; i < 2 * documents; i++) {
            head = write(served, head, i % documents, "version " + i);
        }
        CommitDatabase client = connect();
        AttachmentGetting state = client.state(head).attachmentGetting();
        Traffic before = ((RemoteStore) client.store()).traffic();
        Set<Map.Entry<Key, Value>> found = state.entries(texts(client)).collect(Collectors.toSet());
        Traffic cost = ((RemoteStore) client.store()).traffic().since(before);
        assertEquals(documents, found.size());
        assertEquals(
                served.state(head)
                        .attachmentGetting()
                        .entries(texts(served))
                        .collect(Collectors.toSet()),
                found);
        assertTrue(cost.requests() < documents / 50, cost::toString);
        before = ((RemoteStore) client.store()).traffic();
        assertEquals(documents, state.entries(texts(client)).count());
        Traffic again = ((RemoteStore) client.store()).traffic().since(before);
        assertTrue(again.requests() < documents / 100, again::toString);
    }

    @Test
    void documentsThatFillManyPagesAreAllRead() {
        CommitId head = CommitId.NONE;
        String large = "x".repeat(300_000);
        for (int i = 0; i < 12; i++) {
            head = write(served, head, i, large + i);
        }
        CommitDatabase client = connect();
        assertEquals(
                served.state(head).attachmentGetting().entries(texts(served)).toList(),
                client.state(head).attachmentGetting().entries(texts(client)).toList());
    }

    @Test
    void readingADocumentDoesNotFetchTheHistory() {
        CommitId head = CommitId.NONE;
        for (int i = 0; i < 2_000; i++) {
            head = write(served, head, i % 50, "version " + i + " " + "x".repeat(500));
        }
        CommitDatabase client = connect();
        RemoteStore store = (RemoteStore) client.store();
        Traffic before = store.traffic();
        assertEquals(read(served, head, 7), read(client, head, 7));
        Traffic first = store.traffic().since(before);
        assertTrue(first.requests() <= 8, first::toString);
        assertTrue(first.receivedBytes() < 2_000, first::toString);
        before = store.traffic();
        assertEquals(read(served, head, 8), read(client, head, 8));
        Traffic second = store.traffic().since(before);
        assertTrue(second.requests() <= 2, second::toString);
        before = store.traffic();
        assertEquals(read(served, head, 7), read(client, head, 7));
        assertEquals(0, store.traffic().since(before).requests());
    }

    @Test
    void aClientIsToldOfWhatOthersCommit() throws Exception {
        CommitDatabase one = connect();
        CommitDatabase other = connect();
        Semaphore told = new Semaphore(0);
        ChangeListening listening = one.onChange(told::release);
        CommitId first = write(other, CommitId.NONE, 1, "news");
        assertTrue(told.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS));
        while (!one.hasCommit(first)) {
            assertTrue(told.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS));
        }
        listening.close();
    }

    @Test
    void definitionsOfOneClientReachTheOthers() {
        CommitDatabase one = connect();
        CommitDatabase other = connect();
        assertEquals(1, other.definitions().attachments().size());
        one.extendDefinitions(
                model("concept Note; attachment<Note, string> text; attachment<Note, bool> done;"));
        Attachment done = one.definitions().attachment("Notes::Note.done");
        CommitMutableState mutable = new CommitMutableState(one.initialState());
        Key key = key(done, 1);
        mutable.attachmentMutating().set(done, key, BoolValue.of(true));
        CommitId commit = one.commitMutations("done", mutable);
        assertEquals(
                BoolValue.of(true),
                other.state(commit).attachmentGetting().get(done, key).orElseThrow());
        assertEquals(one.definitions().all().size(), served.definitions().all().size());
    }

    @Test
    void contradictingDefinitionsAreRefusedByTheServer() {
        CommitDatabase one = connect();
        RemoteStore raw = (RemoteStore) connect().store();
        one.extendDefinitions(model("concept Note; struct Point { int32 x; };"));
        Definitions contradiction = model("concept Note; struct Point { string x; };");
        assertThrows(
                DefinitionsException.class,
                () -> raw.appendDefinitions(DefinitionsCodec.encode(contradiction)));
        assertEquals(3, served.definitions().all().size());
    }

    @Test
    void aCommitThatBreaksARuleIsRefusedByTheServer() {
        CommitDatabase client = connect();
        CommitId first = write(client, CommitId.NONE, 1, "first");
        CommitId second = write(client, first, 1, "second");
        byte[] merge = CommitCodec.encodeMerge(second, first);
        assertThrows(InvalidCommitException.class, () -> client.store().append(List.of(merge)));
        assertEquals(2, served.commitCount());
    }

    @Test
    void eightClientsLoseNothingWhileHeadsAreReduced() throws Exception {
        long millis = Long.getLong("commitdb.served.millis", 1_500);
        CommitId root = write(served, CommitId.NONE, 0, "root");
        Set<CommitId> acknowledged = Collections.synchronizedSet(new HashSet<>());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean running = new AtomicBoolean(true);
        CountDownLatch writing = new CountDownLatch(8);
        List<Thread> threads = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            int mine = number;
            CommitDatabase client = connect();
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    CommitId base = root;
                                    for (int i = 0; running.get() || i == 0; i++) {
                                        base = write(client, base, mine, "version " + i);
                                        acknowledged.add(base);
                                        writing.countDown();
                                        base = i % 5 == 4 ? client.forward(base) : base;
                                    }
                                } catch (Throwable e) {
                                    failures.add(e);
                                    writing.countDown();
                                }
                            }));
        }
        CommitDatabase reducer = connect();
        assertTrue(writing.await(WAIT_SECONDS, TimeUnit.SECONDS));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - end < 0) {
            reducer.reduceHeads();
        }
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        CommitId head = reducer.reduceHeads().orElseThrow();
        assertEquals(List.of(head), served.headCommitIds());
        for (CommitId commit : acknowledged) {
            assertTrue(served.isAncestor(commit, head), "a commit was lost");
        }
        for (CommitDatabase client : clients) {
            assertEquals(List.of(head), client.headCommitIds());
            for (int number = 0; number <= 8; number++) {
                assertEquals(read(served, head, number), read(client, head, number));
            }
        }
        System.out.println(
                "eight clients: " + acknowledged.size() + " commits in " + millis + " ms");
    }

    @Test
    void replicasThatWorkedApartConvergeThroughTheServer() {
        CommitId root = write(served, CommitId.NONE, 0, "root");
        List<CommitDatabase> replicas = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            replicas.add(CommitDatabase.inMemory(served.definitions()));
        }
        CommitDatabase client = connect();
        for (int turn = 0; turn < 3; turn++) {
            for (int i = 0; i < 3; i++) {
                CommitDatabase replica = replicas.get(i);
                replica.synchronizeWith(client, SyncOptions.DEFAULT);
                CommitId base = turn == 0 ? root : replica.headCommitIds().getLast();
                for (int n = 0; n < 5; n++) {
                    base = write(replica, base, n, "turn " + turn + " of " + i);
                }
            }
        }
        boolean moved = true;
        while (moved) {
            moved = false;
            for (CommitDatabase replica : replicas) {
                moved |= !replica.synchronizeWith(client, SyncOptions.DEFAULT).isNothing();
                replica.reduceHeads();
                moved |= !replica.synchronizeWith(client, SyncOptions.DEFAULT).isNothing();
            }
        }
        List<CommitId> heads = served.headCommitIds();
        assertEquals(1, heads.size());
        for (CommitDatabase replica : replicas) {
            assertEquals(heads, replica.headCommitIds());
            for (int n = 0; n < 5; n++) {
                assertEquals(read(served, heads.getFirst(), n), read(replica, heads.getFirst(), n));
            }
            assertTrue(replica.synchronizeWith(client, SyncOptions.DEFAULT).isNothing());
            replica.close();
        }
    }
}
