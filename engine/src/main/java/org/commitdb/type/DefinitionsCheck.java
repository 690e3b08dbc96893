package org.commitdb.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Finds what keeps single definitions, each sound by itself, from forming a registry.
final class DefinitionsCheck {

    private final Collection<? extends Definition> definitions;
    private final List<String> problems = new ArrayList<>();

    private DefinitionsCheck(Collection<? extends Definition> definitions) {
        this.definitions = definitions;
    }

    /// One sentence for each problem of a registry.
    static List<String> problems(Collection<? extends Definition> definitions) {
        DefinitionsCheck check = new DefinitionsCheck(definitions);
        check.namespaces();
        check.duplicates();
        check.closedness();
        return check.problems;
    }

    /// One sentence for each display name that two namespaces share, which a registry that grew
    /// from several may hold but one author's definitions may not.
    static List<String> sharedNames(Collection<? extends Definition> definitions) {
        Set<String> problems = new LinkedHashSet<>();
        Map<String, UUID> uuids = new HashMap<>();
        for (Namespace namespace : namespaces(definitions)) {
            UUID first = uuids.putIfAbsent(namespace.name(), namespace.uuid());
            if (first != null && !first.equals(namespace.uuid())) {
                problems.add(
                        "The namespace '"
                                + namespace.name()
                                + "' is already opened with the uuid {"
                                + first
                                + "}.");
            }
        }
        return List.copyOf(problems);
    }

    private void namespaces() {
        Map<UUID, String> names = new HashMap<>();
        Set<String> reported = new HashSet<>();
        for (Namespace namespace : namespaces(definitions)) {
            String first = names.putIfAbsent(namespace.uuid(), namespace.name());
            if (first != null
                    && !first.equals(namespace.name())
                    && reported.add(namespace.name())) {
                problems.add(
                        "The uuid {"
                                + namespace.uuid()
                                + "} already names the namespace '"
                                + first
                                + "'.");
            }
        }
    }

    private void duplicates() {
        Set<Identity> known = new HashSet<>();
        for (Definition definition : definitions) {
            if (!known.add(Identity.of(definition))) {
                problems.add(
                        definition instanceof Attachment attachment
                                ? "The attachment '"
                                        + attachment.identifier()
                                        + "' is already defined."
                                : "The name '"
                                        + definition.name().name()
                                        + "' is already defined in namespace '"
                                        + definition.name().namespace()
                                        + "'.");
            }
        }
    }

    private void closedness() {
        Set<Definition> known = new HashSet<>(definitions);
        for (Definition definition : definitions) {
            for (Definition reference : References.of(definition)) {
                if (!known.contains(reference)) {
                    problems.add(
                            "The "
                                    + Kind.of(definition).word()
                                    + " '"
                                    + definition
                                    + "' refers to the "
                                    + Kind.of(reference).word()
                                    + " '"
                                    + reference
                                    + "' ("
                                    + reference.runtimeId()
                                    + "), which is not among the definitions.");
                }
            }
        }
    }

    private static List<Namespace> namespaces(Collection<? extends Definition> definitions) {
        return definitions.stream().map(definition -> definition.name().namespace()).toList();
    }
}
