package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.Literal;
import org.commitdb.type.LiteralDomain;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;

/// Reads types and literals of `.dsm.json`.
///
/// The depth of a type counts the structures that are still to be made around it, because making a
/// structure reads its fields' types, which may refer to structures that come later in the text.
final class TypeDecoder implements CompositeTypes.LeafDecoder {

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

    /// A type, inside `depth` - 1 levels of types and structures.
    Type decode(Place place, int depth) {
        return CompositeTypes.decode(place, depth, this);
    }

    @Override
    public Type type(Place place, String className, int depth) {
        String domain = domain(place);
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
            default -> throw CompositeTypes.unknown(place, "domain", "Domain");
        };
    }

    @Override
    public KeyTarget target(Place place) {
        return switch (domain(place)) {
            case "concept" -> resolver.concept(place);
            case "club" -> resolver.club(place);
            case "any_concept" -> {
                requireBuiltIn(place, "any_concept");
                yield AnyConcept.ANY_CONCEPT;
            }
            case "primitive", "any", "enumeration", "structure" ->
                    throw place.refuse(
                            JsonProblem.UNSOUND_DEFINITION,
                            "The type '"
                                    + place.textMember("name")
                                    + "' in key<X> must be a concept, a club or any_concept");
            default -> throw CompositeTypes.unknown(place, "domain", "Domain");
        };
    }

    @Override
    public PrimitiveType primitive(Place place) {
        if (!domain(place).equals("primitive")) {
            throw CompositeTypes.unknown(place, "domain", "Domain");
        }
        String name = place.textMember("name");
        requireBuiltIn(place, name);
        return PrimitiveType.named(name)
                .orElseThrow(() -> CompositeTypes.unknown(place, "name", "Primitive"));
    }

    /// A reference to a concept.
    Concept concept(Place place) {
        requireConcept(place);
        return resolver.concept(place);
    }

    /// Checks that the node is a reference to a concept.
    void requireConcept(Place place) {
        if (!domain(place).equals("concept")) {
            throw place.refuse(
                    JsonProblem.UNSOUND_DEFINITION,
                    "The type '" + place.textMember("name") + "' must be a concept");
        }
    }

    /// A default literal.
    Literal literal(Place place) {
        return switch (place.textMember("class_name")) {
            case "literal_value" -> scalar(place.object(Set.of("class_name", "domain", "value")));
            case "literal_list" -> {
                place.object(Set.of("class_name", "members"));
                List<Literal> members = new ArrayList<>();
                place.arrayMember("members").forEach(member -> members.add(literal(member)));
                yield new Literal.Members(members);
            }
            default -> throw CompositeTypes.unknown(place, "class_name", "ClassName");
        };
    }

    private static Literal scalar(Place place) {
        String domain = place.textMember("domain");
        String value = place.textMember("value");
        if (domain.equals("none")) {
            if (!value.isEmpty()) {
                throw CompositeTypes.unknown(place, "value", "None");
            }
            return Literal.NONE;
        }
        for (LiteralDomain each : LiteralDomain.values()) {
            if (each.toString().equals(domain)) {
                return new Literal.Scalar(each, value);
            }
        }
        throw CompositeTypes.unknown(place, "domain", "Domain");
    }

    /// Checks that the node is a reference, and returns its domain.
    private static String domain(Place place) {
        if (!place.textMember("class_name").equals("reference")) {
            throw CompositeTypes.unknown(place, "class_name", "ClassName");
        }
        place.object(REFERENCE);
        return place.textMember("domain");
    }

    private static void requireBuiltIn(Place place, String name) {
        requireText(place, "name", name);
        requireText(place, "namespace_name", "");
        requireText(place, "namespace_uuid", "00000000-0000-0000-0000-000000000000");
    }

    private static void requireText(Place place, String member, String expected) {
        if (!place.textMember(member).equals(expected)) {
            throw CompositeTypes.unknown(place, member, "Primitive");
        }
    }
}
