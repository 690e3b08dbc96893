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
import org.jspecify.annotations.Nullable;

/// Finds what the toggles of a state take out of it.
///
/// Walks the order from the newest commit to the oldest. A commit that is reached and enabled
/// passes that on: to its parent always, to its target when it is a merge; when it is a toggle, it
/// decides about its target unless a newer one did. Only runs and toggles are visited, never each
/// commit.
///
/// Most states need no such walk. Up to the next toggle, all commits of a run have the same mask. A
/// toggle of a commit that is neither a merge nor a toggle itself changes nothing but whether that
/// one commit is disabled: from an earlier mask in the same run, these are put on top.
///
/// **Threads**: any. **Cost**: O(log toggles) where a mask is remembered since the last toggle of
/// the run, O(commits taken out) where it is of one before; else O(segments + toggles). Once per
/// mask O(opcodes of the commits that it takes out and the one before did not).
final class Masks {

    private static final int REMEMBERED_MASKS = 64;

    private final RecordStore store;
    private final KnownToggles known;
    private final Map<Long, Mask> byToggle =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Mask> eldest) {
                    return size() > REMEMBERED_MASKS;
                }
            };
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
        this.known = new KnownToggles(store);
    }

    /// The mask of the state at the tip of `order`, which has a commit.
    Mask of(LinearOrder order) {
        KnownToggles.Index toggles = togglesOf(order);
        if (toggles.isEmpty()) {
            return Mask.NONE;
        }
        if (order.tips().count() > 1) {
            return walked(order, toggles);
        }
        Run run = store.run(order.tip());
        int newest = toggles.floor(order.tip());
        int oldest = newest;
        Map<Long, Boolean> decisions = new HashMap<>();
        Mask base = null;
        while (base == null) {
            boolean inRun = oldest >= 0 && toggles.at(oldest).ordinal() >= run.first();
            long place = inRun ? toggles.at(oldest).ordinal() : run.first();
            base = remembered(place);
            if (base == null && inRun && place > run.first() && isSimple(oldest, toggles)) {
                Toggle toggle = toggles.at(oldest);
                decisions.putIfAbsent(toggle.target(), toggle.kind() == CommitKind.DISABLE);
                oldest--;
            } else if (base == null) {
                base = walked(new LinearOrder(order.segments(), place), toggles);
                remember(place, base);
            }
        }
        if (decisions.isEmpty()) {
            return base;
        }
        Mask mask = known(base.with(decisions), base);
        remember(toggles.at(newest).ordinal(), mask);
        return mask;
    }

    /// Whether a toggle decides about a commit that leads nowhere else: not to another stream, and
    /// not to another decision.
    private boolean isSimple(int index, KnownToggles.Index toggles) {
        long target = toggles.at(index).target();
        if (toggles.has(target)) {
            return false;
        }
        Run run = store.run(target);
        return run.first() != target || run.mergeTarget() == 0;
    }

    private Mask walked(LinearOrder order, KnownToggles.Index toggles) {
        Walk walk = new Walk(order, toggles.asList());
        return walk.toggles.isEmpty() ? Mask.NONE : known(walk.mask(), Mask.NONE);
    }

    /// All toggles that can bear on the state at the tip of `order`, and perhaps others.
    private KnownToggles.Index togglesOf(LinearOrder order) {
        return order.tips().count() > 1 ? known.now() : known.upTo(order.tip());
    }

    private @Nullable Mask remembered(long place) {
        synchronized (byToggle) {
            return byToggle.get(place);
        }
    }

    private void remember(long place, Mask mask) {
        synchronized (byToggle) {
            byToggle.put(place, mask);
        }
    }

    /// The toggles of the state at the tip of `order` that decide about a commit, by the ordinal of
    /// that commit.
    Map<Long, Long> deciders(LinearOrder order) {
        Walk walk = new Walk(order, known.now().asList());
        walk.mask();
        return walk.deciders;
    }

    /// The same mask with the documents that it bears; `base` is one that knows its own.
    private Mask known(Mask bare, Mask base) {
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
        if (bare.takesOutAllOf(base)) {
            base.addDocuments(documents);
            bare.forEachDifference(base, ordinal -> CommitDocuments.add(store, ordinal, documents));
        } else {
            bare.forEach(ordinal -> CommitDocuments.add(store, ordinal, documents));
        }
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
