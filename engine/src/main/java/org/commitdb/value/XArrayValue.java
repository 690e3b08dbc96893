package org.commitdb.value;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.commitdb.type.XArrayType;
import org.jspecify.annotations.Nullable;

/// An ordered list of slots, each named by a UUID, its *position*. A slot is live and holds a
/// value, emptied, or masked; it never leaves the list.
///
/// Ordered by the positions of all slots, then by the states of all slots (live, emptied, masked),
/// then by the live values. Equality covers all three.
///
/// **Invariants**: positions are distinct and never [#END]; each value has the element type.
public final class XArrayValue implements Value {

    /// Stands for the end of the list; names no slot.
    public static final UUID END = new UUID(0, 0);

    private final XArrayType type;
    private final SlotTree slots;
    private final int nesting;

    /// Computed when it is first asked for; 0 until then.
    private int hash;

    private XArrayValue(XArrayType type, SlotTree slots, int nesting) {
        this.type = type;
        this.slots = slots;
        this.nesting = nesting;
    }

    /// A place in the list; the value is null unless the slot is live.
    public record Slot(UUID position, SlotState state, @Nullable Value value) {}

    /// The xarray without slots.
    public static XArrayValue empty(XArrayType type) {
        return new XArrayValue(type, SlotTree.empty(), 1);
    }

    @Override
    public XArrayType type() {
        return type;
    }

    /// How many live slots there are.
    public int size() {
        return slots.liveCount();
    }

    /// How many slots there are, of any state.
    public int slotCount() {
        return slots.slotCount();
    }

    /// The value at `position`, null unless the slot is live. **Cost**: O(log n).
    public @Nullable Value get(UUID position) {
        long place = find(position);
        return place == SlotPlace.NONE
                ? null
                : slots.leaf(SlotPlace.leaf(place)).value(SlotPlace.offset(place));
    }

    /// The state of the slot at `position`, null when there is none. **Cost**: O(log n).
    public @Nullable SlotState slotState(UUID position) {
        long place = find(position);
        return place == SlotPlace.NONE
                ? null
                : slots.leaf(SlotPlace.leaf(place)).state(SlotPlace.offset(place));
    }

    /// Whether there is a slot at `position`, of any state. **Cost**: O(log n).
    public boolean hasSlot(UUID position) {
        return find(position) != SlotPlace.NONE;
    }

    private long find(UUID position) {
        return slots.find(position.getMostSignificantBits(), position.getLeastSignificantBits());
    }

    /// This xarray with `value` in a slot at `position`: a slot that exists stays where it is and
    /// becomes live; a new one goes just before the slot `before`, or to the end when that is
    /// [#END] or unknown. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the value has another type or the position is
    /// [#END].
    public XArrayValue insert(UUID before, UUID position, Value value) {
        Builder builder = toBuilder();
        builder.insert(before, position, value);
        return builder.build();
    }

    /// This xarray with `value` in a new slot at a random position just before `before`. **Cost**:
    /// O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the value has another type.
    public XArrayValue insert(UUID before, Value value) {
        return insert(before, UUID.randomUUID(), value);
    }

    /// This xarray with `value` in a new slot at the end, at a random position. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the value has another type.
    public XArrayValue append(Value value) {
        return append(value, UUID::randomUUID);
    }

    /// This xarray with `value` in a new slot at the end, at the position that `positions`
    /// supplies. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the value has another type.
    public XArrayValue append(Value value, Supplier<UUID> positions) {
        return insert(END, positions.get(), value);
    }

    /// This xarray with a masked slot at `position`, placed as by [#insert]; a slot that exists
    /// stays as it is. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the position is [#END].
    public XArrayValue insertMasked(UUID before, UUID position) {
        Builder builder = toBuilder();
        builder.insertMasked(before, position);
        return builder.build();
    }

    /// This xarray with `value` in the slot at `position`; an emptied slot becomes live. **Cost**:
    /// O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when there is no such slot, it is masked, or the
    /// value has another type.
    public XArrayValue update(UUID position, Value value) {
        Builder builder = toBuilder();
        builder.update(position, value);
        return builder.build();
    }

    /// This xarray with the slot at `position` emptied. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when there is no such slot or it is masked.
    public XArrayValue remove(UUID position) {
        Builder builder = toBuilder();
        builder.remove(position);
        return builder.build();
    }

    /// The values of the live slots, in order.
    public Iterable<Value> values() {
        return () -> new SlotIterator<>(slots, size(), SlotIterator.VALUE);
    }

    /// The positions of all slots, in order, and [#END].
    public Iterable<UUID> positions() {
        return () -> new SlotIterator<>(slots, slotCount(), SlotIterator.POSITION, END);
    }

    /// The positions of the live slots, in order.
    public Iterable<UUID> livePositions() {
        return () -> new SlotIterator<>(slots, size(), SlotIterator.LIVE_POSITION);
    }

    /// All slots, in order.
    public Iterable<Slot> slots() {
        return () -> new SlotIterator<>(slots, slotCount(), SlotIterator.SLOT);
    }

    /// The position of the live slot number `liveIndex`, from 0. **Errors**:
    /// [IndexOutOfBoundsException]. **Cost**: O(log n).
    public UUID positionAt(int liveIndex) {
        long place = slots.placeOfLive(Objects.checkIndex(liveIndex, size()));
        return positionOf(place);
    }

    private UUID positionOf(long place) {
        SlotLeaf leaf = slots.leaf(SlotPlace.leaf(place));
        return new UUID(leaf.high(SlotPlace.offset(place)), leaf.low(SlotPlace.offset(place)));
    }

    /// The position of the slot just after the one at `position`, whatever its state; [#END] after
    /// the last one. What is inserted before it stands right behind `position`, also where emptied
    /// slots follow. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when there is no slot at `position`.
    public UUID positionAfter(UUID position) {
        long place = find(position);
        if (place == SlotPlace.NONE) {
            throw new IllegalArgumentException("the xarray has no slot " + position);
        }
        long next = slots.next(place);
        return next == SlotPlace.NONE ? END : positionOf(next);
    }

    /// The number of the live slot at `position` among the live ones, from 0; -1 unless it is live.
    /// **Cost**: O(log n).
    public int indexOf(UUID position) {
        long place = find(position);
        return place == SlotPlace.NONE
                        || slots.leaf(SlotPlace.leaf(place)).value(SlotPlace.offset(place)) == null
                ? -1
                : slots.liveBefore(place);
    }

    /// Checks that positions are distinct, which [Builder#appendSlot] puts off. **Cost**: O(n) the
    /// first time, then O(1).
    ///
    /// **Errors**: [CorruptException] that names a position of two slots.
    public void requireDistinctPositions() {
        slots.requireDistinct();
    }

    /// How many levels this value nests, or more.
    int nesting() {
        return nesting;
    }

    /// A builder that starts with these slots. **Cost**: O(1).
    public Builder toBuilder() {
        return new Builder(this);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof XArrayValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        return SlotComparison.compare(slots, that.slots);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof XArrayValue that
                        && Conformance.same(type, that.type)
                        && SlotComparison.equal(slots, that.slots));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int sum = slotCount();
            for (Value value : values()) {
                sum = 31 * sum + value.hashCode();
            }
            hash = sum;
        }
        return hash;
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }

    /// Edits an xarray in place.
    ///
    /// **Threads**: one at a time. **Cost**: O(log n) an edit, of which [#appendSlot] is O(1)
    /// amortised.
    public static final class Builder {

        private final XArrayType type;
        private final SlotTreeEditor slots;
        private int nesting;

        private Builder(XArrayValue xarray) {
            type = xarray.type;
            slots = new SlotTreeEditor(xarray.slots);
            nesting = xarray.nesting;
        }

        /// How many live slots there are.
        public int size() {
            return slots.liveCount();
        }

        /// How many slots there are, of any state.
        public int slotCount() {
            return slots.slotCount();
        }

        /// The value at `position`, null unless the slot is live.
        public @Nullable Value get(UUID position) {
            long place = find(position);
            return place == SlotPlace.NONE ? null : slots.value(place);
        }

        /// The state of the slot at `position`, null when there is none.
        public @Nullable SlotState slotState(UUID position) {
            long place = find(position);
            return place == SlotPlace.NONE ? null : slots.state(place);
        }

        /// Whether there is a slot at `position`, of any state.
        public boolean hasSlot(UUID position) {
            return find(position) != SlotPlace.NONE;
        }

        private long find(UUID position) {
            return slots.find(
                    position.getMostSignificantBits(), position.getLeastSignificantBits());
        }

        /// As [XArrayValue#insert]; false when there was no slot `before` and the new slot went to
        /// the end although [#END] was not asked for.
        public boolean insert(UUID before, UUID position, Value value) {
            Value element = checked(value);
            long place = find(checked(position));
            if (place != SlotPlace.NONE) {
                slots.store(place, element);
                return true;
            }
            return place(before, position, element, false);
        }

        /// As [XArrayValue#insertMasked]; the answer is that of [#insert].
        public boolean insertMasked(UUID before, UUID position) {
            return find(checked(position)) != SlotPlace.NONE || place(before, position, null, true);
        }

        private boolean place(UUID before, UUID position, @Nullable Value value, boolean masked) {
            boolean end = before.equals(END);
            long anchor = end ? SlotPlace.NONE : find(before);
            slots.insert(
                    anchor,
                    position.getMostSignificantBits(),
                    position.getLeastSignificantBits(),
                    value,
                    masked);
            return end || anchor != SlotPlace.NONE;
        }

        /// Puts `value` in a new slot at the end, at a random position, and returns the position.
        public UUID append(Value value) {
            UUID position = UUID.randomUUID();
            insert(END, position, value);
            return position;
        }

        /// As [XArrayValue#update].
        public Builder update(UUID position, Value value) {
            slots.store(unmasked(position), checked(value));
            return this;
        }

        /// As [XArrayValue#remove].
        public Builder remove(UUID position) {
            slots.store(unmasked(position), null);
            return this;
        }

        /// Empties the slot at `position` if it is live; the state that it had, null when there is
        /// no such slot.
        public @Nullable SlotState empty(UUID position) {
            long place = find(position);
            SlotState state = place == SlotPlace.NONE ? null : slots.state(place);
            if (state == SlotState.LIVE) {
                slots.store(place, null);
            }
            return state;
        }

        private long unmasked(UUID position) {
            long place = find(position);
            if (place == SlotPlace.NONE) {
                throw new IllegalArgumentException("the xarray has no slot " + position);
            }
            if (slots.state(place) == SlotState.MASKED) {
                throw new IllegalArgumentException("the slot " + position + " is masked");
            }
            return place;
        }

        /// Adds a slot at the end, for decoding: in a long xarray, that the position is new is
        /// checked only when a position is first looked up, or by
        /// [XArrayValue#requireDistinctPositions]. **Cost**: O(1) amortised.
        ///
        /// **Errors**: [IllegalArgumentException] when the position is [#END], a value is missing
        /// in a live slot or present in another, or of another type; [CorruptException] when the
        /// position is seen to be that of another slot.
        public Builder appendSlot(UUID position, SlotState state, @Nullable Value value) {
            if ((state == SlotState.LIVE) != (value != null)) {
                throw new IllegalArgumentException(
                        "a slot has a value when it is live, and only then");
            }
            Value element = value == null ? null : checked(value);
            slots.append(
                    checked(position).getMostSignificantBits(),
                    position.getLeastSignificantBits(),
                    element,
                    state == SlotState.MASKED);
            return this;
        }

        private static UUID checked(UUID position) {
            if (position.equals(END)) {
                throw new IllegalArgumentException(
                        "the zero UUID is the end of an xarray, not a position");
            }
            return position;
        }

        private Value checked(Value value) {
            Value element = Conformance.require(type.element(), value);
            nesting = Math.max(nesting, 1 + Nesting.bound(element));
            return element;
        }

        /// The xarray as it is now; the builder may go on. **Cost**: O(1).
        public XArrayValue build() {
            return new XArrayValue(type, slots.freeze(), nesting);
        }
    }
}
