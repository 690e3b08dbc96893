package org.commitdb.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.commitdb.commit.CommitId;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.type.RuntimeId;

/// Makes the report of one merge: replays the documents that only one of its streams touched, in
/// the merged state and, where an opcode was not plainly applied there, in its own stream.
///
/// **Cost**: O(opcodes on the documents that the streams touched since they parted).
final class MergeReplay {

    /// One opcode of one commit on one document.
    private record Identity(CommitId commit, int index) {}

    private final History history;
    private final Streams streams;
    private final LinearOrder ours;
    private final LinearOrder theirs;
    private final TracedReplay merged;
    private final ReplayReport.Collector collector = new ReplayReport.Collector();
    private final List<MergeReport.Change> changes = new ArrayList<>();

    MergeReplay(History history, CommitState state, Streams streams) {
        this.history = history;
        this.streams = streams;
        this.ours = history.state(streams.ours()).timeline().order();
        this.theirs = history.state(streams.theirs()).timeline().order();
        this.merged = new TracedReplay(history, state.timeline(), Rivalry.across(ours, theirs));
    }

    MergeReport report() {
        OrderComparison orders = new OrderComparison(ours, theirs);
        Set<DocumentId> documents = new LinkedHashSet<>();
        orders.forEachLeft(ordinal -> CommitDocuments.add(history.store(), ordinal, documents));
        orders.forEachRight(ordinal -> CommitDocuments.add(history.store(), ordinal, documents));
        for (DocumentId document : documents) {
            attachmentOf(document).ifPresent(attachment -> replay(attachment, document));
        }
        return new MergeReport(streams, collector.report(), changes);
    }

    private Optional<Attachment> attachmentOf(DocumentId document) {
        return history.definitions().attachment(new RuntimeId(document.attachment()));
    }

    private void replay(Attachment attachment, DocumentId document) {
        List<TracedOpcode> opcodes = new ArrayList<>();
        LongPredicate parted = ordinal -> ours.contains(ordinal) != theirs.contains(ordinal);
        collector.add(merged.replay(attachment, document, parted, opcodes::add).overwrites());
        opcodes.forEach(collector::add);
        addChanges(Side.OURS, streams.ours(), attachment, document, opcodes);
        addChanges(Side.THEIRS, streams.theirs(), attachment, document, opcodes);
    }

    private void addChanges(
            Side side,
            CommitId tip,
            Attachment attachment,
            DocumentId document,
            List<TracedOpcode> opcodes) {
        Map<Identity, Outcome> alone = new HashMap<>();
        LongPredicate parted = ordinal -> ours.contains(ordinal) != theirs.contains(ordinal);
        new TracedReplay(history, history.state(tip).timeline(), Rivalry.NONE)
                .replay(
                        attachment,
                        document,
                        parted,
                        opcode -> alone.put(identity(opcode), opcode.outcome()));
        for (TracedOpcode opcode : opcodes) {
            Outcome outcome = alone.get(identity(opcode));
            if (outcome != null && outcome != opcode.outcome()) {
                changes.add(new MergeReport.Change(side, opcode, outcome));
            }
        }
    }

    private static Identity identity(TracedOpcode opcode) {
        return new Identity(opcode.commit(), opcode.index());
    }
}
