package org.commitdb.type;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The definitions that a definition names itself, without what those name in turn.
final class References {

    private final Set<Definition> found = new LinkedHashSet<>();

    private References() {}

    static List<Definition> of(Definition definition) {
        References references = new References();
        references.add(definition);
        return new ArrayList<>(references.found);
    }

    /// The definitions that a type names.
    static List<Definition> of(Type type) {
        References references = new References();
        references.add(type);
        return new ArrayList<>(references.found);
    }

    private void add(Definition definition) {
        switch (definition) {
            case Concept concept -> {
                Concept parent = concept.parent();
                if (parent != null) {
                    found.add(parent);
                }
            }
            case Club club -> found.addAll(club.members());
            case Enumeration enumeration -> {}
            case Structure structure -> structure.fields().forEach(field -> add(field.type()));
            case Attachment attachment -> {
                add(attachment.keyTarget());
                add(attachment.documentType());
            }
        }
    }

    private void add(KeyTarget target) {
        switch (target) {
            case Concept concept -> found.add(concept);
            case Club club -> found.add(club);
            case AnyConcept any -> {}
        }
    }

    private void add(Type type) {
        switch (type) {
            case Enumeration enumeration -> found.add(enumeration);
            case Structure structure -> found.add(structure);
            case KeyType key -> add(key.target());
            case TupleType tuple -> tuple.elements().forEach(this::add);
            case VariantType variant -> variant.alternatives().forEach(this::add);
            case OptionalType optional -> add(optional.element());
            case VectorType vector -> add(vector.element());
            case SetType set -> add(set.element());
            case XArrayType xarray -> add(xarray.element());
            case MapType map -> {
                add(map.key());
                add(map.element());
            }
            case PrimitiveType primitive -> {}
            case AnyType any -> {}
            case VecType vec -> {}
            case MatType mat -> {}
        }
    }
}
