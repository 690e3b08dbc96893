package org.commitdb.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.DefinitionsException;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Namespace;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.Structure;
import org.commitdb.type.TypeCode;

/// Writes a registry with everything in it, docstrings, defaults and memberships included.
///
/// **Shape**: one byte 1; a varint count of namespaces, each 16 bytes of UUID and its name; a
/// varint count of definitions, each after those that it refers to, and each:
///
/// | part | form |
/// |---|---|
/// | place in declaration order | varint |
/// | kind | one byte: a code of [TypeCode]; 21 (hex) for an attachment |
/// | namespace | varint index |
/// | name, docstring | strings |
/// | runtime id | 16 bytes, computed again and compared on decoding |
/// | content of a concept | one byte 0, or one byte 1 and the parent's id |
/// | content of a club | varint count, the members' ids |
/// | content of an enumeration | varint count, each case its name and docstring |
/// | content of a structure | varint count, each field its name, docstring, type and default ([LiteralCodec]) |
/// | content of an attachment | what keys point at, document type |
///
/// Types are as in [TypeCodec]; strings are a varint count of UTF-8 bytes, then the bytes.
/// **Threads**: any.
public final class DefinitionsCodec {

    static final int FORM = 1;
    static final int ATTACHMENT = 0x21;

    private DefinitionsCodec() {}

    /// The one encoding of `definitions`. **Cost**: O(bytes).
    public static byte[] encode(Definitions definitions) {
        ByteWriter out = new ByteWriter();
        out.writeByte(FORM);
        List<Namespace> namespaces = definitions.namespaces();
        Map<Namespace, Integer> indexes = new HashMap<>();
        out.writeVarint(namespaces.size());
        for (Namespace namespace : namespaces) {
            indexes.put(namespace, indexes.size());
            TypeCodec.writeUuid(out, namespace.uuid());
            out.writeString(namespace.name());
        }
        Map<RuntimeId, Integer> places = places(definitions.all());
        List<Definition> ordered = definitions.inDependencyOrder();
        out.writeVarint(ordered.size());
        for (Definition definition : ordered) {
            out.writeVarint(places.getOrDefault(definition.runtimeId(), 0));
            out.writeByte(code(definition));
            out.writeVarint(indexes.getOrDefault(definition.name().namespace(), 0));
            out.writeString(definition.name().name());
            out.writeString(definition.documentation());
            TypeCodec.writeId(out, definition.runtimeId());
            writeContent(out, definition);
        }
        return out.toByteArray();
    }

    /// Reads what [#encode] wrote.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the bytes are not exactly the
    /// encoding of a sound registry.
    public static Definitions decode(byte[] bytes) {
        return decode(bytes, "definitions");
    }

    /// Reads what [#encode] wrote; `source` names the bytes in messages.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the bytes are not exactly the
    /// encoding of a sound registry.
    public static Definitions decode(byte[] bytes, String source) {
        ByteReader in = new ByteReader(bytes, source);
        List<Definition> decoded = new DefinitionsDecoder(in).decode();
        in.expectEnd();
        Definitions definitions = registry(in, decoded);
        if (!Arrays.equals(encode(definitions), bytes)) {
            throw in.corrupt("the canonical encoding of the definitions", "another one");
        }
        return definitions;
    }

    private static Definitions registry(ByteReader in, List<Definition> decoded) {
        try {
            return Definitions.of(decoded);
        } catch (DefinitionsException e) {
            throw in.corrupt("sound definitions", String.valueOf(e.getMessage()));
        }
    }

    private static Map<RuntimeId, Integer> places(Collection<Definition> definitions) {
        Map<RuntimeId, Integer> places = new HashMap<>();
        definitions.forEach(definition -> places.put(definition.runtimeId(), places.size()));
        return places;
    }

    private static int code(Definition definition) {
        return switch (definition) {
            case Concept concept -> TypeCode.CONCEPT;
            case Club club -> TypeCode.CLUB;
            case Enumeration enumeration -> TypeCode.ENUMERATION;
            case Structure structure -> TypeCode.STRUCTURE;
            case Attachment attachment -> ATTACHMENT;
        };
    }

    private static void writeContent(ByteWriter out, Definition definition) {
        switch (definition) {
            case Concept concept -> {
                Concept parent = concept.parent();
                out.writeByte(parent == null ? 0 : 1);
                if (parent != null) {
                    TypeCodec.writeId(out, parent.runtimeId());
                }
            }
            case Club club -> {
                out.writeVarint(club.members().size());
                club.members().forEach(member -> TypeCodec.writeId(out, member.runtimeId()));
            }
            case Enumeration enumeration -> {
                out.writeVarint(enumeration.cases().size());
                enumeration
                        .cases()
                        .forEach(each ->
                                out.writeString(each.name()).writeString(each.documentation()));
            }
            case Structure structure -> {
                out.writeVarint(structure.fields().size());
                structure
                        .fields()
                        .forEach(field -> {
                            out.writeString(field.name()).writeString(field.documentation());
                            TypeCodec.write(out, field.type());
                            LiteralCodec.write(out, field.defaultValue());
                        });
            }
            case Attachment attachment -> {
                TypeCodec.writeTarget(out, attachment.keyTarget());
                TypeCodec.write(out, attachment.documentType());
            }
        }
    }

    /// A list with room for `count` things that are still to come, without allocating by an
    /// unchecked count.
    static <T> List<T> listOf(int count) {
        return new ArrayList<>(Math.min(count, 1 << 10));
    }
}
