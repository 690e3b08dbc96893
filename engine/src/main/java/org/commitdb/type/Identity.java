package org.commitdb.type;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What makes two definitions the same entry of a registry, whatever their content: namespace and
/// name, and for an attachment also what its keys point at. Concepts, clubs, enumerations and
/// structures share their names; attachments live apart.
record Identity(boolean attachment, UUID namespace, String name, @Nullable Identity target) {

    static Identity of(Definition definition) {
        return switch (definition) {
            case Attachment attached -> of(attached.name(), true, target(attached.keyTarget()));
            case Concept concept -> of(concept.name(), false, null);
            case Club club -> of(club.name(), false, null);
            case Enumeration enumeration -> of(enumeration.name(), false, null);
            case Structure structure -> of(structure.name(), false, null);
        };
    }

    private static @Nullable Identity target(KeyTarget target) {
        return switch (target) {
            case Concept concept -> of(concept);
            case Club club -> of(club);
            case AnyConcept any -> null;
        };
    }

    private static Identity of(QualifiedName name, boolean attachment, @Nullable Identity target) {
        return new Identity(attachment, name.namespace().uuid(), name.name(), target);
    }
}
