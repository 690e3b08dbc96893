package org.commitdb.tools.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
import org.commitdb.type.Literal;
import org.commitdb.type.LiteralDomain;
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

/// Reads types and literals of `.dsm.json`.
///
/// The depth of a type counts the structures that are still to be made around it, because making a
/// structure reads its fields' types, which may refer to structures that come later in the text.
final class TypeDecoder {

    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final Set<String> REFERENCE =
            Set.of("class_name", "domain", "name", "namespace_name", "namespace_uuid");

    /// Finds what a reference names.
    interface Resolver {
        Concept concept(Place reference);

        Club club(Place reference);

        Enumeration enumeration(Place reference);

        Structure structure(Place reference, int depth);
    }

    private final Resolver resolver;

    TypeDecoder(Resolver resolver) {
        this.resolver = resolver;
    }

    /// A type of a value.
    Type type(Place place, int depth) {
        if (depth > Type.MAXIMUM_DEPTH) {
            throw place.refuse(
                    JsonProblem.UNSOUND_DEFINITION,
                    "The type nests deeper than " + Type.MAXIMUM_DEPTH + " levels");
        }
        String className = place.textMember("class_name");
        return switch (className) {
            case "reference" -> reference(place, depth);
            case "vec" -> {
                place.object(Set.of("class_name", "element_type", "size"));
                PrimitiveType element = primitive(place.member("element_type"));
                int size = count(place, "size");
                yield sound(place, () -> new VecType(element, size));
            }
            case "mat" -> {
                place.object(Set.of("class_name", "element_type", "columns", "rows"));
                PrimitiveType element = primitive(place.member("element_type"));
                int columns = count(place, "columns");
                int rows = count(place, "rows");
                yield sound(place, () -> new MatType(element, columns, rows));
            }
            case "tuple" -> {
                List<Type> types = types(place, depth);
                yield sound(place, () -> new TupleType(types));
            }
            case "variant" -> {
                List<Type> types = types(place, depth);
                yield sound(place, () -> new VariantType(types));
            }
            case "optional" -> {
                Type element = element(place, depth);
                yield sound(place, () -> new OptionalType(element));
            }
            case "vector" -> {
                Type element = element(place, depth);
                yield sound(place, () -> new VectorType(element));
            }
            case "set" -> {
                Type element = element(place, depth);
                yield sound(place, () -> new SetType(element));
            }
            case "xarray" -> {
                Type element = element(place, depth);
                yield sound(place, () -> new XArrayType(element));
            }
            case "map" -> {
                place.object(Set.of("class_name", "element_type", "key_type"));
                Type key = type(place.member("key_type"), depth + 1);
                Type element = type(place.member("element_type"), depth + 1);
                yield sound(place, () -> new MapType(key, element));
            }
            case "key" -> {
                place.object(Set.of("class_name", "element_type"));
                yield new KeyType(target(place.member("element_type")));
            }
            default -> throw unknown(place, "class_name", className, "ClassName");
        };
    }

    /// What keys point at.
    KeyTarget target(Place place) {
        String domain = reference(place);
        return switch (domain) {
            case "concept" -> resolver.concept(place);
            case "club" -> resolver.club(place);
            case "any_concept" -> {
                requireBuiltIn(place, "any_concept");
                yield AnyConcept.ANY_CONCEPT;
            }
            default ->
                    throw place.refuse(
                            JsonProblem.UNSOUND_DEFINITION,
                            "The type '"
                                    + place.textMember("name")
                                    + "' in key<X> must be a concept, a club or any_concept");
        };
    }

    /// A reference to a concept.
    Concept concept(Place place) {
        requireConcept(place);
        return resolver.concept(place);
    }

    /// Checks that the node is a reference to a concept.
    void requireConcept(Place place) {
        String domain = reference(place);
        if (!domain.equals("concept")) {
            throw place.refuse(
                    JsonProblem.UNSOUND_DEFINITION,
                    "The type '" + place.textMember("name") + "' must be a concept");
        }
    }

    /// A default literal.
    Literal literal(Place place) {
        String className = place.textMember("class_name");
        return switch (className) {
            case "literal_value" -> {
                place.object(Set.of("class_name", "domain", "value"));
                yield scalar(place, place.textMember("domain"), place.textMember("value"));
            }
            case "literal_list" -> {
                place.object(Set.of("class_name", "members"));
                List<Literal> members = new ArrayList<>();
                place.arrayMember("members").forEach(member -> members.add(literal(member)));
                yield new Literal.Members(members);
            }
            default -> throw unknown(place, "class_name", className, "ClassName");
        };
    }

    private static Literal scalar(Place place, String domain, String value) {
        if (domain.equals("none")) {
            if (!value.isEmpty()) {
                throw unknown(place, "value", value, "None");
            }
            return Literal.NONE;
        }
        for (LiteralDomain each : LiteralDomain.values()) {
            if (each.toString().equals(domain)) {
                return new Literal.Scalar(each, value);
            }
        }
        throw unknown(place, "domain", domain, "Domain");
    }

    /// Checks that the node is a reference, and returns its domain.
    private static String reference(Place place) {
        String className = place.textMember("class_name");
        if (!className.equals("reference")) {
            throw unknown(place, "class_name", className, "ClassName");
        }
        place.object(REFERENCE);
        return place.textMember("domain");
    }

    private Type reference(Place place, int depth) {
        String domain = reference(place);
        return switch (domain) {
            case "primitive" -> primitive(place);
            case "any" -> {
                requireBuiltIn(place, "any");
                yield AnyType.ANY;
            }
            case "enumeration" -> resolver.enumeration(place);
            case "structure" -> resolver.structure(place, depth);
            case "concept", "club", "any_concept" ->
                    throw place.refuse(
                            JsonProblem.UNSOUND_DEFINITION,
                            "The "
                                    + domain.replace("any_", "")
                                    + " '"
                                    + place.textMember("name")
                                    + "' is not a value type, use key<X>");
            default -> throw unknown(place, "domain", domain, "Domain");
        };
    }

    private static PrimitiveType primitive(Place place) {
        String domain = reference(place);
        if (!domain.equals("primitive")) {
            throw unknown(place, "domain", domain, "Domain");
        }
        String name = place.textMember("name");
        requireBuiltIn(place, name);
        return PrimitiveType.named(name)
                .orElseThrow(() -> unknown(place, "name", name, "Primitive"));
    }

    private static void requireBuiltIn(Place place, String name) {
        requireText(place, "name", name);
        requireText(place, "namespace_name", "");
        requireText(place, "namespace_uuid", "00000000-0000-0000-0000-000000000000");
    }

    private static void requireText(Place place, String member, String expected) {
        String found = place.textMember(member);
        if (!found.equals(expected)) {
            throw unknown(place, member, found, "Primitive");
        }
    }

    private static JsonException unknown(Place place, String member, String value, String sort) {
        return place.member(member)
                .refuse(JsonProblem.UNKNOWN_VALUE, "unknown value " + value + " of type " + sort);
    }

    private Type element(Place place, int depth) {
        place.object(Set.of("class_name", "element_type"));
        return type(place.member("element_type"), depth + 1);
    }

    private List<Type> types(Place place, int depth) {
        place.object(Set.of("class_name", "types"));
        List<Type> types = new ArrayList<>();
        place.arrayMember("types").forEach(each -> types.add(type(each, depth + 1)));
        return types;
    }

    /// A size, at most the largest `int`; the type refuses what is too large or not positive.
    private static int count(Place place, String member) {
        BigInteger number = new BigInteger(place.integerMember(member));
        return number.signum() <= 0 ? 0 : number.min(LARGEST).intValue();
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
