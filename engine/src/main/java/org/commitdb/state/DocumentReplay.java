package org.commitdb.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commitdb.codec.DocumentCodec;
import org.commitdb.codec.OpcodeDecoder;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.state.ReplayPlan.Step;
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
/// Two states whose last touch of the document came by the same commit of the chain of parents
/// share that version, see [LinearOrder#bearer].
///
/// **Threads**: any. **Cost**: O(log n) and the opcodes since the latest baseline, remembered
/// version or key frame.
final class DocumentReplay {

    private final RecordStore store;
    private final DocumentCache cache;
    private final RecentReads recent;
    private final KeyFrames frames;

    DocumentReplay(RecordStore store, DocumentCache cache, RecentReads recent, KeyFrames frames) {
        this.store = store;
        this.cache = cache;
        this.recent = recent;
        this.frames = frames;
    }

    /// The document of `attachment` that `document` names, at the end of `timeline`. Lays key
    /// frames where many commits had to be replayed.
    Optional<Value> read(
            Timeline timeline,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        Optional<Value> value = readLately(timeline, document);
        return value != null
                ? value
                : evaluate(
                        plan(timeline, document, Long.MAX_VALUE),
                        timeline,
                        attachment,
                        document,
                        definitions,
                        false);
    }

    /// One of many documents that are read in a row.
    record Touched(DocumentId document, TouchCursor touches) {}

    /// Documents, each with the commits up to the end of `timeline` that touched it.
    List<Touched> touches(Timeline timeline, List<DocumentId> documents) {
        List<TouchCursor> cursors = store.touches(documents, timeline.order().newest());
        List<Touched> touched = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            touched.add(new Touched(documents.get(i), cursors.get(i)));
        }
        return touched;
    }

    /// One of many documents with the key that [#latestKey] gives; empty when there is none.
    Optional<Map.Entry<Key, Value>> readEntry(
            Timeline timeline, Attachment attachment, Touched one, Definitions definitions) {
        DocumentId document = one.document;
        Optional<Value> value = readLately(timeline, document);
        if (value != null) {
            return value.map(
                    found -> Map.entry(latestKey(timeline, attachment, one, definitions), found));
        }
        ReplayPlan plan = plan(timeline, document, one.touches, Long.MAX_VALUE);
        return evaluate(plan, timeline, attachment, document, definitions, true)
                .map(found -> {
                    Step latest = plan.latest();
                    Key key =
                            latest == null
                                    ? latestKey(timeline, attachment, document, definitions)
                                    : key(latest, attachment, document, definitions);
                    return Map.entry(key, found);
                });
    }

    private @Nullable Optional<Value> readLately(Timeline timeline, DocumentId document) {
        LinearOrder order = timeline.order();
        return order.isVirtual()
                ? null
                : recent.find(document, order.tip(), timeline.maskOf(document));
    }

    private Optional<Value> evaluate(
            ReplayPlan first,
            Timeline timeline,
            Attachment attachment,
            DocumentId document,
            Definitions definitions,
            boolean isOneOfMany) {
        ReplayPlan plan = first;
        KeyFrames.@Nullable Frame frame = null;
        Optional<Value> start = plan.remembered();
        while (plan.frameOrdinal() != 0 && start == null) {
            long ordinal = plan.frameOrdinal();
            start = cache.find(document, ordinal, Mask.NONE);
            if (start == null) {
                frame = frames.read(document, ordinal, attachment, definitions);
                if (frame == null) {
                    plan = plan(timeline, document, ordinal - 1);
                    start = plan.remembered();
                } else {
                    start = frame.value();
                    cache.remember(document, ordinal, Mask.NONE, start, !isOneOfMany);
                }
            }
        }
        boolean counts = frame != null || start == null;
        if (start == null) {
            start = Optional.empty();
        }
        List<Step> steps = plan.steps();
        if (steps.isEmpty()) {
            remember(timeline, document, plan, plan.startBearer(), start, isOneOfMany);
            return start;
        }
        FrameLaying laying =
                counts && steps.size() >= frames.spacing().touches() && frames.areKept()
                        ? new FrameLaying(frames, document, frame == null ? 0 : frame.sizeBytes())
                        : null;
        OpcodeDecoder decoder = new OpcodeDecoder(attachment, document.instance(), definitions);
        Optional<Value> value = replay(plan, start, decoder, laying);
        long bearer = steps.getLast().bearer();
        boolean isSmall = remember(timeline, document, plan, bearer, value, isOneOfMany);
        boolean isCheap = steps.size() == 1 && plan.startBearer() == 0;
        if (bearer != LinearOrder.VIRTUAL && !(isSmall && isCheap)) {
            cache.remember(document, bearer, plan.maskAt(bearer), value, !isOneOfMany);
        }
        return value;
    }

    /// Remembers what was read last, if it is one of many only where there is room; false when it
    /// is too large for that, or the state not stored.
    private boolean remember(
            Timeline timeline,
            DocumentId document,
            ReplayPlan plan,
            long bearer,
            Optional<Value> value,
            boolean isOneOfMany) {
        LinearOrder order = timeline.order();
        return !order.isVirtual()
                && recent.remember(
                        document,
                        order.tip(),
                        timeline.maskOf(document),
                        bearer,
                        bearer == 0 ? Mask.NONE : plan.maskAt(bearer),
                        value,
                        !isOneOfMany);
    }

    private ReplayPlan plan(Timeline timeline, DocumentId document, long newestFrame) {
        TouchCursor touches = store.touches(document, timeline.order().newest());
        return plan(timeline, document, touches, newestFrame);
    }

    private ReplayPlan plan(
            Timeline timeline, DocumentId document, TouchCursor touches, long newestFrame) {
        return ReplayPlan.of(timeline, document, touches, recent, cache, frames, newestFrame);
    }

    private static Optional<Value> replay(
            ReplayPlan plan,
            Optional<Value> start,
            OpcodeDecoder decoder,
            @Nullable FrameLaying laying) {
        List<Step> steps = plan.steps();
        DocumentEvaluator evaluator = new DocumentEvaluator(start.orElse(null));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<Opcode> opcodes = decoder.decode(step.body(), step.ordinal());
            if (step.masked()) {
                evaluator.applyMasked(opcodes);
            } else {
                evaluator.applyAll(opcodes);
            }
            if (laying != null) {
                laying.pass(step.body().length);
                if (laying.isDue() && bearsAll(steps, i) && plan.isUnmasked(step.bearer())) {
                    laying.lay(step.bearer(), Optional.ofNullable(evaluator.document()));
                }
            }
        }
        return Optional.ofNullable(evaluator.document());
    }

    /// Whether the step is the last of those that its bearer brought.
    private static boolean bearsAll(List<Step> steps, int index) {
        return index == steps.size() - 1
                || steps.get(index + 1).bearer() != steps.get(index).bearer();
    }

    /// The key by which the commit at the latest position that touched the document, and that no
    /// toggle disables, names it. **Cost**: O(log n) when that commit is of the last segment.
    Key latestKey(
            Timeline timeline,
            Attachment attachment,
            DocumentId document,
            Definitions definitions) {
        TouchCursor touches = store.touches(document, timeline.order().newest());
        return latestKey(timeline, attachment, new Touched(document, touches), definitions);
    }

    private static Key latestKey(
            Timeline timeline, Attachment attachment, Touched touched, Definitions definitions) {
        LinearOrder order = timeline.order();
        DocumentId document = touched.document;
        TouchCursor touches = touched.touches;
        Mask mask = timeline.maskOf(document);
        Step latest = null;
        long ordinal = Long.MAX_VALUE;
        long floor = 0;
        while (ordinal > floor && touches.next() && touches.ordinal() >= floor) {
            ordinal = touches.ordinal();
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
        return key(latest, attachment, document, definitions);
    }

    private static Key key(
            Step latest, Attachment attachment, DocumentId document, Definitions definitions) {
        return new OpcodeDecoder(attachment, document.instance(), definitions)
                .decodeKey(latest.body(), latest.ordinal());
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
        return OpcodeDecoder.source(attachment, step.ordinal());
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
