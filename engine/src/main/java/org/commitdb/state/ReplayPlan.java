package org.commitdb.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.commitdb.store.DocumentId;
import org.commitdb.store.TouchCursor;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// What has to be replayed to read a document at the end of a timeline, and from where.
///
/// Walks the commits that touched the document from the newest ordinal down, keeps those that the
/// order contains, and stops where nothing older can matter: below the latest `set` or `remove`,
/// below a version that is remembered, or below a key frame. A frame is only looked for when the
/// walk gets long.
///
/// **Threads**: one. **Cost**: O(log n) and the touches that it walks.
final class ReplayPlan {

    private final LinearOrder order;
    private final Mask mask;
    private final long unmaskedEnd;
    private final DocumentId document;
    private final RecentReads recent;
    private final DocumentCache cache;
    private final boolean hasVersions;
    private final List<Step> steps = new ArrayList<>(1);

    private @Nullable Optional<Value> remembered;
    private long rememberedBearer;
    private long frameOrdinal;
    private long startPosition = -1;
    private long floor;

    /// One commit's opcodes on the document, at its place in the order.
    record Step(long position, long ordinal, long bearer, boolean masked, byte[] body) {}

    private ReplayPlan(
            Timeline timeline, DocumentId document, RecentReads recent, DocumentCache cache) {
        this.order = timeline.order();
        this.mask = timeline.maskOf(document);
        this.unmaskedEnd = mask.firstPositionIn(order);
        this.document = document;
        this.recent = recent;
        this.cache = cache;
        this.hasVersions = cache.hasVersionsOf(document);
    }

    /// The plan to read `document` at the end of `timeline`, with key frames at ordinals of at most
    /// `newestFrame`.
    static ReplayPlan of(
            Timeline timeline,
            DocumentId document,
            TouchCursor touches,
            RecentReads recent,
            DocumentCache cache,
            KeyFrames frames,
            long newestFrame) {
        ReplayPlan plan = new ReplayPlan(timeline, document, recent, cache);
        plan.walk(touches, frames, newestFrame);
        plan.sortSteps();
        return plan;
    }

    /// The commits to replay, oldest position first.
    List<Step> steps() {
        return steps;
    }

    /// The latest commit in the order that takes part, unless the walk ended before one: null then.
    @Nullable Step latest() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (!steps.get(i).masked) {
                return steps.get(i);
            }
        }
        return null;
    }

    /// The version to start from that is remembered: null when none is.
    @Nullable Optional<Value> remembered() {
        return remembered;
    }

    /// The commit that bears the version that is remembered, or that has the key frame to start
    /// from; 0 to start from nothing.
    long startBearer() {
        return remembered != null ? rememberedBearer : frameOrdinal;
    }

    /// The ordinal of the key frame to start from; 0 to start from nothing or what is remembered.
    long frameOrdinal() {
        return frameOrdinal;
    }

    /// Whether nothing is taken out of what the commit `bearer` bears, so that a key frame can say
    /// it.
    boolean isUnmasked(long bearer) {
        return bearer != LinearOrder.VIRTUAL && maskAt(bearer).isEmpty();
    }

    /// The mask as far as it matters at a commit on the chain of parents.
    Mask maskAt(long bearer) {
        return unmaskedEnd == Long.MAX_VALUE || positionOf(bearer) < unmaskedEnd ? Mask.NONE : mask;
    }

    private void walk(TouchCursor touches, KeyFrames frames, long newestFrame) {
        long ordinal = Long.MAX_VALUE;
        for (int walked = 0; ; walked++) {
            if (walked == frames.spacing().walkBefore()) {
                long newest = Math.min(order.newest(), newestFrame);
                startAtFrame(frames.newest(document, order, newest, unmaskedEnd));
            }
            // Not to the next one, which may cost a search, if it can only be below the floor.
            if (ordinal <= floor || !touches.next()) {
                return;
            }
            ordinal = touches.ordinal();
            if (ordinal < floor) {
                return;
            }
            visit(touches);
        }
    }

    /// Drops what the start has already, and turns the steps from the newest ordinal first to the
    /// oldest position first: mostly the other way round.
    private void sortSteps() {
        if (steps.size() == 1 && steps.getFirst().position > startPosition) {
            return;
        }
        boolean descending = true;
        int kept = 0;
        for (Step step : steps) {
            if (step.position > startPosition) {
                descending &= kept == 0 || steps.get(kept - 1).position > step.position;
                steps.set(kept++, step);
            }
        }
        steps.subList(kept, steps.size()).clear();
        if (descending) {
            Collections.reverse(steps);
        } else {
            steps.sort(Comparator.comparingLong(Step::position));
        }
    }

    private void visit(TouchCursor touches) {
        long ordinal = touches.ordinal();
        int segment = order.segmentOf(ordinal);
        if (segment < 0) {
            return;
        }
        long position = order.position(segment, ordinal);
        if (position <= startPosition || !mask.reaches(ordinal)) {
            return;
        }
        long bearer = order.bearer(segment, ordinal);
        Optional<Value> version = find(bearer);
        if (version != null) {
            startAt(version, bearer);
            return;
        }
        boolean masked = mask.disables(ordinal);
        steps.add(new Step(position, ordinal, bearer, masked, touches.opcodes()));
        if (touches.baseline() && !masked) {
            remembered = null;
            frameOrdinal = 0;
            startPosition = position - 1;
            floor = order.leastOrdinalAfter(segment);
        }
    }

    private @Nullable Optional<Value> find(long bearer) {
        if (bearer == LinearOrder.VIRTUAL) {
            return null;
        }
        Mask borne = maskAt(bearer);
        Optional<Value> version = recent.findBorne(document, bearer, borne);
        return version == null && hasVersions ? cache.find(document, bearer, borne) : version;
    }

    /// Every touch with a greater ordinal in the bearer's segment was walked already.
    private void startAt(Optional<Value> version, long bearer) {
        int segment = order.segmentOf(bearer);
        remembered = version;
        rememberedBearer = bearer;
        frameOrdinal = 0;
        startPosition = order.position(segment, bearer);
        floor = order.leastOrdinalAfter(segment);
    }

    private void startAtFrame(long ordinal) {
        int segment = ordinal == 0 ? -1 : order.segmentOf(ordinal);
        if (segment < 0 || order.position(segment, ordinal) <= startPosition) {
            return;
        }
        remembered = null;
        frameOrdinal = ordinal;
        startPosition = order.position(segment, ordinal);
        floor = Math.min(ordinal + 1, order.leastOrdinalAfter(segment));
    }

    private long positionOf(long bearer) {
        return order.position(order.segmentOf(bearer), bearer);
    }
}
