package org.commitdb.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.commitdb.store.DocumentId;

/// What the toggles of a state take out of it: commits that are disabled, and whole streams that
/// only disabled merges lead to.
///
/// A disabled mutations commit is still visited, because its slots keep their place; an unreached
/// commit is not. **Units**: ordinals. **Invariants**: immutable; equal masks take out the same
/// commits. **Cost**: O(log n) a question in the number of commits and stretches that are taken
/// out.
final class Mask {

    /// Takes out nothing.
    static final Mask NONE = new Mask(new long[0], new long[0], new long[0], Set.of());

    private final long[] disabled;
    private final long[] unreachedFirst;
    private final long[] unreachedLast;
    private final Set<DocumentId> documents;

    /// `disabled` is sorted; so are the stretches of unreached commits, which do not overlap.
    /// `documents` are all that the commits touch that are taken out.
    Mask(long[] disabled, long[] unreachedFirst, long[] unreachedLast, Set<DocumentId> documents) {
        this.disabled = disabled;
        this.unreachedFirst = unreachedFirst;
        this.unreachedLast = unreachedLast;
        this.documents = documents;
    }

    /// A mask of these commits and stretches `{first, last}`, in any order; stretches do not
    /// overlap. It does not know its documents yet.
    static Mask of(long[] disabled, List<long[]> unreached) {
        List<long[]> stretches = new ArrayList<>(unreached);
        stretches.sort(Comparator.comparingLong(stretch -> stretch[0]));
        long[] first = stretches.stream().mapToLong(stretch -> stretch[0]).toArray();
        long[] last = stretches.stream().mapToLong(stretch -> stretch[1]).toArray();
        return new Mask(disabled, first, last, Set.of());
    }

    /// This mask, knowing what documents the commits touch that it takes out.
    Mask withDocuments(Set<DocumentId> touched) {
        return new Mask(disabled, unreachedFirst, unreachedLast, touched);
    }

    /// This mask with other decisions about some commits, by ordinal: whether each is disabled. It
    /// does not know its documents yet.
    Mask with(Map<Long, Boolean> decisions) {
        LongStream stay = LongStream.of(disabled).filter(each -> !decisions.containsKey(each));
        LongStream come =
                decisions.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .mapToLong(Map.Entry::getKey);
        long[] all = LongStream.concat(stay, come).sorted().toArray();
        return new Mask(all, unreachedFirst, unreachedLast, Set.of());
    }

    /// Whether this takes out at least what `other` does, and leaves the same unreached.
    boolean takesOutAllOf(Mask other) {
        return Arrays.equals(unreachedFirst, other.unreachedFirst)
                && Arrays.equals(unreachedLast, other.unreachedLast)
                && LongStream.of(other.disabled).allMatch(this::disables);
    }

    /// Adds the documents that the commits touch that are taken out.
    void addDocuments(Set<DocumentId> all) {
        all.addAll(documents);
    }

    /// Gives every commit that is taken out, disabled ones first.
    void forEach(LongConsumer action) {
        for (long ordinal : disabled) {
            action.accept(ordinal);
        }
        for (int i = 0; i < unreachedFirst.length; i++) {
            for (long ordinal = unreachedFirst[i]; ordinal <= unreachedLast[i]; ordinal++) {
                action.accept(ordinal);
            }
        }
    }

    /// Gives every commit that this mask disables and `other` does not, or that one of them leaves
    /// unreached, or the other way round; some perhaps twice.
    ///
    /// **Cost**: O(commits and stretches that are taken out), and the commits that differ.
    void forEachDifference(Mask other, LongConsumer action) {
        if (equals(other)) {
            return;
        }
        forEachMissing(disabled, other.disabled, action);
        forEachMissing(other.disabled, disabled, action);
        forEachNewlyUnreached(other, action);
        other.forEachNewlyUnreached(this, action);
    }

    private static void forEachMissing(long[] sorted, long[] from, LongConsumer action) {
        for (long ordinal : sorted) {
            if (Arrays.binarySearch(from, ordinal) < 0) {
                action.accept(ordinal);
            }
        }
    }

    /// Gives the commits that this mask leaves unreached and `other` reaches.
    private void forEachNewlyUnreached(Mask other, LongConsumer action) {
        for (int i = 0; i < unreachedFirst.length; i++) {
            for (long ordinal = unreachedFirst[i]; ordinal <= unreachedLast[i]; ordinal++) {
                int stretch = other.stretchOf(ordinal);
                if (stretch >= 0) {
                    ordinal = other.unreachedLast[stretch];
                } else {
                    action.accept(ordinal);
                }
            }
        }
    }

    /// The least position in `order` of a commit that is taken out; [Long#MAX_VALUE] when none is.
    long firstPositionIn(LinearOrder order) {
        long least = Long.MAX_VALUE;
        for (long ordinal : disabled) {
            least = Math.min(least, positionIn(order, ordinal));
        }
        for (long ordinal : unreachedFirst) {
            least = Math.min(least, positionIn(order, ordinal));
        }
        return least;
    }

    private static long positionIn(LinearOrder order, long ordinal) {
        int segment = order.segmentOf(ordinal);
        return segment < 0 ? Long.MAX_VALUE : order.position(segment, ordinal);
    }

    /// Whether nothing is taken out.
    boolean isEmpty() {
        return disabled.length == 0 && unreachedFirst.length == 0;
    }

    /// Whether any commit that is taken out touches the document.
    boolean bears(DocumentId document) {
        return documents.contains(document);
    }

    /// Whether the commit is masked by a toggle.
    boolean disables(long ordinal) {
        return Arrays.binarySearch(disabled, ordinal) >= 0;
    }

    /// Whether the commit is part of the state, disabled or not.
    boolean reaches(long ordinal) {
        return stretchOf(ordinal) < 0;
    }

    /// The stretch of unreached commits that has this one; -1 when none has.
    private int stretchOf(long ordinal) {
        int found = Arrays.binarySearch(unreachedFirst, ordinal);
        int stretch = found >= 0 ? found : -found - 2;
        return stretch >= 0 && ordinal <= unreachedLast[stretch] ? stretch : -1;
    }

    /// What part the commit has in the state.
    Presence presenceOf(long ordinal) {
        if (!reaches(ordinal)) {
            return Presence.UNREACHED;
        }
        return disables(ordinal) ? Presence.DISABLED : Presence.ENABLED;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that
                && Arrays.equals(disabled, that.disabled)
                && Arrays.equals(unreachedFirst, that.unreachedFirst)
                && Arrays.equals(unreachedLast, that.unreachedLast);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(disabled) + Arrays.hashCode(unreachedFirst);
    }
}
