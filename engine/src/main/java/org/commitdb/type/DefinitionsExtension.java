package org.commitdb.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.error.DefinitionsException;

/// The outcome of [Definitions#extend]: the united registry, and what it has that the target had
/// not.
///
/// @param definitions the target's definitions in their order, then the added ones in the order of
///   the source
/// @param added the definitions that are new, in that order
/// @param grownClubs the clubs that the target had and that now have more members
public record DefinitionsExtension(
        Definitions definitions, List<Definition> added, List<Club> grownClubs) {

    /// Copies the lists.
    public DefinitionsExtension {
        added = List.copyOf(added);
        grownClubs = List.copyOf(grownClubs);
    }

    /// Whether the target had everything already.
    public boolean isEmpty() {
        return added.isEmpty() && grownClubs.isEmpty();
    }

    /// The concepts that are new.
    public List<Concept> addedConcepts() {
        return only(Concept.class);
    }

    /// The clubs that are new.
    public List<Club> addedClubs() {
        return only(Club.class);
    }

    /// The enumerations that are new.
    public List<Enumeration> addedEnumerations() {
        return only(Enumeration.class);
    }

    /// The structures that are new.
    public List<Structure> addedStructures() {
        return only(Structure.class);
    }

    /// The attachments that are new.
    public List<Attachment> addedAttachments() {
        return only(Attachment.class);
    }

    static DefinitionsExtension of(Definitions target, Definitions source) {
        Map<Identity, Definition> united = new LinkedHashMap<>();
        target.all().forEach(definition -> united.put(Identity.of(definition), definition));
        refuseConflicts(united, source);
        List<Definition> added = new ArrayList<>();
        List<Definition> grown = new ArrayList<>();
        for (Definition definition : source.all()) {
            Definition present = united.putIfAbsent(Identity.of(definition), definition);
            if (present == null) {
                added.add(definition);
            } else if (present instanceof Club mine
                    && definition instanceof Club theirs
                    && !mine.members().containsAll(theirs.members())) {
                Club club = union(mine, theirs);
                united.put(Identity.of(club), club);
                grown.add(club);
            }
        }
        if (added.isEmpty() && grown.isEmpty()) {
            return new DefinitionsExtension(target, List.of(), List.of());
        }
        Definitions definitions = Definitions.rebound(united.values());
        Map<Definition, Definition> own = new HashMap<>();
        definitions.all().forEach(definition -> own.put(definition, definition));
        return new DefinitionsExtension(
                definitions,
                added.stream().map(own::get).toList(),
                grown.stream().map(own::get).map(Club.class::cast).toList());
    }

    private static void refuseConflicts(Map<Identity, Definition> target, Definitions source) {
        List<String> conflicts = new ArrayList<>();
        for (Definition definition : source.inDependencyOrder()) {
            Definition present = target.get(Identity.of(definition));
            if (present != null && !present.equals(definition)) {
                conflicts.add(conflict(present, definition));
            }
        }
        if (!conflicts.isEmpty()) {
            throw new DefinitionsException(conflicts);
        }
    }

    private static String conflict(Definition present, Definition definition) {
        Kind kind = Kind.of(definition);
        String how =
                Kind.of(present) == kind
                        ? "with another content"
                        : "as a " + Kind.of(present).word();
        return "The "
                + kind.word()
                + " '"
                + definition
                + "' is already defined "
                + how
                + " (sealed): "
                + present.runtimeId()
                + " / "
                + definition.runtimeId()
                + ".";
    }

    private static Club union(Club mine, Club theirs) {
        List<Concept> members = new ArrayList<>(mine.members());
        theirs.members().stream()
                .filter(member -> !mine.members().contains(member))
                .forEach(members::add);
        return new Club(mine.name(), members, mine.documentation());
    }

    private <T extends Definition> List<T> only(Class<T> kind) {
        return added.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
