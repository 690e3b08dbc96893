package org.commitdb.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.TypeCode;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;

/// Writes a type so that it can be read back with the registry at hand.
///
/// **Shape**: the code byte of [TypeCode] or [PrimitiveType#code], then the operands: types in the
/// same form (the element of vec and mat is one code byte), counts and sizes as varints, named
/// definitions as the 16 bytes of their runtime id. **Threads**: any.
public final class TypeCodec {

    private TypeCodec() {}

    /// Writes `type`. **Cost**: O(size of the type's text).
    public static void write(ByteWriter out, Type type) {
        switch (type) {
            case PrimitiveType primitive -> out.writeByte(primitive.code());
            case AnyType any -> out.writeByte(TypeCode.ANY);
            case VecType vec ->
                    out.writeByte(TypeCode.VEC)
                            .writeByte(vec.element().code())
                            .writeVarint(vec.size());
            case MatType mat ->
                    out.writeByte(TypeCode.MAT)
                            .writeByte(mat.element().code())
                            .writeVarint(mat.columns())
                            .writeVarint(mat.rows());
            case TupleType tuple -> writeAll(out.writeByte(TypeCode.TUPLE), tuple.elements());
            case OptionalType optional ->
                    write(out.writeByte(TypeCode.OPTIONAL), optional.element());
            case VectorType vector -> write(out.writeByte(TypeCode.VECTOR), vector.element());
            case SetType set -> write(out.writeByte(TypeCode.SET), set.element());
            case MapType map -> {
                write(out.writeByte(TypeCode.MAP), map.key());
                write(out, map.element());
            }
            case XArrayType xarray -> write(out.writeByte(TypeCode.XARRAY), xarray.element());
            case VariantType variant ->
                    writeAll(out.writeByte(TypeCode.VARIANT), variant.alternatives());
            case KeyType key -> writeTarget(out.writeByte(TypeCode.KEY), key.target());
            case Enumeration enumeration ->
                    writeId(out.writeByte(TypeCode.ENUMERATION), enumeration.runtimeId());
            case Structure structure ->
                    writeId(out.writeByte(TypeCode.STRUCTURE), structure.runtimeId());
        }
    }

    /// Reads a type whose named definitions are all in `definitions`.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the bytes are not a type, nest deeper
    /// than [Type#MAXIMUM_DEPTH], break a rule of a type, or name a definition that is not known.
    public static Type read(ByteReader in, Definitions definitions) {
        return read(in, definitions::find);
    }

    /// Reads a type whose named definitions are all found by `known`.
    static Type read(ByteReader in, Function<RuntimeId, Optional<Definition>> known) {
        return new Decoder(in, known).type(0);
    }

    /// Writes what keys point at: a code byte, then the runtime id of a concept or a club.
    static void writeTarget(ByteWriter out, KeyTarget target) {
        switch (target) {
            case Concept concept -> writeId(out.writeByte(TypeCode.CONCEPT), concept.runtimeId());
            case Club club -> writeId(out.writeByte(TypeCode.CLUB), club.runtimeId());
            case AnyConcept any -> out.writeByte(TypeCode.ANY_CONCEPT);
        }
    }

    /// Reads what [#writeTarget] wrote.
    static KeyTarget readTarget(ByteReader in, Function<RuntimeId, Optional<Definition>> known) {
        return new Decoder(in, known).target();
    }

    /// Writes the 16 bytes of `id`.
    static void writeId(ByteWriter out, RuntimeId id) {
        writeUuid(out, id.uuid());
    }

    /// Reads 16 bytes as an id.
    static RuntimeId readId(ByteReader in) {
        return new RuntimeId(readUuid(in));
    }

    /// Writes the 16 bytes of `uuid`, most significant first.
    static void writeUuid(ByteWriter out, UUID uuid) {
        out.writeLongBigEndian(uuid.getMostSignificantBits())
                .writeLongBigEndian(uuid.getLeastSignificantBits());
    }

    /// Reads what [#writeUuid] wrote.
    static UUID readUuid(ByteReader in) {
        long high = Long.reverseBytes(in.readLong());
        return new UUID(high, Long.reverseBytes(in.readLong()));
    }

    private static void writeAll(ByteWriter out, List<Type> types) {
        out.writeVarint(types.size());
        types.forEach(type -> write(out, type));
    }

    private record Decoder(ByteReader in, Function<RuntimeId, Optional<Definition>> known) {

        Type type(int depth) {
            if (depth >= Type.MAXIMUM_DEPTH) {
                throw in.corrupt("at most " + Type.MAXIMUM_DEPTH + " nested types", "more");
            }
            int code = in.readByte();
            return switch (code) {
                case TypeCode.ANY -> AnyType.ANY;
                case TypeCode.VEC -> {
                    PrimitiveType element = primitive(in.readByte());
                    int size = size();
                    yield checked(() -> new VecType(element, size));
                }
                case TypeCode.MAT -> {
                    PrimitiveType element = primitive(in.readByte());
                    int columns = size();
                    int rows = size();
                    yield checked(() -> new MatType(element, columns, rows));
                }
                case TypeCode.TUPLE -> {
                    List<Type> elements = types(depth);
                    yield checked(() -> new TupleType(elements));
                }
                case TypeCode.OPTIONAL -> {
                    Type element = type(depth + 1);
                    yield checked(() -> new OptionalType(element));
                }
                case TypeCode.VECTOR -> {
                    Type element = type(depth + 1);
                    yield checked(() -> new VectorType(element));
                }
                case TypeCode.SET -> {
                    Type element = type(depth + 1);
                    yield checked(() -> new SetType(element));
                }
                case TypeCode.MAP -> {
                    Type key = type(depth + 1);
                    Type element = type(depth + 1);
                    yield checked(() -> new MapType(key, element));
                }
                case TypeCode.XARRAY -> {
                    Type element = type(depth + 1);
                    yield checked(() -> new XArrayType(element));
                }
                case TypeCode.VARIANT -> {
                    List<Type> alternatives = types(depth);
                    yield checked(() -> new VariantType(alternatives));
                }
                case TypeCode.KEY -> new KeyType(target());
                case TypeCode.ENUMERATION -> named(Enumeration.class, "enumeration");
                case TypeCode.STRUCTURE -> named(Structure.class, "structure");
                default -> primitive(code);
            };
        }

        KeyTarget target() {
            int code = in.readByte();
            return switch (code) {
                case TypeCode.CONCEPT -> named(Concept.class, "concept");
                case TypeCode.CLUB -> named(Club.class, "club");
                case TypeCode.ANY_CONCEPT -> AnyConcept.ANY_CONCEPT;
                default -> throw in.corrupt("a concept, a club or any_concept", "code " + code);
            };
        }

        private List<Type> types(int depth) {
            int count = in.readCount(1);
            List<Type> types = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                types.add(type(depth + 1));
            }
            return types;
        }

        private int size() {
            long size = in.readVarint();
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw in.corrupt("a size", Long.toUnsignedString(size));
            }
            return (int) size;
        }

        private PrimitiveType primitive(int code) {
            return PrimitiveType.of(code).orElseThrow(() -> in.corrupt("a type", "code " + code));
        }

        private <T extends Definition> T named(Class<T> kind, String kindName) {
            RuntimeId id = readId(in);
            return known.apply(id)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .orElseThrow(() -> in.corrupt("a known " + kindName, id.toString()));
        }

        private Type checked(Supplier<Type> construction) {
            try {
                return construction.get();
            } catch (IllegalArgumentException e) {
                throw in.corrupt("a valid type", String.valueOf(e.getMessage()));
            }
        }
    }
}
