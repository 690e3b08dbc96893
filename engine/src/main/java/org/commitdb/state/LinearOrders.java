package org.commitdb.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;
import org.jspecify.annotations.Nullable;

/// Builds linear orders from a store's runs, and remembers the segments of those that were asked
/// for last.
///
/// **Invariants**: what is remembered is bounded in number and in bytes. **Threads**: any.
/// **Cost**: O(1) for a commit of a remembered run; otherwise O(runs) from the nearest remembered
/// run on the chain of parents on, however many commits these runs hold; where a merge brings what
/// is older, O(runs).
final class LinearOrders {

    private static final int REMEMBERED_RUNS = 1 << 10;
    private static final int MIN_SEGMENTS = 1 << 16;
    private static final int SEGMENT_BYTES = 5 * Long.BYTES + Integer.BYTES;
    private static final int HEAP_SHARE = 16;

    private final RecordStore store;
    private final long maxSegments =
            Math.max(MIN_SEGMENTS, Runtime.getRuntime().maxMemory() / HEAP_SHARE / SEGMENT_BYTES);

    /// By the first commit of a run; the run that was asked for the longest time ago first.
    private final LinkedHashMap<Long, Segments> recent = new LinkedHashMap<>(16, 0.75f, true);

    private long heldSegments;

    LinearOrders(RecordStore store) {
        this.store = store;
    }

    /// The order of the commit at `ordinal`; the empty one for 0.
    LinearOrder of(long ordinal) {
        if (ordinal == 0) {
            return LinearOrder.EMPTY;
        }
        Run run = store.run(ordinal);
        Segments known = remembered(run.first());
        return known == null ? extend(ordinal, run) : new LinearOrder(known, ordinal);
    }

    /// The order of the commit at `ordinal`, whose `own` run nobody asked for lately.
    private LinearOrder extend(long ordinal, Run own) {
        Deque<Run> missing = new ArrayDeque<>();
        Run run = own;
        long tip = ordinal;
        Segments known = null;
        while (known == null) {
            missing.push(run);
            if (run.parent() == 0) {
                break;
            }
            tip = run.parent();
            run = store.run(tip);
            known = remembered(run.first());
        }
        Builder builder =
                new Builder(known == null ? LinearOrder.EMPTY : new LinearOrder(known, tip));
        while (!missing.isEmpty()) {
            Run next = missing.pop();
            Run above = missing.peek();
            builder.addMainLine(next, above == null ? ordinal : above.parent());
        }
        Segments segments = builder.segments();
        remember(own.first(), segments);
        return new LinearOrder(segments, ordinal);
    }

    /// The order of a merge of `theirs` into `ours` that is not stored.
    LinearOrder ofMerge(long ours, long theirs) {
        LinearOrder base = of(ours);
        if (base.contains(theirs)) {
            return base;
        }
        Builder builder = new Builder(base);
        builder.visit(theirs, LinearOrder.VIRTUAL);
        return new LinearOrder(builder.segments(), builder.added.last(), ours, theirs);
    }

    private @Nullable Segments remembered(long firstOfRun) {
        synchronized (recent) {
            return recent.get(firstOfRun);
        }
    }

    private void remember(long firstOfRun, Segments segments) {
        synchronized (recent) {
            heldSegments += segments.hold();
            Segments before = recent.put(firstOfRun, segments);
            heldSegments -= before == null ? 0 : before.letGo();
            while (recent.size() > REMEMBERED_RUNS
                    || (heldSegments > maxSegments && recent.size() > 1)) {
                Iterator<Segments> oldest = recent.values().iterator();
                heldSegments -= oldest.next().letGo();
                oldest.remove();
            }
        }
    }

    /// Extends the order of a commit, run by run along a chain of parents.
    private final class Builder {

        private final LinearOrder base;
        private final Map<Long, Long> visited = new HashMap<>();
        private final Segments.Addition added = new Segments.Addition();

        Builder(LinearOrder base) {
            this.base = base;
        }

        void addMainLine(Run run, long upTo) {
            if (run.mergeTarget() != 0) {
                visit(run.mergeTarget(), run.first());
            }
            emit(run, run.first(), upTo, 0);
        }

        /// Adds what the order of `target` has and this one lacks.
        private void visit(long target, long merge) {
            List<Run> runs = new ArrayList<>();
            List<Long> ends = new ArrayList<>();
            push(runs, ends, target);
            while (!runs.isEmpty()) {
                int top = runs.size() - 1;
                Run run = runs.get(top);
                if (visitedUpTo(run) == 0
                        && (push(runs, ends, run.parent())
                                || push(runs, ends, run.mergeTarget()))) {
                    continue;
                }
                emit(run, Math.max(run.first(), visitedUpTo(run) + 1), ends.get(top), merge);
                runs.remove(top);
                ends.remove(top);
            }
        }

        private boolean push(List<Run> runs, List<Long> ends, long ordinal) {
            if (ordinal == 0) {
                return false;
            }
            Run run = store.run(ordinal);
            if (visitedUpTo(run) >= ordinal) {
                return false;
            }
            runs.add(run);
            ends.add(ordinal);
            return true;
        }

        private long visitedUpTo(Run run) {
            Long here = visited.get(run.first());
            return here != null ? here : base.coveredUpTo(run.first(), run.last());
        }

        private void emit(Run run, long from, long to, long merge) {
            visited.put(run.first(), to);
            added.add(from, to, merge);
        }

        Segments segments() {
            return base.segments().with(base.tip(), added);
        }
    }
}
