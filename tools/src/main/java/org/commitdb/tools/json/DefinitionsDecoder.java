package org.commitdb.tools.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.commitdb.dsm.DsmModel;
import org.commitdb.dsm.FunctionPool;
import org.commitdb.error.DefinitionsException;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.EnumerationCase;
import org.commitdb.type.Field;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.Literal;
import org.commitdb.type.Namespace;
import org.commitdb.type.QualifiedName;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.jspecify.annotations.Nullable;

/// Reads a model of `.dsm.json`. Definitions may refer to later ones.
final class DefinitionsDecoder implements TypeDecoder.Resolver {

    private static final Set<String> ROOT =
            Set.of(
                    "attachment_function_pools",
                    "attachments",
                    "clubs",
                    "concepts",
                    "enumerations",
                    "function_pools",
                    "structures");

    private record Name(UUID namespace, String name) {}

    private final boolean verified;
    private final TypeDecoder types = new TypeDecoder(this);
    private final Map<UUID, Namespace> namespaces = new HashMap<>();
    private final Map<Name, Place> concepts = new HashMap<>();
    private final Map<Name, Place> clubs = new HashMap<>();
    private final Map<Name, Place> enumerations = new HashMap<>();
    private final Map<Name, Place> structures = new HashMap<>();
    private final Map<Name, Definition> made = new HashMap<>();
    private final Set<Name> underWay = new HashSet<>();

    /// A decoder that checks runtime ids, or passes over them.
    DefinitionsDecoder(boolean verified) {
        this.verified = verified;
    }

    DsmModel decode(Place root) {
        root.object(ROOT);
        index(root.arrayMember("concepts"), concepts);
        index(root.arrayMember("clubs"), clubs);
        index(root.arrayMember("enumerations"), enumerations);
        index(root.arrayMember("structures"), structures);
        List<Definition> definitions = new ArrayList<>();
        root.arrayMember("concepts").forEach(place -> definitions.add(concept(name(place), place)));
        root.arrayMember("clubs").forEach(place -> definitions.add(club(name(place), place)));
        root.arrayMember("enumerations")
                .forEach(place -> definitions.add(enumeration(name(place), place)));
        root.arrayMember("structures")
                .forEach(place -> definitions.add(structure(name(place), place, 1)));
        root.arrayMember("attachments").forEach(place -> definitions.add(attachment(place)));
        List<FunctionPool> pools = new PoolDecoder(types).decode(root);
        return CompositeTypes.sound(root, () -> new DsmModel(registry(root, definitions), pools));
    }

    private static Definitions registry(Place root, List<Definition> definitions) {
        try {
            return Definitions.of(definitions);
        } catch (DefinitionsException e) {
            throw root.refuse(
                    JsonProblem.UNSOUND_DEFINITION,
                    CompositeTypes.sentence(String.valueOf(e.getMessage())));
        }
    }

    private void index(List<Place> places, Map<Name, Place> byName) {
        for (Place place : places) {
            Name name = name(place);
            boolean known =
                    concepts.containsKey(name)
                            || clubs.containsKey(name)
                            || enumerations.containsKey(name)
                            || structures.containsKey(name);
            if (known) {
                throw place.refuse(
                        JsonProblem.UNSOUND_DEFINITION,
                        "The name '"
                                + name.name
                                + "' is already defined in namespace '"
                                + place.textMember("namespace_name")
                                + "'");
            }
            byName.put(name, place);
        }
    }

    private static Name name(Place place) {
        return new Name(place.uuidMember("namespace_uuid"), place.textMember("name"));
    }

    private QualifiedName qualifiedName(Place place) {
        UUID uuid = place.uuidMember("namespace_uuid");
        String namespaceName = place.textMember("namespace_name");
        Namespace namespace =
                CompositeTypes.sound(
                        place,
                        () ->
                                namespaces.computeIfAbsent(
                                        uuid, key -> new Namespace(uuid, namespaceName)));
        if (!namespace.name().equals(namespaceName)) {
            throw place.refuse(
                    JsonProblem.UNSOUND_DEFINITION,
                    "The uuid {"
                            + uuid
                            + "} already names the namespace '"
                            + namespace.name()
                            + "'");
        }
        String name = place.textMember("name");
        return CompositeTypes.sound(place, () -> new QualifiedName(namespace, name));
    }

    @Override
    public Concept concept(Place reference) {
        return concept(name(reference), target(concepts, reference));
    }

    @Override
    public Club club(Place reference) {
        return club(name(reference), target(clubs, reference));
    }

    @Override
    public Enumeration enumeration(Place reference) {
        return enumeration(name(reference), target(enumerations, reference));
    }

    @Override
    public Structure structure(Place reference, int depth) {
        return structure(name(reference), target(structures, reference), depth);
    }

    private Place target(Map<Name, Place> byName, Place reference) {
        Place place = byName.get(name(reference));
        if (place == null) {
            throw reference.refuse(
                    JsonProblem.UNSOUND_DEFINITION,
                    "The type '"
                            + reference.textMember("namespace_name")
                            + "::"
                            + reference.textMember("name")
                            + "' is unknown");
        }
        QualifiedName _ = qualifiedName(reference);
        return place;
    }

    /// Makes a concept and its ancestors, the eldest first, however many there are.
    private Concept concept(Name name, Place place) {
        Deque<Name> lineage = new ArrayDeque<>();
        Name next = name;
        while (next != null && !made.containsKey(next)) {
            if (!underWay.add(next)) {
                throw place.refuse(
                        JsonProblem.UNSOUND_DEFINITION,
                        "The concept '" + next.name + "' inherits from itself");
            }
            lineage.push(next);
            Place parent =
                    concepts.get(next) == null ? null : concepts.get(next).optional("parent");
            next = parent == null ? null : parentName(parent);
        }
        Concept parent = next == null ? null : (Concept) made.get(next);
        for (Name each : lineage) {
            Place own = concepts.get(each);
            parent = concept(own == null ? place : own, parent);
            made.put(each, parent);
            underWay.remove(each);
        }
        return (Concept) Objects.requireNonNull(made.get(name));
    }

    private Name parentName(Place reference) {
        types.requireConcept(reference);
        Place _ = target(concepts, reference);
        return name(reference);
    }

    private Concept concept(Place place, @Nullable Concept parent) {
        named(place, Set.of("parent"));
        QualifiedName name = qualifiedName(place);
        return checked(
                place,
                CompositeTypes.sound(
                        place, () -> new Concept(name, parent, place.textMember("documentation"))));
    }

    private Club club(Name key, Place place) {
        if (made.get(key) instanceof Club club) {
            return club;
        }
        named(place, Set.of("members"));
        QualifiedName name = qualifiedName(place);
        List<Concept> members = new ArrayList<>();
        place.arrayMember("members").forEach(member -> members.add(types.concept(member)));
        Club club =
                CompositeTypes.sound(
                        place, () -> new Club(name, members, place.textMember("documentation")));
        made.put(key, club);
        return checked(place, club);
    }

    private Enumeration enumeration(Name key, Place place) {
        if (made.get(key) instanceof Enumeration enumeration) {
            return enumeration;
        }
        named(place, Set.of("members"));
        QualifiedName name = qualifiedName(place);
        List<EnumerationCase> cases = new ArrayList<>();
        for (Place each : place.arrayMember("members")) {
            each.object(Set.of("documentation", "name"));
            String caseName = each.textMember("name");
            String documentation = each.textMember("documentation");
            cases.add(
                    CompositeTypes.sound(each, () -> new EnumerationCase(caseName, documentation)));
        }
        Enumeration enumeration =
                CompositeTypes.sound(
                        place,
                        () -> new Enumeration(name, cases, place.textMember("documentation")));
        made.put(key, enumeration);
        return checked(place, enumeration);
    }

    private Structure structure(Name key, Place place, int depth) {
        if (made.get(key) instanceof Structure structure) {
            return structure;
        }
        if (!underWay.add(key)) {
            throw place.refuse(
                    JsonProblem.UNSOUND_DEFINITION, "The struct '" + key.name + "' is recursive");
        }
        named(place, Set.of("fields"));
        QualifiedName name = qualifiedName(place);
        List<Field> fields = new ArrayList<>();
        place.arrayMember("fields").forEach(field -> fields.add(field(field, depth + 1)));
        Structure structure =
                CompositeTypes.sound(
                        place,
                        () -> new Structure(name, fields, place.textMember("documentation")));
        made.put(key, structure);
        underWay.remove(key);
        return checked(place, structure);
    }

    private Field field(Place place, int depth) {
        place.object(Set.of("default_value", "documentation", "name", "type"));
        String name = place.textMember("name");
        String documentation = place.textMember("documentation");
        Type type = types.decode(place.member("type"), depth);
        Literal literal = types.literal(place.member("default_value"));
        return CompositeTypes.sound(place, () -> new Field(name, type, literal, documentation));
    }

    private Attachment attachment(Place place) {
        named(place, Set.of("document_type", "key_type"));
        QualifiedName name = qualifiedName(place);
        KeyTarget target = types.target(place.member("key_type"));
        Type document = types.decode(place.member("document_type"), 1);
        return checked(
                place,
                CompositeTypes.sound(
                        place,
                        () ->
                                new Attachment(
                                        name,
                                        target,
                                        document,
                                        place.textMember("documentation"))));
    }

    /// Checks that a definition has no members but those of its kind.
    private static void named(Place place, Set<String> own) {
        Set<String> allowed = new HashSet<>(own);
        allowed.addAll(
                Set.of("documentation", "name", "namespace_name", "namespace_uuid", "runtime_id"));
        place.object(allowed);
    }

    private <T extends Definition> T checked(Place place, T definition) {
        UUID found = place.uuidMember("runtime_id");
        if (verified && !found.equals(definition.runtimeId().uuid())) {
            throw place.member("runtime_id")
                    .refuse(
                            JsonProblem.UNSOUND_DEFINITION,
                            "The content of '"
                                    + definition
                                    + "' has the runtime id "
                                    + definition.runtimeId()
                                    + ", not "
                                    + found);
        }
        return definition;
    }
}
