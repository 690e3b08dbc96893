package org.commitdb.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    private final List<Slot> slots;

    private XArrayValue(XArrayType type, List<Slot> slots) {
        this.type = type;
        this.slots = slots;
    }

    /// A place in the list; the value is null unless the slot is live.
    public record Slot(UUID position, SlotState state, @Nullable Value value) {}

    /// The xarray without slots.
    public static XArrayValue empty(XArrayType type) {
        return new XArrayValue(type, List.of());
    }

    @Override
    public XArrayType type() {
        return type;
    }

    /// How many live slots there are.
    public int size() {
        return (int) slots.stream().filter(slot -> slot.state() == SlotState.LIVE).count();
    }

    /// How many slots there are, of any state.
    public int slotCount() {
        return slots.size();
    }

    /// The value at `position`, null unless the slot is live. **Cost**: O(log n).
    public @Nullable Value get(UUID position) {
        Slot slot = find(position);
        return slot == null ? null : slot.value();
    }

    /// The state of the slot at `position`, null when there is none. **Cost**: O(log n).
    public @Nullable SlotState slotState(UUID position) {
        Slot slot = find(position);
        return slot == null ? null : slot.state();
    }

    /// Whether there is a slot at `position`, of any state. **Cost**: O(log n).
    public boolean hasSlot(UUID position) {
        return find(position) != null;
    }

    private @Nullable Slot find(UUID position) {
        for (Slot slot : slots) {
            if (slot.position().equals(position)) {
                return slot;
            }
        }
        return null;
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
        return () ->
                slots.stream().filter(slot -> slot.value() != null).map(Slot::value).iterator();
    }

    /// The positions of all slots, in order, and [#END].
    public Iterable<UUID> positions() {
        List<UUID> positions = new ArrayList<>(slots.stream().map(Slot::position).toList());
        positions.add(END);
        return positions;
    }

    /// The positions of the live slots, in order.
    public Iterable<UUID> livePositions() {
        return slots.stream()
                .filter(slot -> slot.state() == SlotState.LIVE)
                .map(Slot::position)
                .toList();
    }

    /// All slots, in order.
    public Iterable<Slot> slots() {
        return slots;
    }

    /// The position of the live slot number `liveIndex`, from 0. **Errors**:
    /// [IndexOutOfBoundsException]. **Cost**: O(log n).
    public UUID positionAt(int liveIndex) {
        Objects.checkIndex(liveIndex, size());
        return slots.stream()
                .filter(slot -> slot.state() == SlotState.LIVE)
                .skip(liveIndex)
                .findFirst()
                .orElseThrow()
                .position();
    }

    /// The number of the live slot at `position` among the live ones, from 0; -1 unless it is live.
    /// **Cost**: O(log n).
    public int indexOf(UUID position) {
        int index = 0;
        for (Slot slot : slots) {
            if (slot.position().equals(position)) {
                return slot.state() == SlotState.LIVE ? index : -1;
            }
            index += slot.state() == SlotState.LIVE ? 1 : 0;
        }
        return -1;
    }

    /// Checks that positions are distinct, which [Builder#appendSlot] puts off. **Cost**: O(n) the
    /// first time, then O(1).
    ///
    /// **Errors**: [IllegalArgumentException] that names a position of two slots.
    public void requireDistinctPositions() {
        if (slots.stream().map(Slot::position).distinct().count() != slots.size()) {
            throw new IllegalArgumentException("two slots of an xarray are at one position");
        }
    }

    /// A builder that starts with these slots. **Cost**: O(1).
    public Builder toBuilder() {
        return new Builder(type, slots);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof XArrayValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        int count = Math.min(slotCount(), that.slotCount());
        for (int i = 0; i < count; i++) {
            int order = UuidValue.compare(slots.get(i).position(), that.slots.get(i).position());
            if (order != 0) {
                return order;
            }
        }
        if (slotCount() != that.slotCount()) {
            return Integer.compare(slotCount(), that.slotCount());
        }
        for (int i = 0; i < count; i++) {
            int order = slots.get(i).state().compareTo(that.slots.get(i).state());
            if (order != 0) {
                return order;
            }
        }
        Iterator<Value> right = that.values().iterator();
        for (Value value : values()) {
            int order = value.compareTo(right.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof XArrayValue that
                        && Conformance.same(type, that.type)
                        && slots.equals(that.slots));
    }

    @Override
    public int hashCode() {
        int hash = slotCount();
        for (Value value : values()) {
            hash = 31 * hash + value.hashCode();
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
        private final List<Slot> slots;

        private Builder(XArrayType type, List<Slot> slots) {
            this.type = type;
            this.slots = new ArrayList<>(slots);
        }

        /// How many live slots there are.
        public int size() {
            return build().size();
        }

        /// How many slots there are, of any state.
        public int slotCount() {
            return slots.size();
        }

        /// The value at `position`, null unless the slot is live.
        public @Nullable Value get(UUID position) {
            int index = find(position);
            return index < 0 ? null : slots.get(index).value();
        }

        /// The state of the slot at `position`, null when there is none.
        public @Nullable SlotState slotState(UUID position) {
            int index = find(position);
            return index < 0 ? null : slots.get(index).state();
        }

        /// Whether there is a slot at `position`, of any state.
        public boolean hasSlot(UUID position) {
            return find(position) >= 0;
        }

        private int find(UUID position) {
            for (int i = 0; i < slots.size(); i++) {
                if (slots.get(i).position().equals(position)) {
                    return i;
                }
            }
            return -1;
        }

        /// As [XArrayValue#insert].
        public Builder insert(UUID before, UUID position, Value value) {
            Slot slot =
                    new Slot(
                            checked(position),
                            SlotState.LIVE,
                            Conformance.require(type.element(), value));
            int index = find(position);
            if (index >= 0) {
                slots.set(index, slot);
            } else {
                place(before, slot);
            }
            return this;
        }

        /// As [XArrayValue#insertMasked].
        public Builder insertMasked(UUID before, UUID position) {
            if (find(checked(position)) < 0) {
                place(before, new Slot(position, SlotState.MASKED, null));
            }
            return this;
        }

        private void place(UUID before, Slot slot) {
            int anchor = find(before);
            slots.add(anchor < 0 ? slots.size() : anchor, slot);
        }

        private static UUID checked(UUID position) {
            if (position.equals(END)) {
                throw new IllegalArgumentException(
                        "the zero UUID is the end of an xarray, not a position");
            }
            return position;
        }

        /// Puts `value` in a new slot at the end, at a random position, and returns the position.
        public UUID append(Value value) {
            UUID position = UUID.randomUUID();
            insert(END, position, value);
            return position;
        }

        /// As [XArrayValue#update].
        public Builder update(UUID position, Value value) {
            slots.set(
                    unmasked(position),
                    new Slot(position, SlotState.LIVE, Conformance.require(type.element(), value)));
            return this;
        }

        /// As [XArrayValue#remove].
        public Builder remove(UUID position) {
            slots.set(unmasked(position), new Slot(position, SlotState.EMPTIED, null));
            return this;
        }

        private int unmasked(UUID position) {
            int index = find(position);
            if (index < 0) {
                throw new IllegalArgumentException("the xarray has no slot " + position);
            }
            if (slots.get(index).state() == SlotState.MASKED) {
                throw new IllegalArgumentException("the slot " + position + " is masked");
            }
            return index;
        }

        /// Adds a slot at the end, for decoding: that the position is new is checked only when a
        /// position is first looked up, or by [XArrayValue#requireDistinctPositions].
        ///
        /// **Errors**: [IllegalArgumentException] when the position is [#END], a value is missing
        /// in a live slot or present in another, or of another type.
        public Builder appendSlot(UUID position, SlotState state, @Nullable Value value) {
            if ((state == SlotState.LIVE) != (value != null)) {
                throw new IllegalArgumentException(
                        "a slot has a value when it is live, and only then");
            }
            slots.add(
                    new Slot(
                            checked(position),
                            state,
                            value == null ? null : Conformance.require(type.element(), value)));
            return this;
        }

        /// The xarray as it is now; the builder may go on. **Cost**: O(1).
        public XArrayValue build() {
            return new XArrayValue(type, List.copyOf(slots));
        }
    }
}
