package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.merge.Conflict;
import org.commitdb.merge.MergeAnalysis;
import org.commitdb.merge.Resolution;
import org.commitdb.path.Path;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.Place;
import org.commitdb.type.Attachment;
import org.commitdb.type.XArrayType;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Merges that hide an intent, and how people settle them.
final class ReconciliationTest {

    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID THIRD = new UUID(0, 3);

    private final CommitDatabase database = RichDatabases.inMemory();
    private final Attachment profile = database.definitions().attachment("Rich::Thing.profile");
    private final Attachment notes = database.definitions().attachment("Rich::Crew.notes");
    private final Key key = Key.create(profile, database.definitions().concept("Rich::Thing"));
    private final Key note = Key.create(notes, database.definitions().concept("Rich::Gadget"));
    private final Path document = Path.root(profile.documentType());
    private final Path text = document.field("text");
    private final CommitId base =
            commit(
                    CommitId.NONE,
                    target -> target.set(profile, key, Value.zero(profile.documentType())));
    private final CommitId ours = text(base, "ours");
    private final CommitId theirs = text(base, "theirs");

    @AfterEach
    void close() {
        database.close();
    }

    private CommitId commit(CommitId parent, Consumer<AttachmentMutating> change) {
        CommitMutableState mutable = new CommitMutableState(database.state(parent));
        change.accept(mutable.attachmentMutating());
        return database.commitMutations("", mutable);
    }

    private CommitId text(CommitId parent, String value) {
        return commit(parent, target -> target.update(profile, key, text, StringValue.of(value)));
    }

    private String textAt(CommitId commit) {
        Value found = database.state(commit).attachmentGetting().get(profile, key).orElseThrow();
        return ((StringValue) Place.of(text).in(Optional.of(found)).orElseThrow()).value();
    }

    @Test
    void stateOfAMergeIsVirtualUntilItIsWritten() {
        assertTrue(database.mergeState(ours, theirs).isVirtual());
        CommitId merge = database.mergeCommit(ours, theirs);
        assertFalse(database.mergeState(ours, theirs).isVirtual());
        assertFalse(database.mergeAnalysis(ours, theirs).merged().isVirtual());
        assertEquals(merge, database.mergeState(ours, theirs).id());
        assertFalse(database.state(merge).isVirtual());
    }

    @Test
    void contestedFieldIsTheOnlyConflict() {
        MergeAnalysis analysis = database.mergeAnalysis(ours, theirs);
        assertEquals(Optional.of(base), analysis.base());
        assertEquals(1, analysis.conflicts().size());
        Conflict conflict = analysis.conflicts().getFirst();
        assertEquals(Place.of(text), conflict.place());
        assertEquals(Optional.of(StringValue.of("")), conflict.base());
        assertEquals(Optional.of(StringValue.of("ours")), conflict.ours());
        assertEquals(Optional.of(StringValue.of("theirs")), conflict.theirs());
        assertEquals(conflict.theirs(), conflict.merged());
        assertEquals(
                analysis.conflicts(),
                database.mergeAnalysis(database.mergeCommit(ours, theirs)).conflicts());
    }

    @Test
    void reconcileWritesOneChildOfTheMerge() {
        CommitId merge = database.mergeCommit(ours, theirs);
        MergeAnalysis analysis = database.mergeAnalysis(merge);
        CommitId settled =
                database.reconcile(
                        "settle",
                        "ada",
                        analysis,
                        List.of(Resolution.ours(analysis.conflicts().getFirst())));
        CommitHeader header = database.commitHeader(settled);
        assertEquals(merge, header.parent());
        assertEquals(CommitKind.MUTATIONS, header.kind());
        assertEquals("settle", header.label());
        assertEquals("ada", header.author());
        assertEquals("ours", textAt(settled));
        assertEquals("theirs", textAt(merge));
    }

    @Test
    void choosingWhatTheMergeHasWritesNothing() {
        CommitId merge = database.mergeCommit(ours, theirs);
        MergeAnalysis analysis = database.mergeAnalysis(merge);
        long count = database.commitCount();
        Resolution same = Resolution.merged(analysis.conflicts().getFirst());
        assertEquals(merge, database.reconcile("", "", analysis, List.of(same)));
        assertEquals(merge, database.reconcile("", "", analysis, List.of()));
        assertEquals(count, database.commitCount());
    }

    @Test
    void materializeMergeWritesMergeAndChildTogether() {
        MergeAnalysis analysis = database.mergeAnalysis(ours, theirs);
        long count = database.commitCount();
        Conflict conflict = analysis.conflicts().getFirst();
        CommitId settled =
                database.materializeMerge(
                        "settle",
                        "",
                        analysis,
                        List.of(Resolution.value(conflict, StringValue.of("both"))));
        assertEquals(count + 2, database.commitCount());
        assertEquals(analysis.mergeId(), database.commitHeader(settled).parent());
        assertEquals("both", textAt(settled));
        assertEquals(List.of(settled), database.headCommitIds());
    }

    @Test
    void materializeMergeWithoutChoiceWritesTheMergeAlone() {
        MergeAnalysis analysis = database.mergeAnalysis(ours, theirs);
        CommitId merge = database.materializeMerge("", "", analysis, List.of());
        assertEquals(analysis.mergeId(), merge);
        assertEquals(CommitKind.MERGE, database.commitHeader(merge).kind());
        assertEquals(merge, database.materializeMerge("", "", analysis, List.of()));
    }

    @Test
    void reconcileNeedsTheMerge() {
        MergeAnalysis analysis = database.mergeAnalysis(ours, theirs);
        Resolution choice = Resolution.ours(analysis.conflicts().getFirst());
        assertThrows(
                UnknownIdException.class,
                () -> database.reconcile("", "", analysis, List.of(choice)));
    }

    @Test
    void foreignResolutionIsRefusedBeforeAnythingIsWritten() {
        CommitId other = text(base, "other");
        MergeAnalysis foreign = database.mergeAnalysis(ours, other);
        MergeAnalysis analysis = database.mergeAnalysis(ours, theirs);
        long count = database.commitCount();
        Resolution choice = Resolution.ours(foreign.conflicts().getFirst());
        assertThrows(
                IllegalArgumentException.class,
                () -> database.materializeMerge("", "", analysis, List.of(choice)));
        assertEquals(count, database.commitCount());
    }

    @Test
    void twoResolutionsOfOneConflictAreRefused() {
        MergeAnalysis analysis = database.mergeAnalysis(ours, theirs);
        Conflict conflict = analysis.conflicts().getFirst();
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        analysis.resolve(
                                List.of(Resolution.ours(conflict), Resolution.theirs(conflict))));
    }

    @Test
    void resolutionsKeepToTheTypeOfThePlace() {
        Conflict conflict = database.mergeAnalysis(ours, theirs).conflicts().getFirst();
        assertThrows(IllegalArgumentException.class, () -> Resolution.nothing(conflict));
        assertThrows(IllegalArgumentException.class, () -> Resolution.value(conflict, key));
    }

    @Test
    void removalAgainstAnEditIsAConflictOfTheDocument() {
        CommitId removed = commit(base, target -> target.remove(profile, key));
        MergeAnalysis analysis = database.mergeAnalysis(removed, theirs);
        Conflict conflict = analysis.conflicts().getFirst();
        assertTrue(conflict.place().isDocument());
        assertEquals(Optional.empty(), conflict.merged());
        CommitId settled =
                database.materializeMerge("", "", analysis, List.of(Resolution.theirs(conflict)));
        assertEquals("theirs", textAt(settled));
        MergeAnalysis other = database.mergeAnalysis(theirs, removed);
        CommitId gone =
                database.materializeMerge(
                        "", "", other, List.of(Resolution.theirs(other.conflicts().getFirst())));
        assertTrue(!database.state(gone).attachmentGetting().has(profile, key));
    }

    @Test
    void slotThatTheMergeLacksGoesBackWhereItsStreamHadIt() {
        XArrayType type = (XArrayType) notes.documentType();
        XArrayValue two =
                XArrayValue.empty(type)
                        .insert(XArrayValue.END, FIRST, StringValue.of("first"))
                        .insert(XArrayValue.END, THIRD, StringValue.of("third"));
        CommitId start = commit(base, target -> target.set(notes, note, two));
        CommitId inserted =
                commit(
                        start,
                        target ->
                                target.insertInXArray(
                                        notes,
                                        note,
                                        Path.root(type),
                                        THIRD,
                                        SECOND,
                                        StringValue.of("second")));
        CommitId replaced =
                commit(
                        start,
                        target ->
                                target.set(notes, note, two.update(FIRST, StringValue.of("1st"))));
        MergeAnalysis analysis = database.mergeAnalysis(inserted, replaced);
        assertEquals(1, analysis.conflicts().size());
        Conflict conflict = analysis.conflicts().getFirst();
        assertEquals(Place.of(Path.root(type).position(SECOND)), conflict.place());
        CommitId settled =
                database.materializeMerge("", "", analysis, List.of(Resolution.ours(conflict)));
        XArrayValue found =
                (XArrayValue)
                        database.state(settled).attachmentGetting().get(notes, note).orElseThrow();
        assertEquals(List.of(FIRST, SECOND, THIRD, XArrayValue.END), list(found.positions()));
        assertEquals(StringValue.of("1st"), found.get(FIRST));
    }

    private static List<UUID> list(Iterable<UUID> positions) {
        List<UUID> list = new ArrayList<>();
        positions.forEach(list::add);
        return list;
    }

    @Test
    void withoutASingleBaseEveryDifferenceCounts() {
        CommitId left = database.mergeCommit(ours, theirs);
        CommitId right = database.mergeCommit(theirs, ours);
        MergeAnalysis analysis = database.mergeAnalysis(left, right);
        assertEquals(Optional.empty(), analysis.base());
        assertEquals(1, analysis.conflicts().size());
        Conflict conflict = analysis.conflicts().getFirst();
        assertThrows(IllegalArgumentException.class, () -> Resolution.base(conflict));
        CommitId root =
                commit(
                        CommitId.NONE,
                        target -> target.set(profile, key, Value.zero(profile.documentType())));
        assertEquals(Optional.empty(), database.mergeAnalysis(left, root).base());
    }

    @Test
    void onlyMergesAreAnalysed() {
        assertThrows(InvalidCommitException.class, () -> database.mergeAnalysis(base));
        assertThrows(InvalidCommitException.class, () -> database.mergeAnalysis(base, ours));
        assertThrows(InvalidCommitException.class, () -> database.mergeAnalysis(ours, ours));
    }
}
