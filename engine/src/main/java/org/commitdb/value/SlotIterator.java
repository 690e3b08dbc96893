package org.commitdb.value;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gives a view of the slots of an xarray in list order, of those that the view does not answer
/// with null for.
final class SlotIterator<T> implements Iterator<T> {

    /// The values of live slots.
    static final Function<SlotCursor, @Nullable Value> VALUE = SlotCursor::value;

    /// The positions of all slots.
    static final Function<SlotCursor, @Nullable UUID> POSITION =
            slot -> new UUID(slot.high(), slot.low());

    /// The positions of live slots.
    static final Function<SlotCursor, @Nullable UUID> LIVE_POSITION =
            slot -> slot.value() == null ? null : new UUID(slot.high(), slot.low());

    /// All slots.
    static final Function<SlotCursor, XArrayValue.@Nullable Slot> SLOT =
            slot ->
                    new XArrayValue.Slot(
                            new UUID(slot.high(), slot.low()), slot.state(), slot.value());

    private final SlotCursor cursor;
    private final Function<SlotCursor, @Nullable T> view;
    private @Nullable T last;
    private int left;

    /// `count` is how many slots the view answers for.
    SlotIterator(SlotTree slots, int count, Function<SlotCursor, @Nullable T> view) {
        this.cursor = new SlotCursor(slots);
        this.left = count;
        this.view = view;
    }

    /// The same, and `last` at the end.
    SlotIterator(SlotTree slots, int count, Function<SlotCursor, @Nullable T> view, T last) {
        this(slots, count, view);
        this.last = last;
    }

    @Override
    public boolean hasNext() {
        return left > 0 || last != null;
    }

    @Override
    public T next() {
        if (left == 0) {
            T end = last;
            if (end == null) {
                throw new NoSuchElementException();
            }
            last = null;
            return end;
        }
        left--;
        while (true) {
            T seen = view.apply(cursor);
            cursor.advance();
            if (seen != null) {
                return seen;
            }
        }
    }
}
