package org.commitdb.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.value.SlotState;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// Tells whether the order that a stream gave to the slots of an xarray is visible in the merge.
///
/// Inserting never changes how other slots stand to each other; replacing the xarray does, and so
/// does an insert whose anchor is gone.
final class SlotOrder {

    private SlotOrder() {}

    /// Whether a stream put live slots in another order than the merge has, and than the base had.
    /// Without a base: whether the streams have their common slots in different order.
    static boolean isLost(Versions versions) {
        if (!versions.based()) {
            return versions.ours() instanceof XArrayValue ours
                    && versions.theirs() instanceof XArrayValue theirs
                    && !common(ours, theirs).equals(common(theirs, ours));
        }
        XArrayValue base = versions.base() instanceof XArrayValue xarray ? xarray : null;
        return versions.merged() instanceof XArrayValue merged
                && (isLost(versions.ours(), base, merged)
                        || isLost(versions.theirs(), base, merged));
    }

    private static boolean isLost(
            @Nullable Value stream, @Nullable XArrayValue base, XArrayValue merged) {
        if (!(stream instanceof XArrayValue changed)) {
            return false;
        }
        List<UUID> wanted = common(changed, merged);
        if (wanted.equals(common(merged, changed))) {
            return false;
        }
        return base == null || !wanted.equals(common(base, changed, merged));
    }

    /// The live slots of `from`, in its order, that are live in all `others`.
    private static List<UUID> common(XArrayValue from, XArrayValue... others) {
        List<UUID> positions = new ArrayList<>();
        for (UUID position : from.livePositions()) {
            boolean everywhere = true;
            for (XArrayValue other : others) {
                everywhere &= other.slotState(position) == SlotState.LIVE;
            }
            if (everywhere) {
                positions.add(position);
            }
        }
        return positions;
    }
}
