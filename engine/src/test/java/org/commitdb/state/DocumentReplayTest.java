package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.store.CountingRecordStore;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.type.SetType;
import org.commitdb.value.Key;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// How little of a history one document takes to read: counted in commits, not in time.
final class DocumentReplayTest {

    private static final RichModel MODEL = new RichModel();
    private static final int COMMITS = 200;

    private final CountingRecordStore store =
            new CountingRecordStore(new NaiveRecordStore(new CanonicalIndexer()));
    private final Attachment tags = MODEL.definitions().attachment("Rich::Gadget.tags");
    private final Key key = Key.of(tags.keyTarget(), new UUID(1, 1), MODEL.gadget.runtimeId());
    private final Path root = Path.root(tags.documentType());
    private final List<CommitId> chain = new ArrayList<>();

    @Test
    void documentWhoseLastCommitSetsItReadsOneCommit() {
        for (int i = 0; i < COMMITS; i++) {
            int number = i;
            commit(target -> target.set(tags, key, set(number)));
        }
        for (int at : List.of(COMMITS - 1, 100, 0)) {
            assertReads(cold(), at, set(at), 1);
            assertEquals(1, store.steps());
        }
    }

    @Test
    void removedDocumentReadsOneCommit() {
        fill(50);
        commit(target -> target.remove(tags, key));
        History history = cold();
        store.reset();
        assertEquals(
                Optional.empty(),
                history.state(chain.getLast()).attachmentGetting().get(tags, key));
        assertEquals(1, store.bodies());
    }

    @Test
    void coldReadTakesTheCommitsSinceTheBaseline() {
        fill(COMMITS);
        assertReads(cold(), 0, set(0), 1);
        assertReads(cold(), 10, upTo(10), 11);
        commit(target -> target.set(tags, key, set(7)));
        commit(target -> target.unionInSet(tags, key, root, set(8)));
        assertReads(cold(), COMMITS + 1, set(7, 8), 2);
    }

    @Test
    void stateThatWasReadIsNotReplayedAgain() {
        fill(COMMITS);
        History history = cold();
        assertReads(history, 100, upTo(100), 101);
        assertReads(history, 100, upTo(100), 0);
        assertReads(history, 103, upTo(103), 3);
        assertReads(history, 102, upTo(102), 2);
    }

    @Test
    void stateThatWasReadIsNotSearchedAgain() {
        fill(COMMITS);
        History history = cold();
        assertReads(history, 20, upTo(20), 21);
        assertReads(history, 20, upTo(20), 0);
        assertEquals(0, store.steps());
        assertReads(history, 19, upTo(19), 20);
        assertReads(history, 20, upTo(20), 0);
    }

    @Test
    void absentDocumentIsNotSearchedAgain() {
        fill(2);
        Key absent = Key.of(tags.keyTarget(), new UUID(3, 3), MODEL.gadget.runtimeId());
        AttachmentGetting state = cold().state(chain.getLast()).attachmentGetting();
        assertEquals(Optional.empty(), state.get(tags, absent));
        store.reset();
        assertEquals(Optional.empty(), state.get(tags, absent));
        assertEquals(0, store.steps());
    }

    @Test
    void entriesReadTheLatestCommitOfEachDocumentOnce() {
        for (int i = 0; i < COMMITS; i++) {
            Key each = Key.of(tags.keyTarget(), new UUID(i, i), MODEL.gadget.runtimeId());
            int number = i;
            commit(target -> target.set(tags, each, set(number)));
        }
        store.reset();
        Map<Key, Value> entries =
                cold().state(chain.getLast())
                        .attachmentGetting()
                        .entries(tags)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(COMMITS, entries.size());
        assertEquals(
                set(7),
                entries.get(Key.of(tags.keyTarget(), new UUID(7, 7), MODEL.gadget.runtimeId())));
        assertEquals(COMMITS, store.bodies());
        assertEquals(COMMITS, store.steps());
    }

    @Test
    void keysOfDocumentsThatWereReadLatelyTakeOneStepEach() {
        for (int i = 0; i < COMMITS; i++) {
            Key each = Key.of(tags.keyTarget(), new UUID(5, i), MODEL.gadget.runtimeId());
            int number = i;
            commit(target -> target.set(tags, each, set(number)));
        }
        CommitState state = cold().state(chain.getLast());
        assertEquals(COMMITS, state.attachmentGetting().entries(tags).count());
        store.reset();
        assertEquals(COMMITS, state.attachmentGetting().entries(tags).count());
        assertEquals(COMMITS, store.steps());
    }

    @Test
    void childThatLeavesTheDocumentAloneSharesItsVersion() {
        fill(20);
        Key other = Key.of(tags.keyTarget(), new UUID(2, 2), MODEL.gadget.runtimeId());
        commit(target -> target.set(tags, other, set(1)));
        History history = cold();
        assertReads(history, 19, upTo(19), 20);
        assertReads(history, 20, upTo(19), 0);
    }

    @Test
    void mergeReadsOnlyWhatTheOtherSideBrings() {
        fill(50);
        CommitId fork = chain.get(10);
        CommitId theirs = commitOn(fork, target -> target.unionInSet(tags, key, root, set(1000)));
        History history = cold();
        assertReads(history, 49, upTo(49), 50);
        byte[] merge = CommitCodec.encodeMerge(chain.getLast(), theirs);
        store.append(List.of(merge));
        chain.add(CommitCodec.id(merge));
        SetValue merged = upTo(49).with(number(1000));
        assertReads(history, 50, merged, 1);
        assertReads(history, 50, merged, 0);
        commit(target -> target.unionInSet(tags, key, root, set(2000)));
        assertReads(history, 51, merged.with(number(2000)), 1);
    }

    @Test
    void baselineThatAMergeBringsHidesWhatCameBefore() {
        fill(50);
        CommitId theirs = commitOn(chain.get(10), target -> target.set(tags, key, set(5)));
        byte[] merge = CommitCodec.encodeMerge(chain.getLast(), theirs);
        store.append(List.of(merge));
        chain.add(CommitCodec.id(merge));
        assertReads(cold(), 50, set(5), 1);
        byte[] other = CommitCodec.encodeMerge(theirs, chain.get(49));
        store.append(List.of(other));
        chain.add(CommitCodec.id(other));
        SetValue.Builder expected = set(5).toBuilder();
        for (int number = 11; number < 50; number++) {
            expected.add(number(number));
        }
        History history = cold();
        assertEquals(
                Optional.of(expected.build()),
                history.state(chain.getLast()).attachmentGetting().get(tags, key));
    }

    private void assertReads(History history, int index, Value expected, int bodies) {
        store.reset();
        assertEquals(
                Optional.of(expected),
                history.state(chain.get(index)).attachmentGetting().get(tags, key));
        assertEquals(bodies, store.bodies());
    }

    /// A commit that sets the document, then one for each further element.
    private void fill(int commits) {
        commit(target -> target.set(tags, key, set(0)));
        for (int i = 1; i < commits; i++) {
            int number = i;
            commit(target -> target.unionInSet(tags, key, root, set(number)));
        }
    }

    private void commit(Consumer<AttachmentMutating> verbs) {
        chain.add(commitOn(chain.isEmpty() ? CommitId.NONE : chain.getLast(), verbs));
    }

    private CommitId commitOn(CommitId parent, Consumer<AttachmentMutating> verbs) {
        CommitMutableState mutable = new CommitMutableState(cold().state(parent));
        verbs.accept(mutable.attachmentMutating());
        byte[] bytes = CommitCodec.encodeMutations(parent, 1, "", "", mutable.program());
        store.append(List.of(bytes));
        return CommitCodec.id(bytes);
    }

    private History cold() {
        return new History(store, MODEL::definitions);
    }

    private SetValue upTo(int last) {
        SetValue.Builder builder = set(0).toBuilder();
        for (int number = 1; number <= last; number++) {
            builder.add(number(number));
        }
        return builder.build();
    }

    private Value number(int number) {
        return Value.from(((SetType) tags.documentType()).element(), number);
    }

    private SetValue set(int... numbers) {
        SetValue.Builder builder = SetValue.empty((SetType) tags.documentType()).toBuilder();
        for (int number : numbers) {
            builder.add(number(number));
        }
        return builder.build();
    }
}
