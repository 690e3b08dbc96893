package org.commitdb.state;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.Opcode;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;

/// What became of the opcodes of a state: how many were applied, relocated or had no effect and
/// why, and which.
///
/// **Invariants**: the counts add up to the number of opcodes of the commits that no toggle
/// disables; [#exceptions] lists those that were not plainly applied, document by document, in
/// linear order.
public record ReplayReport(Map<Outcome, Long> counts, List<Entry> exceptions) {

    /// An opcode that was relocated or had no effect. **Units**: `index` is its place in the
    /// commit's program for the document, from 0 on.
    public record Entry(
            CommitId commit,
            Attachment attachment,
            Key key,
            int index,
            Opcode opcode,
            Outcome outcome) {}

    /// Copies both.
    public ReplayReport {
        counts = Map.copyOf(counts);
        exceptions = List.copyOf(exceptions);
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

    static ReplayReport of(History history, Timeline timeline, DocumentReader reader) {
        Collector collector = new Collector(history);
        for (Attachment attachment : history.definitions().attachments()) {
            reader.documents(attachment)
                    .forEach(document -> collector.replay(timeline, attachment, document));
        }
        return new ReplayReport(collector.counts, collector.exceptions);
    }

    private static final class Collector {

        private final History history;
        private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        private final List<Entry> exceptions = new ArrayList<>();

        Collector(History history) {
            this.history = history;
        }

        void replay(Timeline timeline, Attachment attachment, DocumentId document) {
            DocumentEvaluator evaluator = new DocumentEvaluator(null);
            for (DocumentReplay.DocumentStep step :
                    history.replay().steps(timeline, attachment, document, history.definitions())) {
                if (step.masked()) {
                    evaluator.applyMasked(step.program().opcodes());
                    continue;
                }
                int index = 0;
                for (Opcode opcode : step.program().opcodes()) {
                    Outcome outcome = evaluator.apply(opcode);
                    counts.merge(outcome, 1L, Long::sum);
                    if (outcome != Outcome.APPLIED) {
                        CommitId commit = history.store().idOf(step.ordinal());
                        exceptions.add(
                                new Entry(
                                        commit,
                                        attachment,
                                        step.program().key(),
                                        index,
                                        opcode,
                                        outcome));
                    }
                    index++;
                }
            }
        }
    }
}
