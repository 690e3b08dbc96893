package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.store.DocumentId;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.Test;

/// When a frame is laid behind what is written, and when none may be.
final class FrameKeeperTest {

    private static final RichModel MODEL = new RichModel();
    private static final FrameSpacing EVERY_THIRD = new FrameSpacing(3, 0, 0);

    private final RecordStore store = new NaiveRecordStore(new CanonicalIndexer());
    private final Attachment name = MODEL.definitions().attachment("Rich::Thing.name");
    private final Key key = Key.of(name.keyTarget(), new UUID(1, 1), MODEL.thing.runtimeId());
    private final DocumentId document = DocumentReader.documentId(name, key.instance());
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final History history =
            new History(putting(this::await), MODEL::definitions, EVERY_THIRD);

    private volatile boolean closed;
    private final BlockingQueue<Thread> keepers = new LinkedBlockingQueue<>();
    private CommitId tip = CommitId.NONE;
    private int commits;

    /// The store, with `beforePut` run before a frame is put; closed as long as somebody says so.
    private RecordStore putting(Runnable beforePut) {
        return (RecordStore)
                Proxy.newProxyInstance(
                        RecordStore.class.getClassLoader(),
                        new Class<?>[] {RecordStore.class},
                        (proxy, called, arguments) -> {
                            if (called.getName().equals("touches")) {
                                keepers.add(Thread.currentThread());
                                if (closed) {
                                    throw new IllegalStateException("closed");
                                }
                            }
                            if (called.getName().equals("putFrame")) {
                                beforePut.run();
                            }
                            try {
                                return called.invoke(store, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void await() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void write() {
        Opcode set = new Opcode.DocumentSet(StringValue.of("commit " + ++commits));
        List<DocumentProgram> program = List.of(new DocumentProgram(name, key, List.of(set)));
        byte[] commit = CommitCodec.encodeMutations(tip, commits, "", "", program);
        append(commit);
        history.written(tip, program, commit.length);
    }

    private void toggle(CommitKind kind, CommitId target) {
        append(CommitCodec.encodeToggle(kind, tip, target, ++commits, "", ""));
    }

    private void append(byte[] commit) {
        store.append(List.of(commit));
        tip = CommitCodec.id(commit);
    }

    private long newestFrame() {
        return store.newestFrame(document, Long.MAX_VALUE);
    }

    private void writeAndWait() throws InterruptedException {
        write();
        Thread keeper = keepers.poll(1, TimeUnit.MINUTES);
        assertNotNull(keeper, "a frame is worked out");
        keeper.join();
        keepers.clear();
    }

    @Test
    void frameIsLaidAtTheCommitThatMakesItDueAndThenNotForAWhile() throws InterruptedException {
        mayEnd.countDown();
        write();
        write();
        assertEquals(0, newestFrame());
        writeAndWait();
        assertEquals(3, newestFrame());
        write();
        write();
        writeAndWait();
        assertEquals(6, newestFrame());
        history.close();
        assertEquals(3, store.newestFrame(document, 5));
    }

    /// Such a frame would be taken for what the document is where nothing is taken out.
    @Test
    void documentOfWhichSomethingIsTakenOutGetsNoFrame() {
        mayEnd.countDown();
        write();
        CommitId first = tip;
        write();
        toggle(CommitKind.DISABLE, first);
        write();
        history.close();
        assertEquals(0, newestFrame());
        toggle(CommitKind.ENABLE, first);
        assertEquals(
                Optional.of(StringValue.of("commit 4")),
                new History(store, MODEL::definitions, EVERY_THIRD)
                        .state(tip)
                        .attachmentGetting()
                        .get(name, key));
    }

    @Test
    void noFrameIsLaidAfterClosing() {
        mayEnd.countDown();
        history.close();
        write();
        write();
        write();
        assertEquals(0, newestFrame());
    }

    @Test
    void storeThatFailsIsForgivenAndCountingStartsAgain() throws InterruptedException {
        mayEnd.countDown();
        write();
        write();
        closed = true;
        writeAndWait();
        assertEquals(0, newestFrame());
        closed = false;
        write();
        write();
        writeAndWait();
        assertEquals(6, newestFrame());
        history.close();
    }

    @Test
    void closingWaitsForTheFrameThatIsBeingLaidAlsoWhenInterrupted() throws InterruptedException {
        write();
        write();
        write();
        boolean[] interrupted = new boolean[1];
        Thread closing =
                new Thread(() -> {
                    Thread.currentThread().interrupt();
                    history.close();
                    interrupted[0] = Thread.currentThread().isInterrupted();
                });
        closing.start();
        while (closing.getState() != Thread.State.WAITING) {
            assertTrue(closing.isAlive(), "closing waits");
            Thread.onSpinWait();
        }
        assertEquals(0, newestFrame());
        mayEnd.countDown();
        closing.join();
        assertEquals(3, newestFrame());
        assertTrue(interrupted[0]);
    }
}
