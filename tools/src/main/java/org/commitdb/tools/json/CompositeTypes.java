package org.commitdb.tools.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.commitdb.type.AnyType;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
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

/// The form of types that are made of types. It is the same in definitions, where leaves stand by
/// name, and inside values, where they stand by runtime id; so leaves are for the caller.
final class CompositeTypes {

    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

    /// Writes leaves.
    interface LeafEncoder {
        /// A primitive, `any`, an enumeration or a structure.
        Json type(Type leaf);

        /// What keys point at.
        Json target(KeyTarget target);
    }

    /// Reads leaves.
    interface LeafDecoder {
        /// The type of a class name that is no composite, inside `depth` levels of types.
        Type type(Place place, String className, int depth);

        /// The element of a vec or mat.
        PrimitiveType primitive(Place place);

        /// What keys point at.
        KeyTarget target(Place place);
    }

    private CompositeTypes() {}

    static Json encode(Type type, LeafEncoder leaves) {
        return switch (type) {
            case PrimitiveType primitive -> leaves.type(primitive);
            case AnyType any -> leaves.type(any);
            case Enumeration enumeration -> leaves.type(enumeration);
            case Structure structure -> leaves.type(structure);
            case VecType vec ->
                    typed(
                            "vec",
                            Map.of(
                                    "element_type",
                                    leaves.type(vec.element()),
                                    "size",
                                    number(vec.size())));
            case MatType mat ->
                    typed(
                            "mat",
                            Map.of(
                                    "element_type",
                                    leaves.type(mat.element()),
                                    "columns",
                                    number(mat.columns()),
                                    "rows",
                                    number(mat.rows())));
            case TupleType tuple ->
                    typed("tuple", Map.of("types", encodeAll(tuple.elements(), leaves)));
            case VariantType variant ->
                    typed("variant", Map.of("types", encodeAll(variant.alternatives(), leaves)));
            case OptionalType optional -> element("optional", encode(optional.element(), leaves));
            case VectorType vector -> element("vector", encode(vector.element(), leaves));
            case SetType set -> element("set", encode(set.element(), leaves));
            case XArrayType xarray -> element("xarray", encode(xarray.element(), leaves));
            case KeyType key -> element("key", leaves.target(key.target()));
            case MapType map ->
                    typed(
                            "map",
                            Map.of(
                                    "key_type",
                                    encode(map.key(), leaves),
                                    "element_type",
                                    encode(map.element(), leaves)));
        };
    }

    /// An object of these members and its class name, keys sorted.
    static Json typed(String className, Map<String, Json> members) {
        Map<String, Json> all = new LinkedHashMap<>(members);
        all.put("class_name", new Json.JsonString(className));
        return Json.sorted(all);
    }

    private static Json element(String className, Json element) {
        return typed(className, Map.of("element_type", element));
    }

    private static Json encodeAll(List<Type> types, LeafEncoder leaves) {
        return new Json.JsonArray(types.stream().map(type -> encode(type, leaves)).toList());
    }

    private static Json number(int number) {
        return new Json.JsonNumber(Integer.toString(number));
    }

    /// The type that a node spells, inside `depth` - 1 levels of types.
    static Type decode(Place place, int depth, LeafDecoder leaves) {
        if (depth > Type.MAXIMUM_DEPTH) {
            throw place.refuse(
                    JsonProblem.UNSOUND_DEFINITION,
                    "The type nests deeper than " + Type.MAXIMUM_DEPTH + " levels");
        }
        String className = place.textMember("class_name");
        return switch (className) {
            case "vec" -> {
                place.object(Set.of("class_name", "element_type", "size"));
                PrimitiveType element = leaves.primitive(place.member("element_type"));
                int size = count(place, "size");
                yield sound(place, () -> new VecType(element, size));
            }
            case "mat" -> {
                place.object(Set.of("class_name", "element_type", "columns", "rows"));
                PrimitiveType element = leaves.primitive(place.member("element_type"));
                int columns = count(place, "columns");
                int rows = count(place, "rows");
                yield sound(place, () -> new MatType(element, columns, rows));
            }
            case "tuple" -> {
                List<Type> types = decodeAll(place, depth, leaves);
                yield sound(place, () -> new TupleType(types));
            }
            case "variant" -> {
                List<Type> types = decodeAll(place, depth, leaves);
                yield sound(place, () -> new VariantType(types));
            }
            case "optional" -> {
                Type element = element(place, depth, leaves);
                yield sound(place, () -> new OptionalType(element));
            }
            case "vector" -> {
                Type element = element(place, depth, leaves);
                yield sound(place, () -> new VectorType(element));
            }
            case "set" -> {
                Type element = element(place, depth, leaves);
                yield sound(place, () -> new SetType(element));
            }
            case "xarray" -> {
                Type element = element(place, depth, leaves);
                yield sound(place, () -> new XArrayType(element));
            }
            case "map" -> {
                place.object(Set.of("class_name", "element_type", "key_type"));
                Type key = decode(place.member("key_type"), depth + 1, leaves);
                Type element = decode(place.member("element_type"), depth + 1, leaves);
                yield sound(place, () -> new MapType(key, element));
            }
            case "key" -> {
                place.object(Set.of("class_name", "element_type"));
                yield new KeyType(leaves.target(place.member("element_type")));
            }
            default -> leaves.type(place, className, depth);
        };
    }

    private static Type element(Place place, int depth, LeafDecoder leaves) {
        place.object(Set.of("class_name", "element_type"));
        return decode(place.member("element_type"), depth + 1, leaves);
    }

    private static List<Type> decodeAll(Place place, int depth, LeafDecoder leaves) {
        place.object(Set.of("class_name", "types"));
        List<Type> types = new ArrayList<>();
        place.arrayMember("types").forEach(each -> types.add(decode(each, depth + 1, leaves)));
        return types;
    }

    /// A size, at most the largest `int`; the type refuses what is too large or not positive.
    private static int count(Place place, String member) {
        BigInteger number = new BigInteger(place.integerMember(member));
        return number.signum() <= 0 ? 0 : number.min(LARGEST).intValue();
    }

    /// A refusal of the text in a member that is none of the words of its sort.
    static JsonException unknown(Place place, String member, String sort) {
        return place.member(member)
                .refuse(
                        JsonProblem.UNKNOWN_VALUE,
                        "unknown value " + place.textMember(member) + " of type " + sort);
    }

    /// What `construction` makes; its [IllegalArgumentException] becomes a refusal of the node.
    static <T> T sound(Place place, Supplier<T> construction) {
        try {
            return construction.get();
        } catch (IllegalArgumentException e) {
            throw place.refuse(
                    JsonProblem.UNSOUND_DEFINITION, sentence(String.valueOf(e.getMessage())));
        }
    }

    /// The sentence without its full stop, which follows the path.
    static String sentence(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
