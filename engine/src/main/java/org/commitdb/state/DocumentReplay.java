package org.commitdb.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.commitdb.codec.DocumentCodec;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.store.DocumentId;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TouchCursor;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

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

    private final RecordStore store;
    private final DocumentCache cache;

    DocumentReplay(RecordStore store, DocumentCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /// One commit's opcodes on the document, at its place in the order.
    private record Step(long position, long ordinal, long bearer, byte[] body) {}

    /// The document of `attachment` that `document` names, at the tip of `order`.
    Optional<Value> read(
            LinearOrder order,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        List<Step> steps = new ArrayList<>(1);
        Optional<Value> start = Optional.empty();
        long startPosition = -1;
        long floor = 0;
        TouchCursor touches = store.touches(document, order.tip());
        while (touches.next()) {
            long ordinal = touches.ordinal();
            if (ordinal < floor) {
                break;
            }
            int segment = order.segmentOf(ordinal);
            if (segment < 0) {
                continue;
            }
            long position = order.position(segment, ordinal);
            if (position <= startPosition) {
                continue;
            }
            long bearer = order.bearer(segment, ordinal);
            Optional<Value> remembered = cache.find(document, bearer);
            if (remembered != null) {
                if (steps.isEmpty() && segment == order.segmentCount() - 1) {
                    return remembered;
                }
                int bearing = order.segmentOf(bearer);
                startPosition = order.position(bearing, bearer);
                floor = order.leastOrdinalAfter(bearing);
                start = remembered;
            } else {
                steps.add(new Step(position, ordinal, bearer, touches.opcodes()));
                if (touches.baseline()) {
                    startPosition = position - 1;
                    start = Optional.empty();
                    floor = Math.min(ordinal, order.leastOrdinalAfter(segment));
                }
            }
        }
        return replay(steps, start, startPosition, attachment, document, definitions);
    }

    /// The key by which the commit at the latest position of `order` that touched the document
    /// names it. **Cost**: O(log n) when that commit is of the last segment.
    Key latestKey(
            LinearOrder order,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        Step latest = null;
        long floor = 0;
        TouchCursor touches = store.touches(document, order.tip());
        while (touches.next() && touches.ordinal() >= floor) {
            long ordinal = touches.ordinal();
            int segment = order.segmentOf(ordinal);
            if (segment < 0) {
                continue;
            }
            long position = order.position(segment, ordinal);
            if (latest == null || position > latest.position()) {
                latest = new Step(position, ordinal, 0, touches.opcodes());
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

    private Optional<Value> replay(
            List<Step> steps,
            Optional<Value> start,
            long startPosition,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        steps.removeIf(step -> step.position() <= startPosition);
        if (steps.isEmpty()) {
            return start;
        }
        steps.sort(Comparator.comparingLong(Step::position));
        DocumentEvaluator evaluator = new DocumentEvaluator(start.orElse(null));
        for (Step step : steps) {
            evaluator.applyAll(decode(step, attachment, document, definitions).opcodes());
        }
        Optional<Value> value = Optional.ofNullable(evaluator.document());
        cache.remember(document, steps.getLast().bearer(), value);
        return value;
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

    /// Every commit of `order` that touched the document, oldest position first, with what it does
    /// there.
    List<DocumentStep> steps(
            LinearOrder order,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        List<Step> steps = new ArrayList<>();
        TouchCursor touches = store.touches(document, order.tip());
        while (touches.next()) {
            int segment = order.segmentOf(touches.ordinal());
            if (segment >= 0) {
                long position = order.position(segment, touches.ordinal());
                steps.add(new Step(position, touches.ordinal(), 0, touches.opcodes()));
            }
        }
        steps.sort(Comparator.comparingLong(Step::position));
        List<DocumentStep> decoded = new ArrayList<>(steps.size());
        for (Step step : steps) {
            decoded.add(
                    new DocumentStep(
                            step.ordinal(), decode(step, attachment, document, definitions)));
        }
        return decoded;
    }

    /// What the commit at an ordinal does to a document.
    record DocumentStep(long ordinal, DocumentProgram program) {}
}
