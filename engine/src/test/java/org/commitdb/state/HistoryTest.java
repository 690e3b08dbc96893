package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.error.UnknownIdException;
import org.commitdb.path.Path;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// States by example: which commits there are, what they join, whom they list.
final class HistoryTest {

    private static final RichModel MODEL = new RichModel();

    private final RecordStore store = new NaiveRecordStore(new CanonicalIndexer());
    private final History history = new History(store, MODEL::definitions);
    private final Attachment name = MODEL.definitions().attachment("Rich::Thing.name");
    private final Attachment mark = MODEL.definitions().attachment("any_concept.mark");
    private final Key key = Key.create(name, MODEL.thing);
    private long timestampMicros;

    private CommitId commit(CommitId parent, String text, Key... keys) {
        CommitMutableState mutable = new CommitMutableState(history.state(parent));
        for (Key each : keys) {
            mutable.attachmentMutating().set(name, each, StringValue.of(text));
        }
        return append(
                CommitCodec.encodeMutations(parent, ++timestampMicros, "", "", mutable.program()));
    }

    private CommitId append(byte[] commit) {
        store.append(List.of(commit));
        return CommitCodec.id(commit);
    }

    private Optional<Value> read(CommitState state) {
        return state.attachmentGetting().get(name, key);
    }

    @Test
    void initialStateHasNothing() {
        CommitState initial = history.state(CommitId.NONE);
        assertEquals(CommitId.NONE, initial.id());
        assertFalse(initial.isVirtual());
        assertEquals(Optional.empty(), initial.streams());
        assertEquals(Optional.empty(), read(initial));
        commit(CommitId.NONE, "a", key);
        assertEquals(Optional.empty(), read(initial));
        assertEquals(0, initial.attachmentGetting().keys(name).count());
        assertEquals(0, initial.report().total());
        assertEquals(List.of(), initial.trace(name, key));
    }

    @Test
    void mergeThatIsNotStoredJoinsWhatItWillJoinWhenItIs() {
        CommitId base = commit(CommitId.NONE, "a", key);
        CommitId ours = commit(base, "b", key);
        CommitId theirs = commit(base, "c", key);
        CommitState virtual = history.mergeState(ours, theirs);
        assertTrue(virtual.isVirtual());
        assertEquals(Optional.of(new Streams(ours, theirs)), virtual.streams());
        assertEquals(Optional.of(StringValue.of("c")), read(virtual));
        CommitId merge = append(CommitCodec.encodeMerge(ours, theirs));
        CommitState stored = history.mergeState(ours, theirs);
        assertEquals(merge, virtual.id());
        assertEquals(merge, stored.id());
        assertFalse(stored.isVirtual());
        assertEquals(virtual.streams(), stored.streams());
        assertEquals(Optional.empty(), history.state(commit(merge, "d", key)).streams());
        assertEquals(Optional.empty(), history.state(base).streams());
    }

    @Test
    void stateOfACommitMergedWithItsAncestorIsItsOwn() {
        CommitId base = commit(CommitId.NONE, "a", key);
        CommitId child = commit(base, "b", key);
        for (CommitState state :
                List.of(
                        history.mergeState(base, child),
                        history.mergeState(child, base),
                        history.mergeState(child, child))) {
            assertEquals(child, state.id());
            assertFalse(state.isVirtual());
        }
    }

    @Test
    void unknownCommitsAreRefused() {
        CommitId base = commit(CommitId.NONE, "a", key);
        CommitId unknown = CommitCodec.id(new byte[] {1});
        assertThrows(UnknownIdException.class, () -> history.state(unknown));
        assertThrows(UnknownIdException.class, () -> history.mergeState(base, unknown));
        assertThrows(UnknownIdException.class, () -> history.isAncestor(unknown, base));
        assertThrows(UnknownIdException.class, () -> history.mergeBase(base, unknown));
    }

    @Test
    void commitsThatTouchedADocumentAreListedTheLatestFirst() {
        Key other = Key.create(name, MODEL.thing);
        CommitId base = commit(CommitId.NONE, "a", key);
        commit(base, "b", other);
        CommitId both = commit(base, "c", key, other);
        CommitId last = commit(base, "d", key);
        assertEquals(List.of(last, both, base), history.touching(name, key));
        store.delete(List.of(last));
        assertEquals(List.of(both, base), history.touching(name, key));
        Key unrelated = Key.of(name.keyTarget(), key.instance(), MODEL.other.runtimeId());
        assertThrows(IllegalArgumentException.class, () -> history.touching(name, unrelated));
        CommitState state = history.state(both);
        assertThrows(IllegalArgumentException.class, () -> state.trace(name, unrelated));
        assertThrows(
                IllegalArgumentException.class,
                () -> state.why(name, unrelated, Path.root(name.documentType())));
    }

    @Test
    void stateReadsTheSameWhenItsCommitIsDeletedMeanwhile() {
        CommitId base = commit(CommitId.NONE, "a", key);
        CommitId head = commit(base, "b", key);
        CommitState unread = history.state(head);
        store.delete(List.of(head));
        assertEquals(Optional.of(StringValue.of("b")), read(unread));
        assertEquals(Optional.of(StringValue.of("a")), read(history.state(base)));
        assertThrows(UnknownIdException.class, () -> history.state(head));
    }

    @Test
    void keysComeInTheOrderOfTheirInstancesHoweverManyThereAre() {
        for (int count : List.of(255, 256, 257, 600)) {
            Key[] keys = new Key[count];
            for (int i = 0; i < count; i++) {
                keys[i] = Key.create(name, MODEL.thing);
            }
            CommitId tip = commit(CommitId.NONE, "text", keys);
            List<Key> expected = new ArrayList<>(List.of(keys));
            Collections.sort(expected);
            assertEquals(expected, history.state(tip).attachmentGetting().keys(name).toList());
        }
    }

    @Test
    void keysAreFoundAsTheyAreAskedFor() {
        Key[] keys = new Key[600];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Key.create(name, MODEL.thing);
        }
        CommitId tip = commit(CommitId.NONE, "text", keys);
        AtomicLong touches = new AtomicLong();
        History counted =
                new History(CountingStore.of(store, "touches", touches), MODEL::definitions);
        assertEquals(1, counted.state(tip).attachmentGetting().keys(name).limit(1).count());
        assertTrue(touches.get() <= 2, touches + " documents were looked up");
    }

    /// The attachments of a document's concept do not share their documents.
    @Test
    void documentsAreOfOneAttachment() {
        CommitId tip = commit(CommitId.NONE, "text", key);
        CommitState state = history.state(tip);
        Key marked = Key.of(mark.keyTarget(), key.instance(), key.concept());
        assertEquals(Optional.empty(), state.attachmentGetting().get(mark, marked));
        assertEquals(0, state.attachmentGetting().keys(mark).count());
        assertFalse(state.attachmentGetting().has(mark, marked));
        assertTrue(state.attachmentGetting().has(name, key));
    }
}
