package org.commitdb.merge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.commitdb.path.Path;
import org.commitdb.state.Place;
import org.commitdb.type.Field;
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

/// Takes a document apart into every place that an opcode can reach, the finest there are.
final class Leaves {

    private final Map<Place, Object> leaves = new LinkedHashMap<>();

    private Leaves() {}

    /// What is at each place: a value where nothing can be within, else what kind of value it is.
    static Map<Place, Object> of(Optional<Value> document, Path root) {
        Leaves all = new Leaves();
        document.ifPresent(value -> all.add(root, value));
        return all.leaves;
    }

    private void add(Path path, Value value) {
        leaves.put(Place.of(path), value.type());
        switch (value) {
            case StructureValue structure -> {
                int index = 0;
                for (Field field : structure.type().fields()) {
                    add(path.field(field.name()), structure.get(index++));
                }
            }
            case MapValue map ->
                    map.entries().forEach(each -> add(path.key(each.key()), each.value()));
            case SetValue set ->
                    set.forEach(element -> leaves.put(Place.ofElement(path, element), element));
            case XArrayValue xarray ->
                    xarray.slots()
                            .forEach(slot -> {
                                if (slot.value() != null) {
                                    add(path.position(slot.position()), slot.value());
                                }
                            });
            case VectorValue vector -> {
                for (int i = 0; i < vector.size(); i++) {
                    add(path.index(i), vector.get(i));
                }
            }
            case TupleValue tuple -> {
                for (int i = 0; i < tuple.size(); i++) {
                    add(path.index(i), tuple.get(i));
                }
            }
            case VecValue vec -> {
                for (int i = 0; i < vec.size(); i++) {
                    add(path.index(i), vec.get(i));
                }
            }
            case OptionalValue optional -> addContent(path, value, optional.value());
            case AnyValue any -> addContent(path, value, any.value());
            case VariantValue variant -> add(path.unwrap(), variant.value());
            default -> leaves.put(Place.of(path), value);
        }
    }

    private void addContent(Path path, Value holder, Optional<Value> content) {
        content.ifPresentOrElse(
                held -> add(path.unwrap(), held), () -> leaves.put(Place.of(path), holder));
    }
}
