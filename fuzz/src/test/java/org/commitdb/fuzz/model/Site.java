package org.commitdb.fuzz.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.commitdb.BlobOutput;
import org.commitdb.CommitDatabase;
import org.commitdb.CommitDatabaseServer;
import org.commitdb.CommitStore;
import org.commitdb.SimDatabase;
import org.commitdb.UndoStack;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.state.AttachmentGetting;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.NaiveHistory;
import org.commitdb.state.RandomMutations;
import org.commitdb.state.RandomValues;
import org.commitdb.state.RichModel;
import org.commitdb.store.Durability;
import org.commitdb.sync.SyncMode;
import org.commitdb.sync.SyncOptions;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.RandomDefinitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// One database on a simulated disk, a store on top of it, and the oracle beside it.
///
/// **Threads**: one.
final class Site implements AutoCloseable {

    /// What a database promises about a power cut.
    enum Promise {
        /// Each acknowledged commit survives.
        EACH_COMMIT,
        /// A prefix of what was done survives, and everything before the last flush.
        NOTHING
    }

    private static final RichModel MODEL = new RichModel();
    private static final String LAYOUT = "uchar-1";

    /// Blobs of up to some hundred thousand bytes, some small enough for the log.
    private static final int LARGE_BLOB_STEP = 40;

    private static final Duration NEVER = Duration.ofDays(1000);

    private final InstantSource clock;
    private final Promise promise;
    private final Durability durability;
    private final Oracle oracle = new Oracle(MODEL.definitions());
    private final List<CommitId> undoable = new ArrayList<>();
    private final List<CommitId> redoable = new ArrayList<>();
    private SimDisk disk = new SimDisk();
    private SimDatabase file;
    private @Nullable Guest guest;
    private CommitStore store = new CommitStore();
    private CommitId current = CommitId.NONE;

    Site(InstantSource clock, Promise promise) {
        this.clock = clock;
        this.promise = promise;
        this.durability =
                promise == Promise.EACH_COMMIT ? Durability.FULL : new Durability.Lazy(NEVER);
        file = SimDatabase.create(disk, durability, clock);
        store.open(file.database());
    }

    List<CommitId> heads() {
        return oracle.heads();
    }

    private CommitDatabase database() {
        return file.database();
    }

    /// Does one step to the database and to the oracle and compares what came out.
    void run(Step step, long now) {
        switch (step.verb()) {
            case COMMIT -> commit(pickOrNone(step.first()), step.second(), now);
            case MERGE -> merge(pickOrNone(step.first()), pickOrNone(step.second()));
            case DISABLE -> toggle(CommitKind.DISABLE, step, now);
            case ENABLE -> toggle(CommitKind.ENABLE, step, now);
            case REDUCE -> assertEquals(oracle.reduce(Optional.empty()), database().reduceHeads());
            case ANCHOR -> anchor(step.first());
            case DISPATCH -> dispatch(step.first(), now);
            case UNDO -> undo(undoable, redoable, CommitKind.DISABLE, "Undo", store::undo, now);
            case REDO -> undo(redoable, undoable, CommitKind.ENABLE, "Redo", store::redo, now);
            case USE -> use(pickOrNone(step.first()));
            case FORWARD -> forward();
            case FAST -> fast();
            case BLOB -> blob(step.first());
            case STREAM -> stream(step.first(), step.second(), now);
            case EXTEND -> extend(RandomDefinitions.of(Math.floorMod(step.first(), 50)));
            case CHECKPOINT -> file.checkpoint();
            case FLUSH -> database().flush();
            case REBUILD -> file.rebuildIndexes();
            case VERIFY -> assertEquals(List.of(), file.verify().findings());
            case READ -> checkState(pickOrNone(step.first()));
            case SECOND -> invite(this::secondProcess);
            case HANDLE -> invite(this::anotherHandle);
            case REMOTE -> invite(this::client);
            case REOPEN -> reopen();
            case CRASH -> crash(step.first());
            case COPY, SYNC, CLOCK ->
                    throw new IllegalArgumentException("not for one database: " + step);
        }
        oracle.mark();
        boolean flushed =
                step.verb() == Step.Verb.FLUSH
                        || step.verb() == Step.Verb.REOPEN
                        || step.verb() == Step.Verb.REBUILD
                        || step.verb() == Step.Verb.CHECKPOINT;
        if (flushed || promise == Promise.EACH_COMMIT) {
            oracle.promise();
        }
    }

    /// The commit that a number chooses, or none when there is none or the number is 0.
    private CommitId pickOrNone(int number) {
        List<CommitId> ids = oracle.ids();
        return ids.isEmpty() || number == 0
                ? CommitId.NONE
                : ids.get(Math.floorMod(number, ids.size()));
    }

    private static void record(CommitMutableState mutable, int seed) {
        RandomMutations mutations =
                new RandomMutations(new RandomValues(new Random(seed), MODEL), MODEL);
        for (int i = Math.floorMod(seed, 4); i > 0; i--) {
            mutations.record(mutable);
        }
    }

    private void commit(CommitId base, int seed, long now) {
        CommitDatabase database = database(seed);
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        record(mutable, seed / 2);
        String label = "commit " + seed;
        assertEquals(
                oracle.mutate(base, now, label, mutable.program()),
                database.commitMutations(label, mutable));
    }

    private void merge(CommitId ours, CommitId theirs) {
        if (ours.isNone() || theirs.isNone()) {
            return;
        }
        if (oracle.isAncestor(ours, theirs) || oracle.isAncestor(theirs, ours)) {
            assertThrows(InvalidCommitException.class, () -> database().mergeCommit(ours, theirs));
        } else {
            var virtual = documents(database().mergeState(ours, theirs).attachmentGetting());
            CommitId merge = database(oracle.commits().size()).mergeCommit(ours, theirs);
            assertEquals(oracle.merge(ours, theirs), merge);
            assertEquals(virtual, documents(database().state(merge).attachmentGetting()));
        }
    }

    private void toggle(CommitKind kind, Step step, long now) {
        CommitId base = pickOrNone(step.first());
        CommitId target = pickOrNone(step.second());
        if (base.isNone() || target.isNone()) {
            return;
        }
        String label = kind + " " + step.second();
        Supplier<CommitId> toggle =
                () ->
                        kind == CommitKind.DISABLE
                                ? database().disableCommit(label, base, target)
                                : database().enableCommit(label, base, target);
        if (oracle.isAncestor(target, base)) {
            assertEquals(oracle.toggle(kind, base, target, now, label), toggle.get());
        } else {
            assertThrows(InvalidCommitException.class, toggle::get);
        }
    }

    private void anchor(int number) {
        List<CommitId> heads = oracle.heads();
        if (!heads.isEmpty()) {
            CommitId head = heads.get(Math.floorMod(number, heads.size()));
            assertEquals(
                    oracle.reduce(Optional.of(head)).orElseThrow(), database().reduceHeads(head));
        }
    }

    private void dispatch(int seed, long now) {
        List<CommitMutableState> seen = new ArrayList<>();
        CommitId before = current;
        current =
                store.dispatch(
                        "dispatch " + seed,
                        mutable -> {
                            record(mutable, seed);
                            seen.add(mutable);
                        });
        assertEquals(
                oracle.mutate(before, now, "dispatch " + seed, seen.getFirst().program()), current);
        if (!current.equals(before)) {
            redoable.clear();
            undoable.add(current);
        }
    }

    private void undo(
            List<CommitId> from,
            List<CommitId> to,
            CommitKind kind,
            String word,
            Supplier<CommitId> action,
            long now) {
        if (from.isEmpty()) {
            assertThrows(IllegalStateException.class, action::get);
        } else if (current.isNone() || !oracle.isAncestor(from.getLast(), current)) {
            assertThrows(InvalidCommitException.class, action::get);
        } else {
            CommitId target = from.getLast();
            String label = word + " [" + oracle.header(target).label() + "]";
            assertEquals(oracle.toggle(kind, current, target, now, label), action.get());
            current = store.state().id();
            to.add(from.removeLast());
        }
    }

    private void use(CommitId commit) {
        current = commit;
        assertEquals(commit, store.useCommit(commit));
    }

    private void forward() {
        List<CommitId> above = current.isNone() ? oracle.heads() : oracle.headsAbove(current);
        current = above.isEmpty() ? CommitId.NONE : above.getLast();
        assertEquals(current, store.forward());
    }

    private void fast() {
        List<CommitId> above = current.isNone() ? oracle.heads() : oracle.headsAbove(current);
        boolean moves = above.size() == 1 && !above.getFirst().equals(current);
        assertEquals(moves, store.fastForward());
        current = moves ? above.getFirst() : current;
    }

    private void blob(int seed) {
        byte[] bytes = new byte[Math.floorMod(seed, 5000)];
        new Random(seed).nextBytes(bytes);
        BlobId id = BlobId.ofContent(LAYOUT, bytes);
        file.putBlob(id, bytes);
        oracle.addBlob(id, bytes);
    }

    /// One transaction: after a power cut, both the blob and the commit are there, or neither.
    private void stream(int size, int seed, long now) {
        byte[] bytes = new byte[Math.floorMod(size, 10_000) * LARGE_BLOB_STEP];
        Random random = new Random(seed);
        random.nextBytes(bytes);
        CommitMutableState mutable = new CommitMutableState(database().state(current));
        record(mutable, seed);
        String label = "stream " + seed;
        CommitId id;
        try (BlobOutput output = database().blobs().output(BlobLayout.parse(LAYOUT))) {
            for (int at = 0; at < bytes.length; ) {
                int piece = Math.min(1 + random.nextInt(70_000), bytes.length - at);
                output.write(bytes, at, piece);
                at += piece;
            }
            id = database().commitMutations(label, "", mutable, List.of(output));
        }
        oracle.addBlob(BlobId.ofContent(LAYOUT, bytes), bytes);
        assertEquals(oracle.mutate(current, now, label, mutable.program()), id);
    }

    private boolean extend(Definitions more) {
        try {
            oracle.extend(more);
        } catch (DefinitionsException e) {
            assertThrows(DefinitionsException.class, () -> database().extendDefinitions(more));
            return false;
        }
        database().extendDefinitions(more);
        return true;
    }

    /// Sends definitions, blobs and commits that the other lacks; tells whether it could take them.
    boolean copyTo(Site other) {
        if (!other.extend(oracle.definitions())) {
            return false;
        }
        other.oracle.mark();
        oracle.blobs()
                .forEach((id, bytes) -> {
                    other.file.putBlob(id, file.blob(id).bytes());
                    other.oracle.addBlob(id, bytes);
                    other.oracle.mark();
                });
        List<byte[]> missing = new ArrayList<>();
        for (Commit commit : oracle.commits()) {
            if (!other.oracle.has(commit.header().id())) {
                missing.add(file.encoded(commit.header().id()));
                other.oracle.add(commit);
            }
        }
        if (!missing.isEmpty()) {
            other.file.receive(missing);
        }
        other.oracle.mark();
        if (other.promise == Promise.EACH_COMMIT) {
            other.oracle.promise();
        }
        return true;
    }

    /// Lets the other fetch what it lacks; tells whether it could.
    boolean sendTo(Site other) {
        SyncOptions options = SyncOptions.DEFAULT.withMode(SyncMode.FETCH).withPackSize(3000);
        try {
            other.oracle.extend(oracle.definitions());
        } catch (DefinitionsException e) {
            assertThrows(
                    DefinitionsException.class,
                    () -> other.database().synchronizeWith(database(), options));
            return false;
        }
        oracle.commits().forEach(other.oracle::add);
        other.database().synchronizeWith(database(), options);
        other.oracle.reorder(other.database().commitIds().toList());
        oracle.blobs()
                .forEach((id, bytes) -> {
                    if (other.file.hasBlob(id)) {
                        other.oracle.addBlob(id, bytes);
                    }
                });
        // How many transactions it took is nobody's business.
        other.database().flush();
        other.oracle.mark();
        other.oracle.promise();
        return true;
    }

    /// Has somebody else use the database, too, or ends that.
    private void invite(Supplier<Guest> next) {
        if (guest == null) {
            guest = next.get();
        } else {
            closeGuest();
        }
    }

    private Guest secondProcess() {
        SimDatabase opened = SimDatabase.open(disk, durability, clock);
        return new Guest(opened.database(), List.of(opened));
    }

    private Guest anotherHandle() {
        SimDatabase shared = file.share(durability, clock);
        return new Guest(shared.database(), List.of(shared));
    }

    private Guest client() {
        CommitDatabaseServer server = CommitDatabaseServer.start(database(), 0);
        CommitDatabase connected = SimDatabase.connect(server, clock);
        return new Guest(connected, List.of(connected, server));
    }

    private void closeGuest() {
        if (guest != null) {
            guest.close();
            guest = null;
        }
    }

    /// The database as one of those who use it sees it.
    private CommitDatabase database(int who) {
        return guest != null && who % 2 == 1 ? guest.database() : database();
    }

    private void reopen() {
        String stack = store.undoStack().toString();
        store.close();
        closeGuest();
        file.close();
        file = SimDatabase.open(disk, durability, clock);
        store = new CommitStore();
        store.open(database(), current, UndoStack.parse(stack));
    }

    private void crash(int seed) {
        SimDisk left = disk.crash(seed);
        store.close();
        closeGuest();
        file.close();
        disk = left;
        file = SimDatabase.open(disk, durability, clock);
        oracle.cutTo(
                new Oracle.Mark(
                        (int) database().commitCount(), presentBlobs(), presentDefinitions()));
        store = new CommitStore();
        store.open(database());
        undoable.clear();
        redoable.clear();
        current = store.state().id();
    }

    private int presentBlobs() {
        return (int) oracle.blobsInOrder().stream().takeWhile(file::hasBlob).count();
    }

    private int presentDefinitions() {
        return oracle.definitionsLike(database().definitions().digest());
    }

    /// Compares what costs little.
    void checkOutline() {
        checkOutline(database());
        assertEquals(oracle.definitions().digest(), database().definitions().digest());
        if (guest != null) {
            checkOutline(guest.database());
            // A guest may learn of definitions only with the commits that need them.
            assertTrue(oracle.definitionsLike(guest.database().definitions().digest()) > 0);
        }
        assertEquals(current, store.state().id());
        assertEquals(new UndoStack(undoable, redoable), store.undoStack());
    }

    private void checkOutline(CommitDatabase database) {
        assertEquals(oracle.commits().size(), database.commitCount());
        assertEquals(oracle.heads(), database.headCommitIds());
        assertEquals(oracle.first(), database.firstCommitId());
        assertEquals(oracle.last(), database.lastCommitId());
    }

    /// Compares everything.
    void checkEverything() {
        assertEquals(oracle.ids(), database().commitIds().toList());
        for (Commit commit : oracle.commits()) {
            assertEquals(commit, database().commit(commit.header().id()));
            checkState(commit.header().id());
        }
        oracle.blobs()
                .forEach((id, bytes) ->
                        assertArrayEquals(bytes, file.blob(id).bytes(), id::toString));
        oracle.blobs().forEach(this::checkRange);
        assertTrue(file.verify().isSound(), () -> file.verify().findings().toString());
    }

    private void checkRange(BlobId id, byte[] bytes) {
        int from = bytes.length / 3;
        int length = Math.min(bytes.length - from, 5000);
        byte[] found = database(oracle.commits().size()).readBlob(id, from, length);
        assertArrayEquals(Arrays.copyOfRange(bytes, from, from + length), found, id::toString);
    }

    /// Compares every document at a commit.
    void checkState(CommitId id) {
        NaiveHistory.State expected = oracle.state(id);
        AttachmentGetting found = database(oracle.commits().size()).state(id).attachmentGetting();
        for (Attachment attachment : MODEL.attachments()) {
            assertEquals(
                    List.copyOf(expected.entries(attachment).entrySet()),
                    found.entries(attachment).toList(),
                    () -> attachment + " at " + id);
        }
    }

    private static List<List<Map.Entry<Key, Value>>> documents(AttachmentGetting state) {
        return MODEL.attachments().stream().map(each -> state.entries(each).toList()).toList();
    }

    @Override
    public void close() {
        store.close();
        closeGuest();
        file.close();
    }
}
