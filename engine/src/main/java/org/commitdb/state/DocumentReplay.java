package org.commitdb.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.commitdb.codec.DocumentCodec;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.store.DocumentId;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TouchCursor;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Finds what one document is at the tip of a linear order, from the commits that touched it.
///
/// Walks these commits from the newest ordinal down, keeps those that the order contains, and stops
/// where nothing older can matter: below the latest `set` or `remove`, or below a version that is
/// remembered. Two states whose last touch of the document came by the same commit of the chain of
/// parents share that version, see [LinearOrder#bearer].
///
/// **Threads**: any. **Cost**: O(log n) and the opcodes since the latest baseline or remembered
/// version.
final class DocumentReplay {

    private static final long NOTHING_OLDER = Long.MAX_VALUE;

    private final RecordStore store;
    private final DocumentCache cache;

    DocumentReplay(RecordStore store, DocumentCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /// One commit's opcodes on the document, at its place in the order.
    private record Step(long position, long ordinal, long bearer, boolean masked, byte[] body) {}

    /// The document of `attachment` that `document` names, at the end of `timeline`.
    Optional<Value> read(
            Timeline timeline,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        LinearOrder order = timeline.order();
        Mask mask = timeline.maskOf(document);
        List<Step> steps = new ArrayList<>(1);
        Optional<Value> start = Optional.empty();
        long startPosition = -1;
        long floor = 0;
        TouchCursor touches = store.touches(document, order.newest());
        while (floor < NOTHING_OLDER && touches.next() && touches.ordinal() >= floor) {
            long ordinal = touches.ordinal();
            int segment = order.segmentOf(ordinal);
            if (segment < 0
                    || order.position(segment, ordinal) <= startPosition
                    || !mask.reaches(ordinal)) {
                continue;
            }
            long position = order.position(segment, ordinal);
            long bearer = order.bearer(segment, ordinal);
            Optional<Value> remembered = find(document, bearer, mask);
            if (remembered != null) {
                int bearing = order.segmentOf(bearer);
                start = remembered;
                startPosition = order.position(bearing, bearer);
                floor = order.leastOrdinalAfter(bearing);
                continue;
            }
            boolean masked = mask.disables(ordinal);
            steps.add(new Step(position, ordinal, bearer, masked, touches.opcodes()));
            if (touches.baseline() && !masked) {
                start = Optional.empty();
                startPosition = position - 1;
                floor = Math.min(ordinal, order.leastOrdinalAfter(segment));
            }
        }
        steps.removeIf(olderThan(startPosition));
        if (steps.isEmpty()) {
            return start;
        }
        Optional<Value> value = replay(steps, start, attachment, document, definitions);
        remember(document, steps.getLast().bearer(), mask, value);
        return value;
    }

    /// The key by which the commit at the latest position that touched the document, and that no
    /// toggle disables, names it. **Cost**: O(log n) when that commit is of the last segment.
    Key latestKey(
            Timeline timeline,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        LinearOrder order = timeline.order();
        Mask mask = timeline.maskOf(document);
        Step latest = null;
        long floor = 0;
        TouchCursor touches = store.touches(document, order.newest());
        while (touches.next() && touches.ordinal() >= floor) {
            long ordinal = touches.ordinal();
            int segment = order.segmentOf(ordinal);
            if (segment < 0 || !mask.reaches(ordinal) || mask.disables(ordinal)) {
                continue;
            }
            long position = order.position(segment, ordinal);
            if (latest == null || position > latest.position()) {
                latest = new Step(position, ordinal, 0, false, touches.opcodes());
                floor = order.leastOrdinalAfter(segment);
            }
        }
        if (latest == null) {
            throw new IllegalStateException("no commit of this state touched " + document);
        }
        return DocumentCodec.decodeKey(
                latest.body(),
                attachment,
                document.instance(),
                definitions,
                source(latest, attachment));
    }

    private static Predicate<Step> olderThan(long startPosition) {
        return step -> step.position() <= startPosition;
    }

    private @Nullable Optional<Value> find(DocumentId document, long bearer, Mask mask) {
        return bearer == LinearOrder.VIRTUAL ? null : cache.find(document, bearer, mask);
    }

    private void remember(DocumentId document, long bearer, Mask mask, Optional<Value> value) {
        if (bearer != LinearOrder.VIRTUAL) {
            cache.remember(document, bearer, mask, value);
        }
    }

    private static Optional<Value> replay(
            List<Step> steps,
            Optional<Value> start,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        steps.sort(Comparator.comparingLong(Step::position));
        DocumentEvaluator evaluator = new DocumentEvaluator(start.orElse(null));
        for (Step step : steps) {
            List<Opcode> opcodes = decode(step, attachment, document, definitions).opcodes();
            if (step.masked()) {
                evaluator.applyMasked(opcodes);
            } else {
                evaluator.applyAll(opcodes);
            }
        }
        return Optional.ofNullable(evaluator.document());
    }

    private static DocumentProgram decode(
            Step step, Attachment attachment, DocumentId document, Definitions definitions) {
        return DocumentCodec.decode(
                step.body(),
                attachment,
                document.instance(),
                definitions,
                source(step, attachment));
    }

    private static String source(Step step, Attachment attachment) {
        return "commit " + step.ordinal() + " on " + attachment;
    }

    /// Every commit of `timeline` that touched the document, oldest position first, with what it
    /// does there; also those that toggles take out.
    List<DocumentStep> steps(
            Timeline timeline,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        LinearOrder order = timeline.order();
        Mask mask = timeline.maskOf(document);
        List<Step> steps = new ArrayList<>();
        TouchCursor touches = store.touches(document, order.newest());
        while (touches.next()) {
            long ordinal = touches.ordinal();
            int segment = order.segmentOf(ordinal);
            if (segment >= 0) {
                long position = order.position(segment, ordinal);
                steps.add(
                        new Step(position, ordinal, 0, mask.disables(ordinal), touches.opcodes()));
            }
        }
        steps.sort(Comparator.comparingLong(Step::position));
        List<DocumentStep> decoded = new ArrayList<>(steps.size());
        for (Step step : steps) {
            decoded.add(
                    new DocumentStep(
                            step.ordinal(),
                            mask.presenceOf(step.ordinal()),
                            decode(step, attachment, document, definitions)));
        }
        return decoded;
    }

    /// What the commit at an ordinal does to a document, and whether it takes part.
    record DocumentStep(long ordinal, Presence presence, DocumentProgram program) {}
}
