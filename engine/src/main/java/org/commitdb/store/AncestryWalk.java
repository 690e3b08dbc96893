package org.commitdb.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.commitdb.commit.CommitId;

/// Walks down from some commits, run by run, the newest ordinals first, and samples each run once.
final class AncestryWalk {

    private final RecordStore store;
    private final PriorityQueue<Long> open = new PriorityQueue<>(Comparator.reverseOrder());
    private final Set<Long> seen = new HashSet<>();
    private final List<AncestrySample> samples = new ArrayList<>();

    AncestryWalk(RecordStore store) {
        this.store = store;
    }

    List<AncestrySample> from(long[] tips, int limit) {
        for (long tip : tips) {
            open.add(tip);
        }
        int count = 0;
        while (!open.isEmpty() && count < limit) {
            long newest = open.remove();
            Run run = store.run(newest);
            if (seen.add(run.first())) {
                AncestrySample sample = sample(run, newest);
                samples.add(sample);
                count += sample.ids().size();
                push(run.parent());
                push(run.mergeTarget());
            }
        }
        return samples;
    }

    private AncestrySample sample(Run run, long newest) {
        List<CommitId> ids =
                AncestrySample.ordinals(run.first(), newest).stream().map(store::idOf).toList();
        return new AncestrySample(run, newest, ids);
    }

    private void push(long ordinal) {
        if (ordinal != 0) {
            open.add(ordinal);
        }
    }
}
