package org.commitdb.tools.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
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

/// The form of a type inside `any` and `variant`, where named types stand by runtime id.
///
/// Names are for people and are not read, but for a primitive under an id that is not known here,
/// which other engines may compute in another way.
///
/// @param definitions where runtime ids are looked up
record EmbeddedType(Definitions definitions) {

    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

    static Json encode(Type type) {
        return switch (type) {
            case PrimitiveType primitive ->
                    named("primitive", primitive.runtimeId(), primitive.toString());
            case AnyType any -> named("any", any.runtimeId(), any.toString());
            case Enumeration enumeration -> named("enumeration", enumeration);
            case Structure structure -> named("structure", structure);
            case VecType vec ->
                    typed(
                            "vec",
                            Map.of(
                                    "element_type",
                                    encode(vec.element()),
                                    "size",
                                    number(vec.size())));
            case MatType mat ->
                    typed(
                            "mat",
                            Map.of(
                                    "element_type",
                                    encode(mat.element()),
                                    "columns",
                                    number(mat.columns()),
                                    "rows",
                                    number(mat.rows())));
            case TupleType tuple -> typed("tuple", Map.of("types", encodeAll(tuple.elements())));
            case VariantType variant ->
                    typed("variant", Map.of("types", encodeAll(variant.alternatives())));
            case OptionalType optional -> element("optional", encode(optional.element()));
            case VectorType vector -> element("vector", encode(vector.element()));
            case SetType set -> element("set", encode(set.element()));
            case XArrayType xarray -> element("xarray", encode(xarray.element()));
            case MapType map ->
                    typed(
                            "map",
                            Map.of(
                                    "key_type",
                                    encode(map.key()),
                                    "element_type",
                                    encode(map.element())));
            case KeyType key ->
                    element(
                            "key",
                            switch (key.target()) {
                                case Concept concept -> named("concept", concept);
                                case Club club -> named("club", club);
                                case AnyConcept any ->
                                        named("any_concept", any.runtimeId(), any.toString());
                            });
        };
    }

    private static Json named(String className, Definition definition) {
        return named(className, definition.runtimeId(), definition.toString());
    }

    private static Json named(String className, RuntimeId id, String name) {
        return typed(
                className,
                Map.of(
                        "runtime_id",
                        new Json.JsonString(id.toString()),
                        "name",
                        new Json.JsonString(name)));
    }

    private static Json element(String className, Json element) {
        return typed(className, Map.of("element_type", element));
    }

    private static Json encodeAll(List<Type> types) {
        return new Json.JsonArray(types.stream().map(EmbeddedType::encode).toList());
    }

    private static Json number(int number) {
        return new Json.JsonNumber(Integer.toString(number));
    }

    private static Json typed(String className, Map<String, Json> members) {
        Map<String, Json> all = new LinkedHashMap<>(members);
        all.put("class_name", new Json.JsonString(className));
        return Json.sorted(all);
    }

    Type decode(Place place) {
        String className = place.textMember("class_name");
        return switch (className) {
            case "primitive" -> primitive(place);
            case "any" -> {
                String unused = named(place).textMember("name");
                yield AnyType.ANY;
            }
            case "enumeration" -> find(place, Enumeration.class);
            case "structure" -> find(place, Structure.class);
            case "vec" -> {
                place.object(Set.of("class_name", "element_type", "size"));
                PrimitiveType element = numeric(place.member("element_type"));
                int size = count(place, "size");
                yield sound(place, () -> new VecType(element, size));
            }
            case "mat" -> {
                place.object(Set.of("class_name", "element_type", "columns", "rows"));
                PrimitiveType element = numeric(place.member("element_type"));
                int columns = count(place, "columns");
                int rows = count(place, "rows");
                yield sound(place, () -> new MatType(element, columns, rows));
            }
            case "tuple" -> {
                List<Type> types = types(place);
                yield sound(place, () -> new TupleType(types));
            }
            case "variant" -> {
                List<Type> types = types(place);
                yield sound(place, () -> new VariantType(types));
            }
            case "optional" -> {
                Type element = element(place);
                yield sound(place, () -> new OptionalType(element));
            }
            case "vector" -> {
                Type element = element(place);
                yield sound(place, () -> new VectorType(element));
            }
            case "set" -> {
                Type element = element(place);
                yield sound(place, () -> new SetType(element));
            }
            case "xarray" -> {
                Type element = element(place);
                yield sound(place, () -> new XArrayType(element));
            }
            case "map" -> {
                place.object(Set.of("class_name", "element_type", "key_type"));
                Type key = decode(place.member("key_type"));
                Type element = decode(place.member("element_type"));
                yield sound(place, () -> new MapType(key, element));
            }
            case "key" -> {
                place.object(Set.of("class_name", "element_type"));
                yield new KeyType(target(place.member("element_type")));
            }
            default -> throw unknown(place.member("class_name"), className, "ClassName");
        };
    }

    private KeyTarget target(Place place) {
        String className = place.textMember("class_name");
        return switch (className) {
            case "concept" -> find(place, Concept.class);
            case "club" -> find(place, Club.class);
            case "any_concept" -> {
                String unused = named(place).textMember("name");
                yield AnyConcept.ANY_CONCEPT;
            }
            default -> throw unknown(place.member("class_name"), className, "ClassName");
        };
    }

    private static Place named(Place place) {
        return place.object(Set.of("class_name", "runtime_id", "name"));
    }

    private <T extends Definition> T find(Place place, Class<T> kind) {
        String unused = named(place).textMember("name");
        UUID id = place.uuidMember("runtime_id");
        return definitions
                .find(new RuntimeId(id))
                .filter(kind::isInstance)
                .map(kind::cast)
                .orElseThrow(() ->
                        unknown(place.member("runtime_id"), id.toString(), kind.getSimpleName()));
    }

    private static PrimitiveType primitive(Place place) {
        String name = named(place).textMember("name");
        RuntimeId id = new RuntimeId(place.uuidMember("runtime_id"));
        for (PrimitiveType type : PrimitiveType.values()) {
            if (type.runtimeId().equals(id)) {
                return type;
            }
        }
        Optional<PrimitiveType> named = PrimitiveType.named(name);
        return named.orElseThrow(
                () -> unknown(place.member("runtime_id"), id.toString(), "Primitive"));
    }

    private static PrimitiveType numeric(Place place) {
        String className = place.textMember("class_name");
        if (!className.equals("primitive")) {
            throw unknown(place.member("class_name"), className, "ClassName");
        }
        return primitive(place);
    }

    private Type element(Place place) {
        place.object(Set.of("class_name", "element_type"));
        return decode(place.member("element_type"));
    }

    private List<Type> types(Place place) {
        place.object(Set.of("class_name", "types"));
        List<Type> types = new ArrayList<>();
        place.arrayMember("types").forEach(each -> types.add(decode(each)));
        return types;
    }

    private static int count(Place place, String member) {
        BigInteger number = new BigInteger(place.integerMember(member));
        return number.signum() <= 0 ? 0 : number.min(LARGEST).intValue();
    }

    private static JsonException unknown(Place place, String value, String sort) {
        return place.refuse(
                JsonProblem.UNKNOWN_VALUE, "unknown value " + value + " of type " + sort);
    }

    private static Type sound(Place place, Supplier<Type> construction) {
        return TypeDecoder.sound(place, construction);
    }
}
