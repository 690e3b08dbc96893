package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.SetValue;
import org.junit.jupiter.api.Test;

/// Reads that lay a key frame wherever they may, and reads that start from these: each commit adds
/// its number to one set.
final class FramedReadsTest {

    private static final FrameSpacing EVERYWHERE = new FrameSpacing(1, 0, 0);

    private final HandMadeHistory made = new HandMadeHistory();
    private final Attachment tags = made.model().definitions().attachment("Rich::Gadget.tags");
    private final Key key =
            Key.of(tags.keyTarget(), new UUID(1, 1), made.model().gadget.runtimeId());
    private final DocumentId document = DocumentReader.documentId(tags, key.instance());
    private final Path root = Path.root(tags.documentType());
    private final CommitId base =
            made.commit(CommitId.NONE, target -> target.set(tags, key, set()));

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

    /// Twice: what the first read lays, the second one starts from.
    private void assertHas(CommitId tip, int... numbers) {
        for (int i = 0; i < 2; i++) {
            CommitState state = made.cold(EVERYWHERE).state(tip);
            assertEquals(set(numbers), state.attachmentGetting().get(tags, key).orElseThrow());
        }
    }

    private long newestFrame() {
        return made.store().newestFrame(document, Long.MAX_VALUE);
    }

    @Test
    void readsLayFramesAndStartFromThem() {
        CommitId tip = add(add(add(base, 1), 2), 3);
        assertEquals(0, newestFrame());
        assertHas(tip, 1, 2, 3);
        assertEquals(made.store().ordinalOf(tip), newestFrame());
        assertHas(add(tip, 4), 1, 2, 3, 4);
    }

    @Test
    void framesOfAMergeHaveAllThatItBrings() {
        CommitId theirs = add(add(add(base, 1), 2), 3);
        CommitId ours = add(add(base, 4), 5);
        CommitId merge = made.merge(ours, theirs);
        CommitId child = add(merge, 6);
        assertHas(child, 1, 2, 3, 4, 5, 6);
        assertHas(merge, 1, 2, 3, 4, 5);
        assertHas(ours, 4, 5);
        assertHas(theirs, 1, 2, 3);
        assertHas(made.merge(theirs, ours), 1, 2, 3, 4, 5);
        assertHas(child, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void whatTogglesTakeOutIsInNoFrame() {
        CommitId one = add(base, 1);
        CommitId disabled = made.disable(add(one, 2), one);
        CommitId more = add(disabled, 3);
        assertHas(more, 2, 3);
        assertTrue(newestFrame() < made.store().ordinalOf(one), "no frame lies behind the toggle");
        CommitId enabled = add(made.enable(more, one), 4);
        assertHas(enabled, 1, 2, 3, 4);
        assertEquals(made.store().ordinalOf(enabled), newestFrame());
        assertHas(made.disable(enabled, one), 2, 3, 4);
        assertHas(made.disable(enabled, enabled), 1, 2, 3);
    }

    @Test
    void frameAtACommitThatIsDisabledLaterIsNotUsed() {
        CommitId one = add(base, 1);
        assertHas(one, 1);
        assertEquals(made.store().ordinalOf(one), newestFrame());
        CommitId disabled = made.disable(add(one, 2), one);
        assertHas(disabled, 2);
        assertHas(made.enable(disabled, one), 1, 2);
    }

    @Test
    void framesOfOtherStreamsAreLeftAlone() {
        CommitId fork = add(base, 1);
        CommitId ours = add(fork, 2);
        CommitId theirs = add(add(fork, 3), 4);
        assertHas(theirs, 1, 3, 4);
        assertHas(ours, 1, 2);
        assertHas(made.merge(ours, theirs), 1, 2, 3, 4);
        assertHas(theirs, 1, 3, 4);
    }

    /// A later engine may replay otherwise, and a frame may be dropped at any time.
    @Test
    void framesThatFollowOtherRulesArePassedOver() {
        CommitId one = add(base, 1);
        CommitId two = add(one, 2);
        CommitId three = add(two, 3);
        byte[] other = {99, 0};
        made.store().putFrame(document, made.store().ordinalOf(three), other);
        made.store().putFrame(document, made.store().ordinalOf(two), other);
        assertHas(three, 1, 2, 3);
        assertHas(two, 1, 2);
        assertHas(add(three, 4), 1, 2, 3, 4);
        made.store().dropFrames();
        assertHas(three, 1, 2, 3);
    }

    @Test
    void absenceIsFramedToo() {
        CommitId removed = made.commit(add(base, 1), target -> target.remove(tags, key));
        CommitId again = made.commit(removed, target -> target.unionInSet(tags, key, root, set(2)));
        for (int i = 0; i < 2; i++) {
            CommitState state = made.cold(EVERYWHERE).state(again);
            assertEquals(false, state.attachmentGetting().has(tags, key));
            assertEquals(List.of(), state.attachmentGetting().keys(tags).toList());
        }
        assertEquals(made.store().ordinalOf(again), newestFrame());
    }
}
