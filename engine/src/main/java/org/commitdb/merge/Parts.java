package org.commitdb.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.commitdb.path.PathStep;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.value.AnyValue;
import org.commitdb.value.MapValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// Splits a value that is found in several versions into its places, and gives those where an
/// intent is lost.
///
/// Both methods answer empty when the value has no places that the merge shares with the streams
/// that changed it: then it stands or falls as a whole. **Cost**: O(sizes × log).
final class Parts {

    private Parts() {}

    /// The lost places of a structure, a set, a map, or an xarray whose slots are in order.
    static Optional<List<Part>> ofContainer(Versions whole) {
        if (whole.areAll(StructureValue.class)) {
            return whole.agreeOn(Value::type) ? Optional.of(fields(whole)) : Optional.empty();
        }
        if (whole.areAll(SetValue.class)) {
            return Optional.of(elements(whole));
        }
        if (whole.areAll(MapValue.class)) {
            return Optional.of(entries(whole));
        }
        return whole.areAll(XArrayValue.class) && !SlotOrder.isLost(whole)
                ? Optional.of(slots(whole))
                : Optional.empty();
    }

    /// The lost places of what is one value to users but has places that opcodes can reach.
    static Optional<List<Part>> ofValue(Versions whole) {
        if (whole.areAll(OptionalValue.class)
                || whole.areAll(AnyValue.class)
                || whole.areAll(VariantValue.class)) {
            return whole.agreeOn(Parts::contentType)
                    ? Optional.of(
                            lost(Part.of(new PathStep.Unwrap(), whole.within(Parts::content))))
                    : Optional.empty();
        }
        return whole.areAll(VectorValue.class)
                        || whole.areAll(TupleValue.class)
                        || whole.areAll(VecValue.class)
                ? Optional.of(numbered(whole))
                : Optional.empty();
    }

    private static List<Part> lost(Part part) {
        return part.versions().isLost() ? List.of(part) : List.of();
    }

    private static List<Part> fields(Versions whole) {
        List<Part> parts = new ArrayList<>();
        if (whole.merged() instanceof StructureValue like) {
            Structure type = like.type();
            for (int i = 0; i < like.size(); i++) {
                int index = i;
                Versions field =
                        whole.within(value ->
                                value instanceof StructureValue structure
                                                && structure.type().equals(type)
                                        ? structure.get(index)
                                        : null);
                parts.addAll(lost(Part.of(new PathStep.Field(type.fields().get(i).name()), field)));
            }
        }
        return parts;
    }

    private static List<Part> elements(Versions whole) {
        Set<Value> changed = new TreeSet<>();
        forEachPair(
                whole,
                SetValue.class,
                (from, to) -> from.changesTo(to).forEach(change -> changed.add(change.element())),
                set -> set.forEach(changed::add));
        List<Part> parts = new ArrayList<>();
        for (Value element : changed) {
            Versions found =
                    whole.within(value ->
                            value instanceof SetValue set && set.contains(element)
                                    ? element
                                    : null);
            parts.addAll(lost(Part.ofElement(element, found)));
        }
        return parts;
    }

    private static List<Part> entries(Versions whole) {
        Set<Value> changed = new TreeSet<>();
        forEachPair(
                whole,
                MapValue.class,
                (from, to) -> from.changesTo(to).forEach(change -> changed.add(change.key())),
                map -> map.keys().forEach(changed::add));
        List<Part> parts = new ArrayList<>();
        for (Value key : changed) {
            Versions found =
                    whole.within(value -> value instanceof MapValue map ? map.get(key) : null);
            parts.addAll(lost(Part.of(new PathStep.Key(key), found)));
        }
        return parts;
    }

    /// Gives the pairs of containers between which a change may be an intent that is lost: base and
    /// each stream, or the streams when there is no single base. A stream's container that has no
    /// counterpart of its type in the base is given alone.
    private static <T extends Value> void forEachPair(
            Versions whole, Class<T> kind, BiConsumer<T, T> pair, Consumer<T> alone) {
        List<T> streams =
                Stream.of(whole.ourValue(), whole.theirValue())
                        .flatMap(Optional::stream)
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
        if (!whole.based()) {
            pair.accept(streams.getFirst(), streams.getLast());
            return;
        }
        for (T stream : streams) {
            if (kind.isInstance(whole.base()) && whole.base().type().equals(stream.type())) {
                pair.accept(kind.cast(whole.base()), stream);
            } else {
                alone.accept(stream);
            }
        }
    }

    private static List<Part> slots(Versions whole) {
        List<Part> parts = new ArrayList<>();
        Set<UUID> candidates = new LinkedHashSet<>();
        for (Value version : whole.all()) {
            if (version instanceof XArrayValue xarray) {
                xarray.livePositions().forEach(candidates::add);
            }
        }
        for (UUID position : candidates) {
            Versions found =
                    whole.within(value ->
                            value instanceof XArrayValue xarray ? xarray.get(position) : null);
            parts.addAll(lost(Part.of(new PathStep.Position(position), found)));
        }
        return parts;
    }

    private static List<Part> numbered(Versions whole) {
        List<Part> parts = new ArrayList<>();
        int count = whole.all().stream().mapToInt(Parts::length).max().orElse(0);
        for (int i = 0; i < count; i++) {
            int index = i;
            Versions element = whole.within(value -> element(value, index));
            parts.addAll(lost(Part.of(new PathStep.Index(i), element)));
        }
        return parts;
    }

    private static @Nullable Value content(Value value) {
        if (value instanceof OptionalValue optional) {
            return optional.value().orElse(null);
        }
        if (value instanceof AnyValue any) {
            return any.value().orElse(null);
        }
        return value instanceof VariantValue variant ? variant.value() : null;
    }

    private static @Nullable Type contentType(Value value) {
        Value content = content(value);
        return content == null ? null : content.type();
    }

    private static int length(Value value) {
        if (value instanceof VectorValue vector) {
            return vector.size();
        }
        if (value instanceof TupleValue tuple) {
            return tuple.size();
        }
        return value instanceof VecValue vec ? vec.size() : 0;
    }

    private static @Nullable Value element(Value value, int index) {
        if (index >= length(value)) {
            return null;
        }
        if (value instanceof VectorValue vector) {
            return vector.get(index);
        }
        if (value instanceof TupleValue tuple) {
            return tuple.get(index);
        }
        return value instanceof VecValue vec ? vec.get(index) : null;
    }
}
