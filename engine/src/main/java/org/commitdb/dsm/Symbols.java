package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.type.Identifiers;
import org.commitdb.type.Namespace;
import org.jspecify.annotations.Nullable;

/// The names of an assembly: namespaces, merged by UUID, and what they declare.
final class Symbols {

    private static final UUID NIL = new UUID(0, 0);

    private final Diagnostics diagnostics;
    private final Map<UUID, Scope> byUuid = new LinkedHashMap<>();
    private final Map<String, Scope> byName = new HashMap<>();
    private final Map<String, List<Scope.Entry>> bySimpleName = new HashMap<>();
    private final List<Scope.Entry> entries = new ArrayList<>();

    Symbols(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// The scope of a block, opened or opened again.
    Scope open(SyntaxTree.NamespaceBlock block) {
        String name = block.name().simple();
        UUID uuid = block.uuid().value();
        if (uuid.equals(NIL)) {
            diagnostics.report(
                    block.uuid().position(), "The uuid of '" + name + "' must not be nil.");
            return byName.computeIfAbsent(name, key -> new Scope(standIn(name)));
        }
        Scope known = byUuid.get(uuid);
        Scope namesake = byName.get(name);
        if (known != null && !known.namespace().name().equals(name)) {
            diagnostics.report(
                    block.name().position(),
                    "The uuid {"
                            + uuid
                            + "} already names the namespace '"
                            + known.namespace().name()
                            + "'.");
            byName.putIfAbsent(name, known);
            return known;
        }
        if (namesake != null && namesake != known) {
            diagnostics.report(
                    block.uuid().position(),
                    "The namespace '"
                            + name
                            + "' is already opened with the uuid {"
                            + namesake.namespace().uuid()
                            + "}.");
            return namesake;
        }
        if (known != null) {
            return known;
        }
        Scope scope = new Scope(new Namespace(uuid, name));
        byUuid.put(uuid, scope);
        byName.put(name, scope);
        return scope;
    }

    /// A namespace in place of one without a UUID, so that checking can go on.
    private static Namespace standIn(String name) {
        return new Namespace(new UUID(-1, -1), name);
    }

    /// The entry of a declaration; null when it was reported.
    Scope.@Nullable Entry declare(Scope scope, SyntaxTree.Named declaration) {
        String name = declaration.name().simple();
        Position position = declaration.name().position();
        if (Identifiers.isBuiltInType(name)) {
            diagnostics.report(position, "The name '" + name + "' is reserved.");
            return null;
        }
        Scope.Entry entry = new Scope.Entry(scope, declaration);
        Scope.Entry first = scope.entries().putIfAbsent(name, entry);
        if (first != null) {
            Position place = first.declaration().name().position();
            diagnostics.report(
                    position,
                    "The name '"
                            + name
                            + "' is already defined in namespace '"
                            + scope.namespace().name()
                            + "' ("
                            + place.source()
                            + ":"
                            + place.line()
                            + ").");
            return null;
        }
        entries.add(entry);
        bySimpleName.computeIfAbsent(name, key -> new ArrayList<>()).add(entry);
        return entry;
    }

    /// Every declared name, in declaration order.
    List<Scope.Entry> entries() {
        return entries;
    }

    /// What `name` may mean where it is used: in a namespace, or outside of all when `scope` is
    /// null. Several entries mean that it is ambiguous.
    List<Scope.Entry> find(SyntaxTree.Name name, @Nullable Scope scope) {
        if (name.isQualified()) {
            Scope other = byName.get(name.namespace());
            return other == null ? List.of() : one(other, name.simple());
        }
        return scope == null
                ? bySimpleName.getOrDefault(name.text(), List.of())
                : one(scope, name.text());
    }

    private static List<Scope.Entry> one(Scope scope, String name) {
        Scope.Entry entry = scope.entries().get(name);
        return entry == null ? List.of() : List.of(entry);
    }
}
