package org.commitdb.store;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.commit.CommitId;

/// A few of the commits of one run, from one of them downwards, ever farther apart: what one store
/// tells another so that they find out what they have in common.
///
/// @param run the run, as far as it is visible
/// @param newest the ordinal of the newest commit of the run that is meant
/// @param ids the ids of the commits at [#ordinals], in that order
public record AncestrySample(Run run, long newest, List<CommitId> ids) {

    /// Checks that there are as many ids as ordinals.
    public AncestrySample {
        ids = List.copyOf(ids);
        if (newest < run.first() || newest > run.last()) {
            throw new IllegalArgumentException(newest + " is not in " + run);
        }
        if (ids.size() != ordinals(run.first(), newest).size()) {
            throw new IllegalArgumentException(
                    ids.size() + " ids for a sample of " + run + " from " + newest + " on");
        }
    }

    /// The ordinals of the sample, descending.
    public List<Long> ordinals() {
        return ordinals(run.first(), newest);
    }

    /// The ordinals of a sample from `newest` down to `first`: those two, and those at a distance
    /// of a power of two below `newest`.
    public static List<Long> ordinals(long first, long newest) {
        List<Long> ordinals = new ArrayList<>();
        ordinals.add(newest);
        for (long distance = 1; distance > 0 && distance < newest - first; distance <<= 1) {
            ordinals.add(newest - distance);
        }
        if (newest > first) {
            ordinals.add(first);
        }
        return ordinals;
    }
}
