package org.commitdb.tools.json;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;

/// The form of a type inside `any` and `variant`, where leaves stand by runtime id.
///
/// Names are for people and are not read, but for a primitive under an id that is not known here,
/// which other engines may compute in another way.
///
/// @param definitions where runtime ids are looked up
record EmbeddedType(Definitions definitions) implements CompositeTypes.LeafDecoder {

    private static final Set<String> NAMED = Set.of("class_name", "runtime_id", "name");

    private static final CompositeTypes.LeafEncoder LEAVES =
            new CompositeTypes.LeafEncoder() {
                @Override
                public Json type(Type leaf) {
                    return switch (leaf) {
                        case PrimitiveType primitive ->
                                named("primitive", primitive.runtimeId(), primitive.toString());
                        case AnyType any -> named("any", any.runtimeId(), any.toString());
                        case Enumeration enumeration -> named("enumeration", enumeration);
                        case Structure structure -> named("structure", structure);
                        default -> throw new IllegalArgumentException(leaf + " is no leaf");
                    };
                }

                @Override
                public Json target(KeyTarget target) {
                    return switch (target) {
                        case Concept concept -> named("concept", concept);
                        case Club club -> named("club", club);
                        case AnyConcept any ->
                                named("any_concept", any.runtimeId(), any.toString());
                    };
                }
            };

    static Json encode(Type type) {
        return CompositeTypes.encode(type, LEAVES);
    }

    Type decode(Place place) {
        return CompositeTypes.decode(place, 1, this);
    }

    private static Json named(String className, Definition definition) {
        return named(className, definition.runtimeId(), definition.toString());
    }

    private static Json named(String className, RuntimeId id, String name) {
        return CompositeTypes.typed(
                className,
                Map.of(
                        "runtime_id",
                        new Json.JsonString(id.toString()),
                        "name",
                        new Json.JsonString(name)));
    }

    @Override
    public Type type(Place place, String className, int depth) {
        return switch (className) {
            case "primitive" -> primitive(place);
            case "any" -> {
                requireNamed(place);
                yield AnyType.ANY;
            }
            case "enumeration" -> find(place, Enumeration.class);
            case "structure" -> find(place, Structure.class);
            default -> throw CompositeTypes.unknown(place, "class_name", "ClassName");
        };
    }

    @Override
    public KeyTarget target(Place place) {
        return switch (place.textMember("class_name")) {
            case "concept" -> find(place, Concept.class);
            case "club" -> find(place, Club.class);
            case "any_concept" -> {
                requireNamed(place);
                yield AnyConcept.ANY_CONCEPT;
            }
            default -> throw CompositeTypes.unknown(place, "class_name", "ClassName");
        };
    }

    @Override
    public PrimitiveType primitive(Place place) {
        if (!place.textMember("class_name").equals("primitive")) {
            throw CompositeTypes.unknown(place, "class_name", "ClassName");
        }
        RuntimeId id = requireNamed(place);
        for (PrimitiveType type : PrimitiveType.values()) {
            if (type.runtimeId().equals(id)) {
                return type;
            }
        }
        Optional<PrimitiveType> named = PrimitiveType.named(place.textMember("name"));
        return named.orElseThrow(() -> CompositeTypes.unknown(place, "runtime_id", "Primitive"));
    }

    private <T extends Definition> T find(Place place, Class<T> kind) {
        return definitions
                .find(requireNamed(place))
                .filter(kind::isInstance)
                .map(kind::cast)
                .orElseThrow(
                        () -> CompositeTypes.unknown(place, "runtime_id", kind.getSimpleName()));
    }

    /// Checks that the node has a name and an id and nothing more, and returns the id.
    private static RuntimeId requireNamed(Place place) {
        place.object(NAMED);
        String _ = place.textMember("name");
        UUID id = place.uuidMember("runtime_id");
        return new RuntimeId(id);
    }
}
