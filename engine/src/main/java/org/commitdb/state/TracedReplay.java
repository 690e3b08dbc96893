package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Replays documents of one state from their first opcode on and keeps account of each: what became
/// of it, what it wrote, and what of a concurrent commit's it overwrote.
///
/// **Threads**: one. **Cost**: O(opcodes on the document); of those whose commit may have rivals,
/// each also freezes the container that it edits, O(log n).
final class TracedReplay {

    private final History history;
    private final Timeline timeline;
    private final Rivalry rivalry;
    private @Nullable Map<Long, Long> deciders;

    TracedReplay(History history, Timeline timeline, Rivalry rivalry) {
        this.history = history;
        this.timeline = timeline;
        this.rivalry = rivalry;
    }

    /// The account of one document: who wrote last where, and what was overwritten, in order.
    record Account(WriterTree writers, List<Overwrite> overwrites) {}

    /// Replays one document and gives `sink` every opcode of a commit that `wanted` accepts, in
    /// linear order, with what became of it.
    Account replay(
            Attachment attachment,
            DocumentId document,
            LongPredicate wanted,
            Consumer<TracedOpcode> sink) {
        Document account = new Document(Path.root(attachment.documentType()));
        for (DocumentReplay.DocumentStep step :
                history.replay().steps(timeline, attachment, document, history.definitions())) {
            Step accounted = new Step(account, step, wanted.test(step.ordinal()), sink);
            switch (step.presence()) {
                case ENABLED -> accounted.replay();
                case DISABLED -> {
                    account.evaluator.applyMasked(step.program().opcodes());
                    accounted.passOver(Outcome.DISABLED, toggleOf(step.ordinal()));
                }
                case UNREACHED -> accounted.passOver(Outcome.UNREACHED, Optional.empty());
            }
        }
        return new Account(account.writers, account.overwrites);
    }

    private Optional<CommitId> toggleOf(long ordinal) {
        Map<Long, Long> known = deciders;
        if (known == null) {
            known = history.masks().deciders(timeline.order());
            deciders = known;
        }
        return Optional.ofNullable(known.get(ordinal)).map(history.store()::idOf);
    }

    /// What was replayed of a document.
    private static final class Document {

        private final Path root;
        private final DocumentEvaluator evaluator = new DocumentEvaluator(null);
        private final WriterTree writers;
        private final List<Overwrite> overwrites = new ArrayList<>();

        Document(Path root) {
            this.root = root;
            this.writers = new WriterTree(root);
        }

        Optional<Value> value() {
            return Optional.ofNullable(evaluator.document());
        }
    }

    /// One commit's opcodes on the document.
    private final class Step {

        private final Document document;
        private final DocumentReplay.DocumentStep step;
        private final CommitId commit;
        private final boolean wanted;
        private final Consumer<TracedOpcode> sink;

        Step(
                Document document,
                DocumentReplay.DocumentStep step,
                boolean wanted,
                Consumer<TracedOpcode> sink) {
            this.document = document;
            this.step = step;
            this.commit = history.store().idOf(step.ordinal());
            this.wanted = wanted;
            this.sink = sink;
        }

        void passOver(Outcome outcome, Optional<CommitId> cause) {
            for (int index = 0; index < step.program().opcodes().size(); index++) {
                give(traced(index, outcome, cause));
            }
        }

        void replay() {
            boolean contested = rivalry.mayHaveRivals(step.ordinal());
            for (int index = 0; index < step.program().opcodes().size(); index++) {
                Opcode opcode = step.program().opcodes().get(index);
                Optional<Value> before = contested ? document.value() : Optional.empty();
                List<Value> keys = TouchedPlaces.presentKeys(opcode, document.evaluator);
                Outcome outcome = document.evaluator.apply(opcode);
                TracedOpcode traced = traced(index, outcome, causeOf(opcode, outcome));
                give(traced);
                if (outcome.isEffective()) {
                    List<WriterTree.Written> hidden = write(traced, keys);
                    if (contested) {
                        addOverwrites(hidden, traced, before);
                    }
                }
            }
        }

        private Optional<CommitId> causeOf(Opcode opcode, Outcome outcome) {
            if (outcome == Outcome.APPLIED) {
                return Optional.empty();
            }
            Place place = TouchedPlaces.decisive(opcode, outcome, document.root);
            return Optional.ofNullable(document.writers.nearest(place))
                    .map(writer -> writer.opcode().commit());
        }

        private List<WriterTree.Written> write(TracedOpcode traced, List<Value> keys) {
            List<WriterTree.Written> hidden = new ArrayList<>(1);
            WriterTree.Writer writer = new WriterTree.Writer(step.ordinal(), traced);
            for (Place place : TouchedPlaces.written(traced.opcode(), document.root, keys)) {
                hidden.addAll(document.writers.write(place, writer));
            }
            return hidden;
        }

        private void addOverwrites(
                List<WriterTree.Written> hidden, TracedOpcode won, Optional<Value> before) {
            for (WriterTree.Written lost : hidden) {
                Place place = lost.place();
                if (rivalry.rivals(lost.writer().ordinal(), step.ordinal())
                        && !place.in(before).equals(place.in(document.value()))) {
                    document.overwrites.add(new Overwrite(place, lost.writer().opcode(), won));
                }
            }
        }

        private TracedOpcode traced(int index, Outcome outcome, Optional<CommitId> cause) {
            return new TracedOpcode(
                    commit,
                    step.program().attachment(),
                    step.program().key(),
                    index,
                    step.program().opcodes().get(index),
                    outcome,
                    cause);
        }

        private void give(TracedOpcode traced) {
            if (wanted) {
                sink.accept(traced);
            }
        }
    }
}
