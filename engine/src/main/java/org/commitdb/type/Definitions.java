package org.commitdb.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commitdb.error.UnknownIdException;

/// The registry of a database: concepts, clubs, enumerations, structures and attachments, in declaration order.
///
/// **Invariants**: immutable and closed: whatever a definition refers to is in it. **Threads**: any.
/// **Cost**: look-ups by runtime id or identifier are O(1).
public final class Definitions {

    /// A registry without definitions.
    public static final Definitions EMPTY = new Definitions(List.of());

    private final Map<RuntimeId, Definition> byId;
    private final Map<String, List<Attachment>> attachmentsByIdentifier;

    private Definitions(Collection<? extends Definition> definitions) {
        Map<RuntimeId, Definition> byId = new LinkedHashMap<>();
        Map<String, List<Attachment>> byIdentifier = new LinkedHashMap<>();
        for (Definition definition : definitions) {
            byId.put(definition.runtimeId(), definition);
            if (definition instanceof Attachment attachment) {
                byIdentifier.computeIfAbsent(attachment.identifier(), key -> new ArrayList<>()).add(attachment);
            }
        }
        this.byId = Collections.unmodifiableMap(byId);
        this.attachmentsByIdentifier = Collections.unmodifiableMap(byIdentifier);
    }

    /// A registry of these definitions, in this order.
    public static Definitions of(Collection<? extends Definition> definitions) {
        return new Definitions(definitions);
    }

    /// Every definition, in declaration order.
    public Collection<Definition> all() {
        return byId.values();
    }

    /// The concepts, in declaration order.
    public List<Concept> concepts() {
        return only(Concept.class);
    }

    /// The clubs, in declaration order.
    public List<Club> clubs() {
        return only(Club.class);
    }

    /// The enumerations, in declaration order.
    public List<Enumeration> enumerations() {
        return only(Enumeration.class);
    }

    /// The structures, in declaration order.
    public List<Structure> structures() {
        return only(Structure.class);
    }

    /// The attachments, in declaration order.
    public List<Attachment> attachments() {
        return only(Attachment.class);
    }

    /// The definition with this runtime id.
    public Optional<Definition> find(RuntimeId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The concept with this runtime id.
    public Optional<Concept> concept(RuntimeId id) {
        return byId.get(id) instanceof Concept concept ? Optional.of(concept) : Optional.empty();
    }

    /// The attachment with this runtime id.
    public Optional<Attachment> attachment(RuntimeId id) {
        return byId.get(id) instanceof Attachment attachment ? Optional.of(attachment) : Optional.empty();
    }

    /// The attachment that `identifier` names, see [Attachment#identifier]; a runtime id in text is an identifier too.
    ///
    /// **Errors**: [UnknownIdException] when none or several are named so; the message lists what there is.
    public Attachment attachment(String identifier) {
        List<Attachment> found = attachmentsByIdentifier.getOrDefault(identifier, List.of());
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new UnknownIdException("no attachment " + identifier, "attachment", identifier);
    }

    /// Whether a key that points at `concept` may stand where `target` is asked for. The null concept always may.
    public boolean conforms(KeyTarget target, RuntimeId conceptId) {
        if (conceptId.isNone()) {
            return true;
        }
        Optional<Concept> concept = concept(conceptId);
        return concept.isPresent()
                && switch (target) {
                    case Concept base -> concept.get().isA(base);
                    case Club club ->
                            byId.get(club.runtimeId()) instanceof Club known && known.accepts(concept.get());
                    case AnyConcept any -> true;
                };
    }

    private <T extends Definition> List<T> only(Class<T> kind) {
        return byId.values().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
