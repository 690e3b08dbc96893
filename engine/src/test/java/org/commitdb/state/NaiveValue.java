package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.commitdb.type.AnyType;
import org.commitdb.type.MapType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.CommitIdValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.FloatValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.MatValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// A value as plain, mutable Java collections: what the oracle edits. Nothing of the value package
/// is used but scalars, the order of set elements and map keys, and the conversions at both ends.
sealed interface NaiveValue {

    /// The type of the value.
    Type type();

    /// How many levels of composite values there are, see [Value#MAXIMUM_DEPTH].
    int depth();

    /// A value that is only ever replaced as a whole.
    record Whole(Value value) implements NaiveValue {
        @Override
        public Type type() {
            return value.type();
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /// A structure, tuple, vec or vector.
    record Members(Type type, List<NaiveValue> members) implements NaiveValue {
        @Override
        public int depth() {
            return type instanceof VecType ? 0 : 1 + deepest(members);
        }
    }

    /// An optional, `any` or variant: at most one member.
    record Holder(Type type, List<NaiveValue> content) implements NaiveValue {
        @Override
        public int depth() {
            return 1 + deepest(content);
        }
    }

    /// A set.
    record Elements(SetType type, TreeSet<Value> elements) implements NaiveValue {
        @Override
        public int depth() {
            return 1 + deepest(elements.stream().map(NaiveValue::of).toList());
        }
    }

    /// A map.
    record Entries(MapType type, TreeMap<Value, NaiveValue> entries) implements NaiveValue {
        @Override
        public int depth() {
            int keys = deepest(entries.keySet().stream().map(NaiveValue::of).toList());
            return 1 + Math.max(keys, deepest(new ArrayList<>(entries.values())));
        }
    }

    /// An xarray, all slots in order.
    record Slots(XArrayType type, List<Slot> slots) implements NaiveValue {
        @Override
        public int depth() {
            return 1
                    + slots.stream()
                            .map(slot -> slot.value)
                            .mapToInt(value -> value == null ? 0 : value.depth())
                            .max()
                            .orElse(0);
        }

        @Nullable Slot find(UUID position) {
            for (Slot slot : slots) {
                if (slot.position.equals(position)) {
                    return slot;
                }
            }
            return null;
        }
    }

    /// A slot of an xarray; the value is null unless it is live.
    final class Slot {
        final UUID position;
        SlotState state;
        @Nullable NaiveValue value;

        Slot(UUID position, SlotState state, @Nullable NaiveValue value) {
            this.position = position;
            this.state = state;
            this.value = value;
        }
    }

    private static int deepest(List<NaiveValue> values) {
        return values.stream().mapToInt(NaiveValue::depth).max().orElse(0);
    }

    /// A fresh mutable copy of `value`.
    static NaiveValue of(Value value) {
        return switch (value) {
            case BoolValue scalar -> new Whole(scalar);
            case IntegerValue scalar -> new Whole(scalar);
            case FloatValue scalar -> new Whole(scalar);
            case DoubleValue scalar -> new Whole(scalar);
            case StringValue scalar -> new Whole(scalar);
            case UuidValue scalar -> new Whole(scalar);
            case BlobValue scalar -> new Whole(scalar);
            case BlobIdValue scalar -> new Whole(scalar);
            case CommitIdValue scalar -> new Whole(scalar);
            case EnumerationValue scalar -> new Whole(scalar);
            case Key scalar -> new Whole(scalar);
            case MatValue mat -> new Whole(mat);
            case StructureValue structure -> {
                List<NaiveValue> members = new ArrayList<>();
                for (int i = 0; i < structure.size(); i++) {
                    members.add(of(structure.get(i)));
                }
                yield new Members(structure.type(), members);
            }
            case TupleValue tuple -> {
                List<NaiveValue> members = new ArrayList<>();
                for (int i = 0; i < tuple.size(); i++) {
                    members.add(of(tuple.get(i)));
                }
                yield new Members(tuple.type(), members);
            }
            case VecValue vec -> {
                List<NaiveValue> members = new ArrayList<>();
                for (int i = 0; i < vec.size(); i++) {
                    members.add(of(vec.get(i)));
                }
                yield new Members(vec.type(), members);
            }
            case VectorValue vector -> {
                List<NaiveValue> members = new ArrayList<>();
                vector.forEach(member -> members.add(of(member)));
                yield new Members(vector.type(), members);
            }
            case OptionalValue optional -> holder(optional.type(), optional.value().orElse(null));
            case AnyValue any -> holder(any.type(), any.value().orElse(null));
            case VariantValue variant -> holder(variant.type(), variant.value());
            case SetValue set -> {
                TreeSet<Value> elements = new TreeSet<>();
                set.forEach(elements::add);
                yield new Elements(set.type(), elements);
            }
            case MapValue map -> {
                TreeMap<Value, NaiveValue> entries = new TreeMap<>();
                map.entries().forEach(entry -> entries.put(entry.key(), of(entry.value())));
                yield new Entries(map.type(), entries);
            }
            case XArrayValue xarray -> {
                List<Slot> slots = new ArrayList<>();
                for (XArrayValue.Slot slot : xarray.slots()) {
                    Value held = slot.value();
                    slots.add(
                            new Slot(
                                    slot.position(), slot.state(), held == null ? null : of(held)));
                }
                yield new Slots(xarray.type(), slots);
            }
        };
    }

    private static Holder holder(Type type, @Nullable Value content) {
        List<NaiveValue> held = new ArrayList<>();
        if (content != null) {
            held.add(of(content));
        }
        return new Holder(type, held);
    }

    /// The value as the engine has it.
    default Value toValue() {
        return switch (this) {
            case Whole whole -> whole.value();
            case Members members -> {
                List<Value> values = members.members().stream().map(NaiveValue::toValue).toList();
                yield switch (members.type()) {
                    case Structure structure -> StructureValue.of(structure, values);
                    case TupleType tuple -> TupleValue.of(tuple, values);
                    case VecType vec -> VecValue.of(vec, values);
                    case VectorType vector -> VectorValue.of(vector, values);
                    default -> throw new AssertionError(members.type());
                };
            }
            case Holder holder -> {
                Value content = holder.content.isEmpty() ? null : holder.content.get(0).toValue();
                yield switch (holder.type()) {
                    case OptionalType optional ->
                            content == null
                                    ? OptionalValue.nil(optional)
                                    : OptionalValue.of(optional, content);
                    case AnyType any -> content == null ? AnyValue.nil() : AnyValue.of(content);
                    case VariantType variant -> {
                        if (content == null) {
                            throw new AssertionError("a variant is never empty");
                        }
                        yield VariantValue.of(variant, content);
                    }
                    default -> throw new AssertionError(holder.type());
                };
            }
            case Elements elements -> SetValue.of(elements.type(), elements.elements());
            case Entries entries -> {
                TreeMap<Value, Value> values = new TreeMap<>();
                entries.entries().forEach((key, value) -> values.put(key, value.toValue()));
                yield MapValue.of(entries.type(), values);
            }
            case Slots slots -> {
                XArrayValue.Builder builder = XArrayValue.empty(slots.type()).toBuilder();
                for (Slot slot : slots.slots()) {
                    NaiveValue held = slot.value;
                    builder.appendSlot(
                            slot.position, slot.state, held == null ? null : held.toValue());
                }
                yield builder.build();
            }
        };
    }
}
