package org.commitdb.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.error.CorruptException;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Enumeration;
import org.commitdb.type.EnumerationCase;
import org.commitdb.type.Field;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.Literal;
import org.commitdb.type.Namespace;
import org.commitdb.type.QualifiedName;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.type.TypeCode;
import org.jspecify.annotations.Nullable;

/// Reads the definitions of one encoded registry, see [DefinitionsCodec] for the shape. A
/// definition can only refer to those before it, so no cycle can be spelled.
final class DefinitionsDecoder {

    private static final int SMALLEST_NAMESPACE_BYTES = 18;
    private static final int SMALLEST_DEFINITION_BYTES = 22;
    private static final int ID_BYTES = 16;

    private final ByteReader in;
    private final Map<RuntimeId, Definition> known = new HashMap<>();

    DefinitionsDecoder(ByteReader in) {
        this.in = in;
    }

    /// The definitions in declaration order.
    List<Definition> decode() {
        int form = in.readByte();
        if (form != DefinitionsCodec.FORM) {
            throw in.corrupt("form " + DefinitionsCodec.FORM, "form " + form);
        }
        try {
            List<Namespace> namespaces = readNamespaces();
            return readDefinitions(namespaces);
        } catch (IllegalArgumentException e) {
            throw new CorruptException(
                    in.source()
                            + ": before offset "
                            + in.position()
                            + " expected a sound definition: "
                            + e.getMessage(),
                    in.source(),
                    in.position(),
                    "a sound definition",
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    private List<Namespace> readNamespaces() {
        int count = in.readCount(SMALLEST_NAMESPACE_BYTES);
        List<Namespace> namespaces = DefinitionsCodec.listOf(count);
        for (int i = 0; i < count; i++) {
            UUID uuid = TypeCodec.readUuid(in);
            namespaces.add(new Namespace(uuid, in.readString()));
        }
        return namespaces;
    }

    private List<Definition> readDefinitions(List<Namespace> namespaces) {
        int count = in.readCount(SMALLEST_DEFINITION_BYTES);
        @Nullable Definition[] placed = new Definition[count];
        for (int i = 0; i < count; i++) {
            int place = readIndex(count);
            if (placed[place] != null) {
                throw in.corrupt("a free place", "place " + place + " again");
            }
            Definition definition = readDefinition(namespaces);
            placed[place] = definition;
            known.put(definition.runtimeId(), definition);
        }
        return Arrays.stream(placed).map(Objects::requireNonNull).toList();
    }

    private Definition readDefinition(List<Namespace> namespaces) {
        int kind = in.readByte();
        Namespace namespace = namespaces.get(readIndex(namespaces.size()));
        QualifiedName name = new QualifiedName(namespace, in.readString());
        String documentation = in.readString();
        RuntimeId id = TypeCodec.readId(in);
        Definition definition =
                switch (kind) {
                    case TypeCode.CONCEPT -> new Concept(name, readParent(), documentation);
                    case TypeCode.CLUB -> new Club(name, readMembers(), documentation);
                    case TypeCode.ENUMERATION -> new Enumeration(name, readCases(), documentation);
                    case TypeCode.STRUCTURE -> new Structure(name, readFields(), documentation);
                    case DefinitionsCodec.ATTACHMENT -> {
                        KeyTarget target = TypeCodec.readTarget(in, this::find);
                        yield new Attachment(
                                name, target, TypeCodec.read(in, this::find), documentation);
                    }
                    default -> throw in.corrupt("a kind of definition", "code " + kind);
                };
        if (!definition.runtimeId().equals(id)) {
            throw in.corrupt(
                    "runtime id " + definition.runtimeId() + " for " + definition, id.toString());
        }
        return definition;
    }

    private @Nullable Concept readParent() {
        int present = in.readByte();
        if (present > 1) {
            throw in.corrupt("0 or 1", String.valueOf(present));
        }
        return present == 0 ? null : readConcept();
    }

    private List<Concept> readMembers() {
        int count = in.readCount(ID_BYTES);
        List<Concept> members = DefinitionsCodec.listOf(count);
        for (int i = 0; i < count; i++) {
            members.add(readConcept());
        }
        return members;
    }

    private Concept readConcept() {
        RuntimeId id = TypeCodec.readId(in);
        if (known.get(id) instanceof Concept concept) {
            return concept;
        }
        throw in.corrupt("a concept defined before", id.toString());
    }

    private List<EnumerationCase> readCases() {
        int count = in.readCount(2);
        List<EnumerationCase> cases = DefinitionsCodec.listOf(count);
        for (int i = 0; i < count; i++) {
            String name = in.readString();
            cases.add(new EnumerationCase(name, in.readString()));
        }
        return cases;
    }

    private List<Field> readFields() {
        int count = in.readCount(4);
        List<Field> fields = DefinitionsCodec.listOf(count);
        for (int i = 0; i < count; i++) {
            String name = in.readString();
            String documentation = in.readString();
            Type type = TypeCodec.read(in, this::find);
            Literal defaultValue = LiteralCodec.read(in);
            fields.add(new Field(name, type, defaultValue, documentation));
        }
        return fields;
    }

    private int readIndex(int count) {
        long index = in.readVarint();
        if (index < 0 || index >= count) {
            throw in.corrupt("an index below " + count, Long.toUnsignedString(index));
        }
        return (int) index;
    }

    private Optional<Definition> find(RuntimeId id) {
        return Optional.ofNullable(known.get(id));
    }
}
