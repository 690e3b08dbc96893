package org.commitdb.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.path.PathStep;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

/// Refuses opcodes that could not be read back with the registry: what an `any` holds may be of a
/// type that the registry lacks, a key may point at a concept that is unknown or that its type does
/// not take. Everything else in a value follows from its type.
///
/// **Threads**: one. **Cost**: O(values), nothing for values of a type with neither `any` nor keys
/// in it.
final class ReadableValues {

    private final Definitions definitions;
    private final Map<Type, Boolean> named = new HashMap<>();

    ReadableValues(Definitions definitions) {
        this.definitions = definitions;
    }

    Definitions definitions() {
        return definitions;
    }

    /// Checks the path and the operand of `opcode`.
    ///
    /// **Errors**: [IllegalArgumentException] that names the definition that is not known, or the
    /// key.
    void require(Opcode opcode) {
        switch (opcode) {
            case Opcode.DocumentSet set -> require(set.document());
            case Opcode.DocumentRemove remove -> {}
            case Opcode.Update update -> require(update.path(), update.value());
            case Opcode.UnionInSet union -> require(union.path(), union.elements());
            case Opcode.SubtractInSet subtract -> require(subtract.path(), subtract.elements());
            case Opcode.UnionInMap union -> require(union.path(), union.entries());
            case Opcode.UpdateInMap update -> require(update.path(), update.entries());
            case Opcode.SubtractInMap subtract -> require(subtract.path(), subtract.keys());
            case Opcode.InsertInXArray insert -> require(insert.path(), insert.value());
            case Opcode.UpdateInXArray update -> require(update.path(), update.value());
            case Opcode.RemoveInXArray remove -> require(remove.path());
        }
    }

    private void require(Path path, Value operand) {
        require(path);
        if (path.leafType() == null) {
            requireKnown(operand.type());
        }
        require(operand);
    }

    private void require(Path path) {
        for (PathStep step : path.steps()) {
            if (step instanceof PathStep.Key key) {
                requireKnown(key.key().type());
                require(key.key());
            }
        }
    }

    private void require(Value value) {
        if (!mayName(value.type())) {
            return;
        }
        switch (value) {
            case Key key -> requireConcept(key);
            case AnyValue any ->
                    any.value()
                            .ifPresent(content -> {
                                requireKnown(content.type());
                                require(content);
                            });
            case OptionalValue optional -> optional.value().ifPresent(this::require);
            case VariantValue variant -> require(variant.value());
            case StructureValue structure -> {
                for (int i = 0; i < structure.size(); i++) {
                    require(structure.get(i));
                }
            }
            case TupleValue tuple -> {
                for (int i = 0; i < tuple.size(); i++) {
                    require(tuple.get(i));
                }
            }
            case VectorValue vector -> vector.forEach(this::require);
            case SetValue set -> set.forEach(this::require);
            case MapValue map -> {
                map.keys().forEach(this::require);
                map.values().forEach(this::require);
            }
            case XArrayValue xarray -> xarray.values().forEach(this::require);
            case Value scalar -> throw new AssertionError("names nothing: " + scalar);
        }
    }

    private void requireConcept(Key key) {
        if (!definitions.conforms(key.target(), key.concept())) {
            throw new IllegalArgumentException(
                    "the key " + key + " points at no known concept that " + key.type() + " takes");
        }
    }

    /// Whether values of `type` may say by themselves what they are or point at.
    private boolean mayName(Type type) {
        return switch (type) {
            case PrimitiveType scalar -> false;
            case Enumeration scalar -> false;
            case VecType packed -> false;
            case MatType packed -> false;
            case AnyType any -> true;
            case KeyType key -> true;
            case OptionalType optional -> mayName(optional.element());
            case VectorType vector -> mayName(vector.element());
            case SetType set -> mayName(set.element());
            case XArrayType xarray -> mayName(xarray.element());
            case MapType map -> mayName(map.key()) || mayName(map.element());
            case TupleType tuple -> mayNameOneOf(tuple, tuple.elements());
            case VariantType variant -> mayNameOneOf(variant, variant.alternatives());
            case Structure structure ->
                    mayNameOneOf(structure, structure.fields().stream().map(Field::type).toList());
        };
    }

    private boolean mayNameOneOf(Type whole, List<Type> parts) {
        Boolean known = named.get(whole);
        if (known == null) {
            known = parts.stream().anyMatch(this::mayName);
            named.put(whole, known);
        }
        return known;
    }

    private void requireKnown(Type type) {
        switch (type) {
            case PrimitiveType scalar -> {}
            case VecType packed -> {}
            case MatType packed -> {}
            case AnyType any -> {}
            case OptionalType optional -> requireKnown(optional.element());
            case VectorType vector -> requireKnown(vector.element());
            case SetType set -> requireKnown(set.element());
            case XArrayType xarray -> requireKnown(xarray.element());
            case MapType map -> {
                requireKnown(map.key());
                requireKnown(map.element());
            }
            case TupleType tuple -> tuple.elements().forEach(this::requireKnown);
            case VariantType variant -> variant.alternatives().forEach(this::requireKnown);
            case KeyType key -> {
                switch (key.target()) {
                    case Concept concept -> requireKnown(concept);
                    case Club club -> requireKnown(club);
                    case AnyConcept any -> {}
                }
            }
            case Enumeration enumeration -> requireKnown((Definition) enumeration);
            case Structure structure -> requireKnown((Definition) structure);
        }
    }

    private void requireKnown(Definition definition) {
        if (!definitions.find(definition.runtimeId()).equals(Optional.of(definition))) {
            throw new IllegalArgumentException(
                    "the database has no definition "
                            + definition
                            + " with runtime id "
                            + definition.runtimeId());
        }
    }
}
