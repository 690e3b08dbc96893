package org.commitdb.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes definitions refer to each other's own objects, where they refer to equal ones: a club with
/// fewer members, a concept with another docstring, a namespace under another display name.
///
/// **Invariants**: runtime ids stay; a definition that needs no change stays the same object.
@SuppressWarnings(
        "ReferenceEquality") // equal definitions may hold other objects, which is what this is
// about
final class Rebinding {

    private final Map<UUID, Namespace> namespaces = new HashMap<>();
    private final Map<Definition, Definition> rebound = new HashMap<>();

    private Rebinding() {}

    /// The definitions in the given order, closed under references. The first name given to a
    /// namespace is kept.
    static List<Definition> of(Collection<? extends Definition> definitions) {
        Rebinding rebinding = new Rebinding();
        for (Definition definition : definitions) {
            Namespace namespace = definition.name().namespace();
            rebinding.namespaces.putIfAbsent(namespace.uuid(), namespace);
        }
        for (Definition definition : DependencyOrder.of(definitions)) {
            rebinding.rebound.put(definition, rebinding.rebind(definition));
        }
        List<Definition> result = new ArrayList<>();
        definitions.forEach(definition -> result.add(rebinding.known(definition)));
        return result;
    }

    private Definition rebind(Definition definition) {
        return switch (definition) {
            case Concept concept -> rebind(concept);
            case Club club -> rebind(club);
            case Enumeration enumeration -> {
                QualifiedName name = rebind(enumeration.name());
                yield name == enumeration.name()
                        ? enumeration
                        : new Enumeration(name, enumeration.cases(), enumeration.documentation());
            }
            case Structure structure -> rebind(structure);
            case Attachment attachment -> {
                QualifiedName name = rebind(attachment.name());
                KeyTarget target = rebind(attachment.keyTarget());
                Type type = rebind(attachment.documentType());
                yield name == attachment.name()
                                && target == attachment.keyTarget()
                                && type == attachment.documentType()
                        ? attachment
                        : new Attachment(name, target, type, attachment.documentation());
            }
        };
    }

    private Concept rebind(Concept concept) {
        QualifiedName name = rebind(concept.name());
        Concept parent = concept.parent() == null ? null : known(concept.parent());
        return name == concept.name() && parent == concept.parent()
                ? concept
                : new Concept(name, parent, concept.documentation());
    }

    private Club rebind(Club club) {
        QualifiedName name = rebind(club.name());
        List<Concept> members = new ArrayList<>();
        boolean changed = name != club.name();
        for (Concept member : club.members()) {
            members.add(known(member));
            changed |= members.getLast() != member;
        }
        return changed ? new Club(name, members, club.documentation()) : club;
    }

    private Structure rebind(Structure structure) {
        QualifiedName name = rebind(structure.name());
        List<Field> fields = new ArrayList<>();
        boolean changed = name != structure.name();
        for (Field field : structure.fields()) {
            Type type = rebind(field.type());
            changed |= type != field.type();
            fields.add(
                    type == field.type()
                            ? field
                            : new Field(
                                    field.name(),
                                    type,
                                    field.defaultValue(),
                                    field.documentation()));
        }
        return changed ? new Structure(name, fields, structure.documentation()) : structure;
    }

    private QualifiedName rebind(QualifiedName name) {
        Namespace namespace = namespaces.getOrDefault(name.namespace().uuid(), name.namespace());
        return namespace.name().equals(name.namespace().name())
                ? name
                : new QualifiedName(namespace, name.name());
    }

    private KeyTarget rebind(KeyTarget target) {
        return switch (target) {
            case Concept concept -> known(concept);
            case Club club -> known(club);
            case AnyConcept any -> any;
        };
    }

    private Type rebind(Type type) {
        return switch (type) {
            case Enumeration enumeration -> known(enumeration);
            case Structure structure -> known(structure);
            case KeyType key -> {
                KeyTarget target = rebind(key.target());
                yield target == key.target() ? key : new KeyType(target);
            }
            case TupleType tuple -> {
                List<Type> elements = rebindAll(tuple.elements());
                yield elements == tuple.elements() ? tuple : new TupleType(elements);
            }
            case VariantType variant -> {
                List<Type> alternatives = rebindAll(variant.alternatives());
                yield alternatives == variant.alternatives()
                        ? variant
                        : new VariantType(alternatives);
            }
            case OptionalType optional -> {
                Type element = rebind(optional.element());
                yield element == optional.element() ? optional : new OptionalType(element);
            }
            case VectorType vector -> {
                Type element = rebind(vector.element());
                yield element == vector.element() ? vector : new VectorType(element);
            }
            case SetType set -> {
                Type element = rebind(set.element());
                yield element == set.element() ? set : new SetType(element);
            }
            case XArrayType xarray -> {
                Type element = rebind(xarray.element());
                yield element == xarray.element() ? xarray : new XArrayType(element);
            }
            case MapType map -> {
                Type key = rebind(map.key());
                Type element = rebind(map.element());
                yield key == map.key() && element == map.element()
                        ? map
                        : new MapType(key, element);
            }
            case PrimitiveType primitive -> primitive;
            case AnyType any -> any;
            case VecType vec -> vec;
            case MatType mat -> mat;
        };
    }

    private List<Type> rebindAll(List<Type> types) {
        List<Type> result = new ArrayList<>();
        boolean changed = false;
        for (Type type : types) {
            result.add(rebind(type));
            changed |= result.getLast() != type;
        }
        return changed ? result : types;
    }

    @SuppressWarnings("unchecked") // equal definitions are of one kind
    private <T extends Definition> T known(T definition) {
        return (T) rebound.getOrDefault(definition, definition);
    }
}
