package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.MatValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

/// Makes values of trees. Recursion is bounded by the depth of the tree.
final class ValueDecoder {

    private static final Set<String> TYPED = Set.of("type", "value");

    private final Definitions definitions;
    private final EmbeddedType types;
    private final Map<Structure, StructureValue> initial = new HashMap<>();

    ValueDecoder(Definitions definitions) {
        this.definitions = definitions;
        this.types = new EmbeddedType(definitions);
    }

    Value decode(Type type, Place place) {
        return switch (type) {
            case PrimitiveType primitive -> ScalarDecoder.decode(primitive, place);
            case Enumeration enumeration -> enumerationCase(enumeration, place);
            case Structure structure -> structure(structure, place);
            case VecType vec -> VecValue.of(vec, numbers(vec.element(), vec.size(), place));
            case MatType mat ->
                    MatValue.of(mat, numbers(mat.element(), mat.columns() * mat.rows(), place));
            case TupleType tuple -> tuple(tuple, place);
            case OptionalType optional ->
                    place.isNull()
                            ? OptionalValue.nil(optional)
                            : OptionalValue.of(optional, decode(optional.element(), place));
            case VectorType vector -> VectorValue.of(vector, elements(vector.element(), place));
            case SetType set -> SetValue.of(set, elements(set.element(), place));
            case MapType map -> map(map, place);
            case XArrayType xarray -> xarray(xarray, place);
            case AnyType any -> any(place);
            case VariantType variant -> variant(variant, place);
            case KeyType key -> key(key, place);
        };
    }

    private List<Value> elements(Type element, Place place) {
        List<Place> items = place.items();
        List<Value> values = new ArrayList<>(items.size());
        for (Place item : items) {
            values.add(decode(element, item));
        }
        return values;
    }

    private static List<Value> numbers(PrimitiveType element, int count, Place place) {
        List<Value> values = new ArrayList<>();
        for (Place item : place.items(count)) {
            values.add(ScalarDecoder.decode(element, item));
        }
        return values;
    }

    private static Value enumerationCase(Enumeration enumeration, Place place) {
        String text = place.text();
        if (!text.startsWith(".") || text.indexOf('.', 1) >= 0) {
            throw place.refuse(
                    JsonProblem.MALFORMED_ENUMERATION_CASE, "malformed enumeration case " + text);
        }
        String name = text.substring(1);
        if (enumeration.indexOf(name) < 0) {
            throw place.refuse(
                    JsonProblem.UNKNOWN_VALUE,
                    "the case " + name + " is not defined for enum " + enumeration);
        }
        return EnumerationValue.of(enumeration, name);
    }

    private Value structure(Structure structure, Place place) {
        Map<String, Json> members = place.members();
        StructureValue defaults = initial.computeIfAbsent(structure, StructureValue::create);
        List<Value> fields = new ArrayList<>();
        for (int i = 0; i < structure.fields().size(); i++) {
            String name = structure.fields().get(i).name();
            Json member = members.get(name);
            fields.add(
                    member == null
                            ? defaults.get(i)
                            : decode(
                                    structure.fields().get(i).type(),
                                    new Place(member, place.path().member(name))));
        }
        return StructureValue.of(structure, fields);
    }

    private Value tuple(TupleType tuple, Place place) {
        List<Place> items = place.items(tuple.elements().size());
        List<Value> values = new ArrayList<>();
        for (Place item : items) {
            values.add(decode(tuple.elements().get(values.size()), item));
        }
        return TupleValue.of(tuple, values);
    }

    private Value map(MapType map, Place place) {
        MapValue.Builder builder = MapValue.empty(map).toBuilder();
        for (Place item : place.items()) {
            List<Place> entry = item.items(2);
            Value key = decode(map.key(), entry.getFirst());
            builder.put(key, decode(map.element(), entry.getLast()));
        }
        return builder.build();
    }

    private Value xarray(XArrayType xarray, Place place) {
        List<Place> parts = place.items(3);
        Place elements = parts.getLast();
        Map<String, Json> members = elements.members();
        Set<UUID> known = new HashSet<>();
        XArrayValue.Builder builder = XArrayValue.empty(xarray).toBuilder();
        int used = 0;
        for (Place item : parts.get(0).items()) {
            UUID position = position(item, known);
            Place element = elements.member(item.text());
            builder.appendSlot(position, SlotState.LIVE, decode(xarray.element(), element));
            used++;
        }
        for (Place item : parts.get(1).items()) {
            builder.appendSlot(position(item, known), SlotState.EMPTIED, null);
        }
        if (used != members.size()) {
            requireLive(elements, parts.get(0));
        }
        return builder.build();
    }

    private static UUID position(Place place, Set<UUID> known) {
        UUID position = place.uuid();
        if (position.equals(XArrayValue.END)) {
            throw place.refuse(
                    JsonProblem.UNKNOWN_VALUE,
                    "the zero uuid is the end of an xarray, not a position");
        }
        if (!known.add(position)) {
            throw place.refuse(
                    JsonProblem.UNKNOWN_VALUE, "the position " + position + " appears twice");
        }
        return position;
    }

    private static void requireLive(Place elements, Place live) {
        Set<String> positions = new HashSet<>();
        live.items().forEach(item -> positions.add(item.text()));
        elements.object(positions);
    }

    private Value any(Place place) {
        if (place.isNull()) {
            return AnyValue.nil();
        }
        place.object(TYPED);
        Value held = decode(types.decode(place.member("type")), place.member("value"));
        if (!AnyValue.canHold(held)) {
            throw place.refuse(
                    JsonProblem.MALFORMED_DOCUMENT,
                    "a value in any nests at most " + Value.MAXIMUM_DEPTH + " levels");
        }
        return AnyValue.of(held);
    }

    private Value variant(VariantType variant, Place place) {
        place.object(TYPED);
        Type type = types.decode(place.member("type"));
        if (!variant.alternatives().contains(type)) {
            throw place.member("type")
                    .refuse(
                            JsonProblem.NOT_A_MEMBER_OF_VARIANT,
                            "the type " + type + " is no alternative of " + variant);
        }
        return VariantValue.of(variant, decode(type, place.member("value")));
    }

    private Value key(KeyType type, Place place) {
        List<Place> items = place.items(2);
        UUID instance = items.getFirst().uuid();
        RuntimeId concept = new RuntimeId(items.getLast().uuid());
        if (!concept.isNone() && definitions.concept(concept).isEmpty()) {
            throw items.getLast()
                    .refuse(
                            JsonProblem.UNKNOWN_VALUE,
                            "unknown value " + concept + " of type Concept");
        }
        if (!definitions.conforms(type.target(), concept)) {
            throw switch (type.target()) {
                case Concept target ->
                        items.getLast()
                                .refuse(
                                        JsonProblem.NOT_A_CONCEPT_DESCENDANT,
                                        "the concept "
                                                + concept
                                                + " does not descend from "
                                                + target);
                case Club target ->
                        items.getLast()
                                .refuse(
                                        JsonProblem.NOT_A_CLUB_MEMBER_DESCENDANT,
                                        "the concept "
                                                + concept
                                                + " does not descend from a member of "
                                                + target);
                case AnyConcept any ->
                        new IllegalStateException("every known concept conforms to " + any);
            };
        }
        return Key.of(type, instance, concept);
    }
}
