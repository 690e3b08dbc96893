package org.commitdb.state;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.commitdb.type.Attachment;

/// What became of the opcodes of a state: how many were applied, relocated or had no effect and
/// why, which these were, and what concurrent commits overwrote of each other.
///
/// **Invariants**: the counts add up to the number of opcodes of all commits below; [#exceptions]
/// lists those that were not plainly applied, document by document, in linear order.
public record ReplayReport(
        Map<Outcome, Long> counts, List<TracedOpcode> exceptions, List<Overwrite> overwrites) {

    /// Copies all.
    public ReplayReport {
        counts = Map.copyOf(counts);
        exceptions = List.copyOf(exceptions);
        overwrites = List.copyOf(overwrites);
    }

    /// How many opcodes had this outcome.
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /// How many opcodes there are.
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many opcodes had no effect, whatever the reason.
    public long ineffective() {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isEffective())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static ReplayReport of(History history, CommitState state) {
        Timeline timeline = state.timeline();
        Rivalry rivalry = Rivalry.byAncestry(timeline.order(), history.orders());
        TracedReplay replay = new TracedReplay(history, timeline, rivalry);
        Collector collector = new Collector();
        for (Attachment attachment : history.definitions().attachments()) {
            state.reader()
                    .documents(attachment)
                    .map(document ->
                            replay.replay(attachment, document, all -> true, collector::add))
                    .forEach(account -> collector.add(account.overwrites()));
        }
        return collector.report();
    }

    /// Counts opcodes and keeps the exceptions.
    static final class Collector {

        private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        private final List<TracedOpcode> exceptions = new ArrayList<>();
        private final List<Overwrite> overwrites = new ArrayList<>();

        void add(TracedOpcode opcode) {
            counts.merge(opcode.outcome(), 1L, Long::sum);
            if (opcode.outcome() != Outcome.APPLIED) {
                exceptions.add(opcode);
            }
        }

        void add(List<Overwrite> more) {
            overwrites.addAll(more);
        }

        ReplayReport report() {
            return new ReplayReport(counts, exceptions, overwrites);
        }
    }
}
