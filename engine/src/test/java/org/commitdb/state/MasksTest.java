package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.type.Attachment;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// What toggles take out, by example: each commit adds its number to one set.
final class MasksTest {

    private final HandMadeHistory made = new HandMadeHistory();
    private final Attachment tags = made.model().definitions().attachment("Rich::Gadget.tags");
    private final Key key =
            Key.of(tags.keyTarget(), new UUID(1, 1), made.model().gadget.runtimeId());
    private final Path root = Path.root(tags.documentType());
    private final CommitId base =
            made.commit(CommitId.NONE, target -> target.set(tags, key, set()));
    private final CommitId one = add(base, 1);

    private static SetValue set(int... numbers) {
        SetValue.Builder set = SetValue.empty(new SetType(PrimitiveType.INT32)).toBuilder();
        for (int each : numbers) {
            set.add(IntegerValue.of(PrimitiveType.INT32, each));
        }
        return set.build();
    }

    private CommitId add(CommitId parent, int number) {
        return made.commit(parent, target -> target.unionInSet(tags, key, root, set(number)));
    }

    private Value read(History history, CommitId tip) {
        return history.state(tip).attachmentGetting().get(tags, key).orElseThrow();
    }

    private void assertHas(CommitId tip, int... numbers) {
        assertEquals(set(numbers), read(made.history(), tip));
        assertEquals(set(numbers), read(made.cold(), tip));
    }

    @Test
    void newestDecisionWins() {
        CommitId two = add(one, 2);
        CommitId disabled = made.disable(two, one);
        CommitId enabled = made.enable(disabled, one);
        CommitId again = made.disable(enabled, one);
        assertHas(again, 2);
        assertHas(enabled, 1, 2);
        assertHas(disabled, 2);
        assertHas(two, 1, 2);
    }

    @Test
    void disabledToggleDecidesNothing() {
        CommitId disabled = made.disable(one, one);
        CommitId undone = made.disable(disabled, disabled);
        CommitId redone = made.disable(undone, undone);
        assertHas(undone, 1);
        assertHas(redone);
        CommitId enabled = made.enable(redone, one);
        assertHas(enabled, 1);
        assertHas(made.disable(enabled, enabled));
        assertHas(made.enable(redone, disabled));
        assertHas(made.enable(enabled, disabled), 1);
    }

    @Test
    void disabledMergeDropsItsSecondStreamAndWhatThatDecided() {
        CommitId ours = add(one, 2);
        CommitId theirs = add(made.disable(one, one), 3);
        CommitId merge = made.merge(ours, theirs);
        assertHas(merge, 2, 3);
        CommitId dropped = made.disable(add(merge, 4), merge);
        assertHas(dropped, 1, 2, 4);
        assertHas(made.enable(dropped, merge), 2, 3, 4);
    }

    @Test
    void streamThatAnotherMergeLeadsToStays() {
        CommitId theirs = add(one, 3);
        CommitId first = made.merge(add(one, 2), theirs);
        CommitId more = add(theirs, 4);
        CommitId second = made.merge(first, more);
        assertHas(second, 1, 2, 3, 4);
        CommitId dropped = made.disable(second, first);
        assertHas(dropped, 1, 2, 3, 4);
        CommitId both = made.disable(dropped, second);
        assertHas(both, 1, 2);
        assertHas(made.enable(both, first), 1, 2, 3);
        assertHas(made.disable(second, second), 1, 2, 3);
    }

    @Test
    void partOfAStreamThatAnotherMergeLeadsToStays() {
        CommitId half = add(add(one, 11), 12);
        CommitId whole = add(add(half, 13), 14);
        CommitId first = made.merge(add(one, 2), whole);
        CommitId second = made.merge(first, add(half, 20));
        assertHas(second, 1, 2, 11, 12, 13, 14, 20);
        CommitId dropped = made.disable(second, first);
        assertHas(dropped, 1, 2, 11, 12, 20);
        assertHas(made.enable(dropped, first), 1, 2, 11, 12, 13, 14, 20);
        assertHas(made.disable(dropped, second), 1, 2);
    }

    @Test
    void mergeWithinADroppedStreamIsDroppedToo() {
        CommitId inner = made.merge(add(one, 3), add(one, 4));
        CommitId outer = made.merge(add(one, 2), inner);
        assertHas(outer, 1, 2, 3, 4);
        assertHas(made.disable(outer, inner), 1, 2, 3);
        assertHas(made.disable(outer, outer), 1, 2);
    }

    @Test
    void ofTwoStreamsTheLaterInLinearOrderDecides() {
        CommitId disabled = made.disable(one, one);
        CommitId enabled = made.enable(one, one);
        assertHas(made.merge(enabled, disabled));
        assertHas(made.merge(disabled, enabled), 1);
        CommitId twice = made.enable(disabled, one);
        assertHas(made.merge(twice, disabled), 1);
        assertEquals(
                set(1),
                made.history()
                        .mergeState(made.disable(enabled, enabled), add(enabled, 1))
                        .attachmentGetting()
                        .get(tags, key)
                        .orElseThrow());
    }

    @Test
    void mergeThatIsNotStoredHeedsTogglesThatCameSinceTheLastRead() {
        CommitId theirs = add(one, 3);
        assertHas(theirs, 1, 3);
        CommitId ours = made.disable(one, one);
        assertEquals(
                set(3),
                made.history()
                        .mergeState(ours, theirs)
                        .attachmentGetting()
                        .get(tags, key)
                        .orElseThrow());
    }

    @Test
    void slotOfADisabledInsertKeepsThePlaceOfThoseAnchoredOnIt() {
        Attachment notes = made.model().definitions().attachment("Rich::Crew.notes");
        Key note = Key.create(notes, made.model().gadget);
        XArrayType type = (XArrayType) notes.documentType();
        XArrayValue.Builder start = XArrayValue.empty(type).toBuilder();
        UUID first = start.append(StringValue.of("first"));
        UUID last = start.append(StringValue.of("last"));
        CommitId tip = made.commit(base, target -> target.set(notes, note, start.build()));
        UUID anchor = new UUID(7, 1);
        UUID before = new UUID(7, 2);
        CommitId inserts = insert(tip, notes, note, last, anchor);
        CommitId anchored = insert(inserts, notes, note, anchor, before);
        CommitId disabled = made.disable(anchored, inserts);
        CommitId enabled = made.enable(disabled, inserts);
        for (History history : List.of(made.cold(), made.history())) {
            assertEquals(List.of(first, before, last), live(history.state(disabled), notes, note));
            assertEquals(
                    List.of(first, before, anchor, last),
                    live(history.state(enabled), notes, note));
        }
    }

    private CommitId insert(
            CommitId parent, Attachment notes, Key note, UUID anchor, UUID position) {
        Path place = Path.root(notes.documentType());
        Value text = StringValue.of("text");
        return made.commit(
                parent,
                target -> target.insertInXArray(notes, note, place, anchor, position, text));
    }

    private static List<UUID> live(CommitState state, Attachment notes, Key note) {
        XArrayValue found = (XArrayValue) state.attachmentGetting().get(notes, note).orElseThrow();
        List<UUID> positions = new ArrayList<>();
        found.livePositions().forEach(positions::add);
        return positions;
    }

    /// As a user does who undoes and redoes for a long time; each state is read with all, some and
    /// none of the others remembered.
    @Test
    void longRunsOfTogglesReadTheSameInWhateverOrder() {
        List<CommitId> commits = new ArrayList<>();
        CommitId tip = base;
        for (int number = 0; number < 12; number++) {
            tip = add(tip, number);
            commits.add(tip);
        }
        TreeSet<Integer> on = new TreeSet<>();
        for (int number = 0; number < commits.size(); number++) {
            on.add(number);
        }
        Random random = new Random(5);
        List<CommitId> tips = new ArrayList<>();
        List<SetValue> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = random.nextInt(commits.size());
            if (random.nextInt(8) == 0) {
                tip = add(tip, 100 + i);
                on.add(100 + i);
            } else if (on.remove(number)) {
                tip = made.disable(tip, commits.get(number));
            } else {
                on.add(number);
                tip = made.enable(tip, commits.get(number));
            }
            tips.add(tip);
            expected.add(set(on.stream().mapToInt(Integer::intValue).toArray()));
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < tips.size(); i++) {
            order.add(i);
        }
        for (History history : List.of(made.cold(), made.cold(), made.cold())) {
            for (int index : order) {
                assertEquals(expected.get(index), read(history, tips.get(index)));
            }
            Collections.shuffle(order, random);
        }
        for (int index : order.subList(0, 40)) {
            assertEquals(expected.get(index), read(made.cold(), tips.get(index)));
        }
    }
}
