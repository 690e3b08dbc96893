package org.commitdb.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.commitdb.commit.CommitId;
import org.commitdb.store.AncestrySample;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;

/// Finds the commits of one store that another one lacks.
///
/// A store has all ancestors of what it has. So, of a run of commits, it lacks those from some
/// commit on. Starting at the heads that it lacks, samples of the runs below are compared, ever
/// farther apart down a run and ever more runs at once, until each run that is begun is known to
/// begin in what is common, or to be lacked as a whole; then the gaps in the samples are closed.
///
/// **Threads**: one.
final class Difference {

    private static final int FIRST_LIMIT = 64;
    private static final int GREATEST_LIMIT = 8_192;
    private static final int LIMIT_GROWTH = 4;
    private static final int PROBES = 32;
    private static final int STRETCHES_AT_ONCE = 256;

    private final RecordStore from;
    private final RecordStore to;
    private final TreeMap<Long, Stretch> stretches = new TreeMap<>();

    /// What is known of one run: the commits up to `common` are on both sides, those from `lacked`
    /// to `top` on one.
    private static final class Stretch {

        private final Run run;
        private long common;
        private long lacked = Long.MAX_VALUE;
        private long top;

        Stretch(Run run) {
            this.run = run;
            this.common = run.first() - 1;
        }

        void learn(long ordinal, boolean isCommon) {
            if (isCommon) {
                common = Math.max(common, ordinal);
            } else {
                lacked = Math.min(lacked, ordinal);
                top = Math.max(top, ordinal);
            }
        }

        boolean isLacked() {
            return top != 0;
        }

        boolean isLackedFromTheFirst() {
            return lacked == run.first();
        }

        boolean covers(long ordinal) {
            return ordinal <= Math.max(common, top);
        }

        boolean hasGap() {
            return isLacked() && lacked - common > 1;
        }
    }

    Difference(RecordStore from, RecordStore to) {
        this.from = from;
        this.to = to;
    }

    /// What `to` lacks of `from`, ascending and so parents first.
    List<OrdinalRange> find() {
        List<Long> tips = lackedHeads();
        int limit = FIRST_LIMIT;
        while (!tips.isEmpty()) {
            explore(tips, limit);
            tips = uncovered(tips);
            limit = Math.min(limit * LIMIT_GROWTH, GREATEST_LIMIT);
        }
        closeGaps();
        return stretches.values().stream()
                .filter(Stretch::isLacked)
                .map(stretch -> new OrdinalRange(stretch.common + 1, stretch.top))
                .sorted(Comparator.comparingLong(OrdinalRange::first))
                .toList();
    }

    private List<Long> lackedHeads() {
        long[] heads = from.heads();
        if (heads.length == 0) {
            return List.of();
        }
        long[] known = to.ordinalsOf(from.idsOf(heads));
        List<Long> lacked = new ArrayList<>();
        for (int i = 0; i < heads.length; i++) {
            if (known[i] == 0) {
                lacked.add(heads[i]);
            }
        }
        return lacked;
    }

    private void explore(List<Long> tips, int limit) {
        List<AncestrySample> samples =
                from.ancestry(tips.stream().mapToLong(Long::longValue).toArray(), limit);
        Map<CommitId, Boolean> common =
                whichAreCommon(samples.stream().flatMap(each -> each.ids().stream()).toList());
        for (AncestrySample sample : samples) {
            Stretch stretch =
                    stretches.computeIfAbsent(
                            sample.run().first(), first -> new Stretch(sample.run()));
            List<Long> ordinals = sample.ordinals();
            for (int i = 0; i < ordinals.size(); i++) {
                stretch.learn(ordinals.get(i), common.getOrDefault(sample.ids().get(i), false));
            }
        }
    }

    private Map<CommitId, Boolean> whichAreCommon(List<CommitId> ids) {
        long[] found = to.ordinalsOf(ids);
        Map<CommitId, Boolean> common = new LinkedHashMap<>();
        for (int i = 0; i < found.length; i++) {
            common.put(ids.get(i), found[i] != 0);
        }
        return common;
    }

    /// The commits of which it is not known yet whether they are common: tips that no sample was
    /// taken of, and what lies below the runs that are lacked as a whole.
    private List<Long> uncovered(List<Long> tips) {
        List<Long> open = new ArrayList<>();
        tips.forEach(tip -> addUncovered(tip, open));
        for (Stretch stretch : stretches.values()) {
            if (stretch.isLackedFromTheFirst()) {
                addUncovered(stretch.run.parent(), open);
                addUncovered(stretch.run.mergeTarget(), open);
            }
        }
        return open.stream().distinct().toList();
    }

    private void addUncovered(long ordinal, List<Long> open) {
        if (ordinal == 0) {
            return;
        }
        Map.Entry<Long, Stretch> below = stretches.floorEntry(ordinal);
        boolean known =
                below != null
                        && ordinal <= below.getValue().run.last()
                        && below.getValue().covers(ordinal);
        if (!known) {
            open.add(ordinal);
        }
    }

    private void closeGaps() {
        List<Stretch> open = withGaps();
        while (!open.isEmpty()) {
            List<Stretch> owners = new ArrayList<>();
            List<Long> ordinals = new ArrayList<>();
            for (Stretch stretch : open) {
                probes(stretch)
                        .forEach(ordinal -> {
                            owners.add(stretch);
                            ordinals.add(ordinal);
                        });
            }
            long[] asked = ordinals.stream().mapToLong(Long::longValue).toArray();
            long[] found = to.ordinalsOf(from.idsOf(asked));
            for (int i = 0; i < found.length; i++) {
                owners.get(i).learn(asked[i], found[i] != 0);
            }
            open = withGaps();
        }
    }

    private List<Stretch> withGaps() {
        return stretches.values().stream()
                .filter(Stretch::hasGap)
                .limit(STRETCHES_AT_ONCE)
                .toList();
    }

    private static LongStream probes(Stretch stretch) {
        long gap = stretch.lacked - stretch.common - 1;
        long count = Math.min(gap, PROBES);
        return LongStream.rangeClosed(1, count)
                .map(number -> stretch.common + number * (gap + 1) / (count + 1))
                .distinct();
    }
}
