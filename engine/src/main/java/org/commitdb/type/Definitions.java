package org.commitdb.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.error.DefinitionsException;

/// The registry of a database: concepts, clubs, enumerations, structures and attachments, in
/// declaration order.
///
/// Two namespaces may go by one display name where registries that grew apart were united; look-ups
/// by name then ask for the runtime id.
///
/// **Invariants**: immutable and closed: whatever a definition refers to is in it, as the same
/// object; each entry (namespace UUID and name, and for an attachment what its keys point at) is
/// there once; a namespace UUID has one display name. **Threads**: any. **Cost**: look-ups by
/// runtime id or name are O(1).
public final class Definitions {

    /// A registry without definitions.
    public static final Definitions EMPTY = new Definitions(List.of());

    private final Map<RuntimeId, Definition> byId;
    private final Names<Attachment> attachmentNames = new Names<>("attachment");
    private final Names<Concept> conceptNames = new Names<>("concept");
    private final Names<Definition> definitionNames = new Names<>("definition");

    private Definitions(Collection<? extends Definition> definitions) {
        Map<RuntimeId, Definition> byId = new LinkedHashMap<>();
        for (Definition definition : definitions) {
            byId.put(definition.runtimeId(), definition);
            index(definition);
        }
        this.byId = Collections.unmodifiableMap(byId);
    }

    private void index(Definition definition) {
        String id = definition.runtimeId().toString();
        definitionNames.addAlias(id, definition);
        switch (definition) {
            case Attachment attachment -> {
                attachmentNames.add(attachment.identifier(), attachment);
                attachmentNames.addAlias(id, attachment);
                String unprefixed = attachment.keyTarget() + "." + attachment.name().name();
                attachmentNames.addAlias(unprefixed, attachment);
                attachmentNames.addAlias(
                        attachment.name().namespace() + "::" + unprefixed, attachment);
                definitionNames.add(attachment.identifier(), attachment);
            }
            case Concept concept -> {
                conceptNames.add(concept.toString(), concept);
                conceptNames.addAlias(id, concept);
                definitionNames.add(concept.toString(), concept);
            }
            case Club club -> definitionNames.add(club.toString(), club);
            case Enumeration enumeration ->
                    definitionNames.add(enumeration.toString(), enumeration);
            case Structure structure -> definitionNames.add(structure.toString(), structure);
        }
    }

    /// A registry of these definitions, in this order. References to equal definitions (a club with
    /// other members, say) are replaced by references to the definitions given here.
    ///
    /// **Errors**: [DefinitionsException] with every problem: two definitions of one entry, a
    /// namespace UUID with two names, a reference to a definition that is not given.
    public static Definitions of(Collection<? extends Definition> definitions) {
        List<String> problems = DefinitionsCheck.problems(definitions);
        if (!problems.isEmpty()) {
            throw new DefinitionsException(problems);
        }
        return rebound(definitions);
    }

    /// A registry of definitions that are known to be sound and closed.
    static Definitions rebound(Collection<? extends Definition> definitions) {
        return new Definitions(Rebinding.of(definitions));
    }

    /// Starts a registry that is written in code.
    public static DefinitionsBuilder builder() {
        return new DefinitionsBuilder();
    }

    /// This registry and what `source` has besides. Definitions are sealed: an entry that both have
    /// must have the same content, and then stays as it is here; a club gets the members of both.
    ///
    /// **Errors**: [DefinitionsException] with every conflict, each before those that follow from
    /// it; this registry is unharmed, as it is immutable.
    public DefinitionsExtension extend(Definitions source) {
        return DefinitionsExtension.of(this, source);
    }

    /// Every definition, in declaration order.
    public Collection<Definition> all() {
        return byId.values();
    }

    /// Every definition after those that it refers to, otherwise in declaration order. **Cost**:
    /// O(definitions and references).
    public List<Definition> inDependencyOrder() {
        return DependencyOrder.of(all());
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

    /// The namespaces, in the order of their first definition.
    public List<Namespace> namespaces() {
        return all().stream().map(definition -> definition.name().namespace()).distinct().toList();
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
        return byId.get(id) instanceof Attachment attachment
                ? Optional.of(attachment)
                : Optional.empty();
    }

    /// The attachment that `identifier` names: in the form of [Attachment#identifier], led by the
    /// declaring namespace or not, or a runtime id in text.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when none or several are named so; the
    /// message names candidates.
    public Attachment attachment(String identifier) {
        return attachmentNames.get(identifier);
    }

    /// The concept that `name` names: `Tuto::User`, or a runtime id in text.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when none or several are named so; the
    /// message names candidates.
    public Concept concept(String name) {
        return conceptNames.get(name);
    }

    /// The definition that `name` names: `Tuto::Login`, an attachment's identifier, or a runtime id
    /// in text.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when none or several are named so; the
    /// message names candidates.
    public Definition definition(String name) {
        return definitionNames.get(name);
    }

    /// Whether every named type in `type` is in this registry.
    public boolean covers(Type type) {
        return References.of(type).stream()
                .allMatch(reference -> reference.equals(byId.get(reference.runtimeId())));
    }

    /// Whether a key that points at `concept` may stand where `target` is asked for. The null
    /// concept always may.
    public boolean conforms(KeyTarget target, RuntimeId conceptId) {
        if (conceptId.isNone()) {
            return true;
        }
        Optional<Concept> concept = concept(conceptId);
        return concept.isPresent()
                && switch (target) {
                    case Concept base -> concept.get().isA(base);
                    case Club club ->
                            byId.get(club.runtimeId()) instanceof Club known
                                    && known.accepts(concept.get());
                    case AnyConcept any -> true;
                };
    }

    /// 40 hex digits that are equal for registries of the same content: SHA-1 over the sorted
    /// runtime ids. Documentation, club members, order and display names do not count. **Cost**:
    /// O(definitions × log).
    public String digest() {
        ByteWriter out = new ByteWriter();
        byId.keySet().stream().sorted().forEach(id -> RuntimeIds.writeUuid(out, id.uuid()));
        return HexFormat.of().formatHex(Hashes.sha1(out.toByteArray()));
    }

    @Override
    public String toString() {
        return new ArrayList<>(all()).toString();
    }

    private <T extends Definition> List<T> only(Class<T> kind) {
        return byId.values().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
