package org.commitdb.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;
import org.jspecify.annotations.Nullable;

/// Builds linear orders from a store's runs, and remembers the layouts of the runs that were asked
/// for last.
///
/// **Threads**: any. **Cost**: O(1) for a commit of a remembered run; otherwise O(runs) from the
/// nearest remembered run on the chain of parents on, however many commits these runs hold.
final class LinearOrders {

    private static final int REMEMBERED_RUNS = 64;

    private final RecordStore store;
    private final Map<Long, LinearOrder.Layout> layouts =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, LinearOrder.Layout> eldest) {
                    return size() > REMEMBERED_RUNS;
                }
            };

    LinearOrders(RecordStore store) {
        this.store = store;
    }

    /// The order of the commit at `ordinal`; the empty one for 0.
    LinearOrder of(long ordinal) {
        if (ordinal == 0) {
            return LinearOrder.EMPTY;
        }
        Run run = store.run(ordinal);
        LinearOrder.Layout known = remembered(run.first());
        return known == null ? extend(ordinal, run) : new LinearOrder(known, ordinal);
    }

    /// The order of the commit at `ordinal`, whose `own` run nobody asked for lately.
    private LinearOrder extend(long ordinal, Run own) {
        Deque<Run> missing = new ArrayDeque<>();
        Run run = own;
        long tip = ordinal;
        LinearOrder.Layout known = null;
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
        LinearOrder.Layout layout = builder.layout();
        remember(own.first(), layout);
        return new LinearOrder(layout, ordinal);
    }

    /// The order of a merge of `theirs` into `ours` that is not stored.
    LinearOrder ofMerge(long ours, long theirs) {
        LinearOrder base = of(ours);
        if (base.contains(theirs)) {
            return base;
        }
        Builder builder = new Builder(base);
        builder.visit(theirs, LinearOrder.VIRTUAL);
        LinearOrder.Layout layout = builder.layout();
        return new LinearOrder(layout, layout.last()[layout.last().length - 1], ours, theirs);
    }

    private LinearOrder.@Nullable Layout remembered(long firstOfRun) {
        synchronized (layouts) {
            return layouts.get(firstOfRun);
        }
    }

    private void remember(long firstOfRun, LinearOrder.Layout layout) {
        synchronized (layouts) {
            layouts.put(firstOfRun, layout);
        }
    }

    /// Extends the order of a commit, run by run along a chain of parents.
    private final class Builder {

        private final LinearOrder base;
        private final Map<Long, Long> visited = new HashMap<>();
        private long[] first;
        private long[] last;
        private long[] owner;
        private int count;

        Builder(LinearOrder base) {
            this.base = base;
            this.count = base.segmentCount();
            int room = Math.max(4, count + count / 8 + 1);
            first = Arrays.copyOf(base.layout().first(), room);
            last = Arrays.copyOf(base.layout().last(), room);
            owner = Arrays.copyOf(base.layout().owner(), room);
            if (count > 0) {
                last[count - 1] = base.tip();
            }
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
            if (count == first.length) {
                int room = count * 2;
                first = Arrays.copyOf(first, room);
                last = Arrays.copyOf(last, room);
                owner = Arrays.copyOf(owner, room);
            }
            first[count] = from;
            last[count] = to;
            owner[count] = merge;
            count++;
        }

        LinearOrder.Layout layout() {
            return new LinearOrder.Layout(
                    Arrays.copyOf(first, count),
                    Arrays.copyOf(last, count),
                    Arrays.copyOf(owner, count));
        }
    }
}
