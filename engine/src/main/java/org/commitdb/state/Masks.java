package org.commitdb.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.DocumentId;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;
import org.commitdb.store.Toggle;

/// Finds what the toggles of a state take out of it.
///
/// Walks the order from the newest commit to the oldest. A commit that is reached and enabled
/// passes that on: to its parent always, to its target when it is a merge; when it is a toggle, it
/// decides about its target unless a newer one did. Only runs and toggles are visited, never each
/// commit.
///
/// **Threads**: any. **Cost**: O(1) where the store has no toggle; else O(segments + toggles), and
/// once per mask O(opcodes of the commits that are taken out).
final class Masks {

    private static final int REMEMBERED_MASKS = 64;

    private final RecordStore store;
    private final Map<Mask, Mask> masks =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Mask, Mask> eldest) {
                    return size() > REMEMBERED_MASKS;
                }
            };

    Masks(RecordStore store) {
        this.store = store;
    }

    /// The mask of the state at the tip of `order`.
    Mask of(LinearOrder order) {
        List<Toggle> toggles = store.toggles();
        if (toggles.isEmpty()) {
            return Mask.NONE;
        }
        Walk walk = new Walk(order, toggles);
        return walk.toggles.isEmpty() ? Mask.NONE : known(walk.mask());
    }

    /// The toggles of the state at the tip of `order` that decide about a commit, by the ordinal of
    /// that commit.
    Map<Long, Long> deciders(LinearOrder order) {
        Walk walk = new Walk(order, store.toggles());
        walk.mask();
        return walk.deciders;
    }

    /// The same mask with the documents that it bears.
    private Mask known(Mask bare) {
        if (bare.isEmpty()) {
            return Mask.NONE;
        }
        synchronized (masks) {
            Mask known = masks.get(bare);
            if (known != null) {
                return known;
            }
        }
        Set<DocumentId> documents = new HashSet<>();
        bare.forEach(ordinal -> CommitDocuments.add(store, ordinal, documents));
        Mask known = bare.withDocuments(documents);
        synchronized (masks) {
            masks.put(known, known);
        }
        return known;
    }

    /// One walk over one order.
    private final class Walk {

        private final LinearOrder order;
        private final List<Toggle> toggles = new ArrayList<>();
        private final Map<Long, Long> reachedUpTo = new HashMap<>();
        private final Map<Long, Boolean> enabled = new HashMap<>();
        private final Map<Long, Long> deciders = new HashMap<>();
        private final List<long[]> unreached = new ArrayList<>();

        /// Keeps the toggles that are in the order, newest position first.
        Walk(LinearOrder order, List<Toggle> all) {
            this.order = order;
            for (Toggle toggle : all) {
                if (order.contains(toggle.ordinal())) {
                    toggles.add(toggle);
                }
            }
            toggles.sort(
                    Comparator.comparingLong((Toggle toggle) -> positionOf(toggle.ordinal()))
                            .reversed());
        }

        private long positionOf(long ordinal) {
            return order.position(order.segmentOf(ordinal), ordinal);
        }

        Mask mask() {
            order.tips().forEach(this::reach);
            int next = 0;
            for (int segment = order.segmentCount() - 1; segment >= 0; segment--) {
                long first = order.firstOf(segment);
                long last = order.lastOf(segment);
                Run run = store.run(first);
                long upTo = Math.min(last, reachedUpTo.getOrDefault(run.first(), 0L));
                if (upTo < last) {
                    unreached.add(new long[] {Math.max(first, upTo + 1), last});
                }
                for (;
                        next < toggles.size()
                                && order.segmentOf(toggles.get(next).ordinal()) == segment;
                        next++) {
                    if (toggles.get(next).ordinal() <= upTo) {
                        decide(toggles.get(next));
                    }
                }
                if (first == run.first() && upTo >= first) {
                    passOn(run);
                }
            }
            return Mask.of(disabled(), unreached);
        }

        private void decide(Toggle toggle) {
            if (enabled.getOrDefault(toggle.ordinal(), true)) {
                enabled.putIfAbsent(toggle.target(), toggle.kind() == CommitKind.ENABLE);
                deciders.putIfAbsent(toggle.target(), toggle.ordinal());
            }
        }

        private void passOn(Run run) {
            reach(run.parent());
            if (enabled.getOrDefault(run.first(), true)) {
                reach(run.mergeTarget());
            }
        }

        private void reach(long ordinal) {
            if (ordinal != 0) {
                reachedUpTo.merge(store.run(ordinal).first(), ordinal, Math::max);
            }
        }

        private long[] disabled() {
            return enabled.entrySet().stream()
                    .filter(decision -> !decision.getValue())
                    .mapToLong(Map.Entry::getKey)
                    .sorted()
                    .toArray();
        }
    }
}
