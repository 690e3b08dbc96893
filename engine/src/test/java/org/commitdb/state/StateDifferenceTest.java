package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.type.Attachment;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.Test;

/// Which documents differ between two states, by example.
final class StateDifferenceTest {

    private final HandMadeHistory made = new HandMadeHistory();
    private final Attachment name = made.model().definitions().attachment("Rich::Thing.name");
    private final Attachment mark = made.model().definitions().attachment("any_concept.mark");
    private final CommitId base = set(CommitId.NONE, 1, "a");

    private Key key(Attachment attachment, long instance) {
        return Key.of(
                attachment.keyTarget(), new UUID(instance, 0), made.model().thing.runtimeId());
    }

    private CommitId set(CommitId parent, long instance, String text) {
        return made.commit(
                parent, target -> target.set(name, key(name, instance), StringValue.of(text)));
    }

    /// The instances of the names that differ, the other way round as well.
    private void assertDiffer(CommitId left, CommitId right, Long... instances) {
        for (History history : List.of(made.history(), made.cold())) {
            assertEquals(List.of(instances), instances(history.state(left), history.state(right)));
            assertEquals(List.of(instances), instances(history.state(right), history.state(left)));
        }
    }

    private static List<Long> instances(CommitState left, CommitState right) {
        return left.diffKeys(right)
                .map(each -> each.key().instance().getMostSignificantBits())
                .toList();
    }

    @Test
    void stateDoesNotDifferFromItselfNorFromOneWithEqualDocuments() {
        assertDiffer(base, base);
        assertDiffer(set(base, 1, "b"), set(base, 1, "b"));
        assertDiffer(CommitId.NONE, base, 1L);
    }

    @Test
    void whatOnlyOneStateHasDiffers() {
        CommitId ours = set(set(base, 2, "b"), 3, "c");
        assertDiffer(base, ours, 2L, 3L);
        assertDiffer(set(base, 2, "b"), ours, 3L);
        assertDiffer(set(base, 4, "d"), ours, 2L, 3L, 4L);
    }

    @Test
    void contestedDocumentsDifferByTheOrderOfTheStreams() {
        CommitId ours = set(set(base, 1, "b"), 2, "b");
        CommitId theirs = set(set(base, 1, "c"), 3, "c");
        assertDiffer(made.merge(ours, theirs), made.merge(theirs, ours), 1L);
    }

    @Test
    void whatADisabledMergeDropsDiffers() {
        CommitId half = set(set(base, 11, "t"), 12, "t");
        CommitId whole = set(set(half, 13, "t"), 14, "t");
        CommitId first = made.merge(set(base, 2, "o"), half);
        CommitId second = made.merge(first, whole);
        CommitId none = made.disable(second, second);
        assertDiffer(second, none, 13L, 14L);
        CommitId neither = made.disable(none, first);
        assertDiffer(second, neither, 11L, 12L, 13L, 14L);
        assertDiffer(none, neither, 11L, 12L);
        assertDiffer(made.enable(neither, second), neither, 11L, 12L, 13L, 14L);
        assertDiffer(made.enable(neither, first), neither, 11L, 12L);
    }

    @Test
    void whatAToggleTakesOutDiffers() {
        CommitId edited = set(set(base, 1, "b"), 2, "b");
        CommitId disabled = made.disable(edited, edited);
        assertDiffer(edited, disabled, 2L);
        assertDiffer(disabled, made.enable(disabled, edited), 2L);
        assertDiffer(disabled, made.disable(disabled, base));
    }

    @Test
    void documentsComeByAttachmentAndThenByTheirUnsignedInstance() {
        CommitId tip = base;
        for (long instance : List.of(-1L, 5L, Long.MIN_VALUE, Long.MAX_VALUE)) {
            tip = set(tip, instance, "x");
        }
        tip =
                made.commit(
                        tip,
                        target -> target.set(mark, key(mark, 7), AnyValue.of(StringValue.of("x"))));
        assertEquals(
                made.model().definitions().attachments().stream()
                        .filter(each -> each.equals(name) || each.equals(mark))
                        .toList(),
                made.history()
                        .state(base)
                        .diffKeys(made.history().state(tip))
                        .map(DocumentKey::attachment)
                        .distinct()
                        .toList());
        assertDiffer(base, tip, 7L, 5L, Long.MAX_VALUE, Long.MIN_VALUE, -1L);
    }
}
