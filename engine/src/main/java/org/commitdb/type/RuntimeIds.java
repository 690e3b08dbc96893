package org.commitdb.type;

import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.bytes.Utf8;

/// Computes runtime ids: MD5 over the namespace UUID, the name and the content, used raw as a UUID.
///
/// **Shape** of what is hashed: `head(d)` is the 16 bytes of the namespace UUID, then `str(name)`;
/// `str(s)` is the 8-byte little-endian count of UTF-8 bytes, then the bytes.
///
/// | definition | content |
/// |---|---|
/// | concept | head, the parent's id if there is a parent |
/// | club | head |
/// | enumeration | head, `str` of each case |
/// | structure | head, for each field `str(name)`, the type, the default if there is one that is not the type's zero |
/// | attachment | head, the key target, the document type |
///
/// **Source**: reproduces the ids that published DSM models carry.
final class RuntimeIds {

    private RuntimeIds() {}

    static RuntimeId of(Concept concept) {
        ByteWriter out = head(concept.name());
        Concept parent = concept.parent();
        if (parent != null) {
            writeId(out, parent.runtimeId());
        }
        return hash(out);
    }

    static RuntimeId of(Club club) {
        return hash(head(club.name()));
    }

    static RuntimeId of(Enumeration enumeration) {
        ByteWriter out = head(enumeration.name());
        enumeration.cases().forEach(each -> writeText(out, each.name()));
        return hash(out);
    }

    static RuntimeId of(Structure structure) {
        ByteWriter out = head(structure.name());
        for (Field field : structure.fields()) {
            writeText(out, field.name());
            writeType(out, field.type());
            DefaultEncoding.writeUnlessZero(out, field.type(), field.defaultValue());
        }
        return hash(out);
    }

    static RuntimeId of(Attachment attachment) {
        ByteWriter out = head(attachment.name());
        writeTarget(out, attachment.keyTarget());
        writeType(out, attachment.documentType());
        return hash(out);
    }

    /// The id of a type that every registry has, for the type text inside `any` and `variant`: a
    /// concept's formula in the nil namespace.
    static RuntimeId ofBuiltIn(String name) {
        return hash(head(new UUID(0, 0), name));
    }

    static void writeText(ByteWriter out, String text) {
        byte[] utf8 = Utf8.encode(text);
        out.writeLong(utf8.length).writeBytes(utf8);
    }

    private static ByteWriter head(QualifiedName name) {
        return head(name.namespace().uuid(), name.name());
    }

    private static ByteWriter head(UUID namespace, String name) {
        ByteWriter out = new ByteWriter();
        writeUuid(out, namespace);
        writeText(out, name);
        return out;
    }

    private static RuntimeId hash(ByteWriter out) {
        byte[] digest = Hashes.md5(out.toByteArray());
        ByteReader in = new ByteReader(digest, "MD5");
        return new RuntimeId(
                new UUID(Long.reverseBytes(in.readLong()), Long.reverseBytes(in.readLong())));
    }

    static void writeUuid(ByteWriter out, UUID uuid) {
        out.writeLongBigEndian(uuid.getMostSignificantBits())
                .writeLongBigEndian(uuid.getLeastSignificantBits());
    }

    private static void writeId(ByteWriter out, RuntimeId id) {
        writeUuid(out, id.uuid());
    }

    private static void writeType(ByteWriter out, Type type) {
        switch (type) {
            case PrimitiveType primitive -> out.writeByte(primitive.code());
            case AnyType any -> out.writeByte(TypeCode.ANY);
            case VecType vec ->
                    out.writeByte(TypeCode.VEC)
                            .writeByte(vec.element().code())
                            .writeLong(vec.size());
            case MatType mat ->
                    out.writeByte(TypeCode.MAT)
                            .writeByte(mat.element().code())
                            .writeLong(mat.columns())
                            .writeLong(mat.rows());
            case TupleType tuple -> {
                out.writeByte(TypeCode.TUPLE).writeLong(tuple.elements().size());
                tuple.elements().forEach(element -> writeType(out, element));
            }
            case OptionalType optional ->
                    writeType(out.writeByte(TypeCode.OPTIONAL), optional.element());
            case VectorType vector -> writeType(out.writeByte(TypeCode.VECTOR), vector.element());
            case SetType set -> writeType(out.writeByte(TypeCode.SET), set.element());
            case MapType map -> {
                writeType(out.writeByte(TypeCode.MAP), map.key());
                writeType(out, map.element());
            }
            case XArrayType xarray -> writeType(out.writeByte(TypeCode.XARRAY), xarray.element());
            case VariantType variant -> {
                out.writeByte(TypeCode.VARIANT).writeLong(variant.alternatives().size());
                variant.alternatives().forEach(alternative -> writeType(out, alternative));
            }
            case KeyType key -> writeTarget(out.writeByte(TypeCode.KEY), key.target());
            case Enumeration enumeration ->
                    writeId(out.writeByte(TypeCode.ENUMERATION), enumeration.runtimeId());
            case Structure structure ->
                    writeId(out.writeByte(TypeCode.STRUCTURE), structure.runtimeId());
        }
    }

    private static void writeTarget(ByteWriter out, KeyTarget target) {
        switch (target) {
            case Concept concept -> writeId(out.writeByte(TypeCode.CONCEPT), concept.runtimeId());
            case Club club -> writeId(out.writeByte(TypeCode.CLUB), club.runtimeId());
            case AnyConcept any -> out.writeByte(TypeCode.ANY_CONCEPT);
        }
    }
}
