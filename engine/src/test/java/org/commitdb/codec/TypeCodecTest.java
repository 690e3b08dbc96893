package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.state.RichModel;
import org.commitdb.type.Definitions;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.TypeCode;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.junit.jupiter.api.Test;

/// The bounds of types: the greatest that are read, and the least that are refused.
final class TypeCodecTest {

    private static final PrimitiveType BOOL = PrimitiveType.BOOL;

    /// Every way in which a type has another one in it.
    private static final List<UnaryOperator<Type>> CONTAINERS =
            List.of(
                    OptionalType::new,
                    VectorType::new,
                    SetType::new,
                    XArrayType::new,
                    element -> new MapType(element, BOOL),
                    element -> new MapType(BOOL, element),
                    element -> new TupleType(List.of(BOOL, element)),
                    element -> new VariantType(List.of(BOOL, element)));

    private static final Definitions RICH = new RichModel().definitions();

    private static Type read(ByteWriter out) {
        ByteReader in = new ByteReader(out.toByteArray(), "a type");
        Type type = TypeCodec.read(in, RICH);
        assertEquals(0, in.remaining());
        return type;
    }

    private static void refuses(ByteWriter out) {
        CorruptException failure = assertThrows(CorruptException.class, () -> read(out));
        assertEquals("a type", failure.source());
    }

    @Test
    void typesOfTheGreatestDepthAreRead() {
        for (UnaryOperator<Type> container : CONTAINERS) {
            Type type = PrimitiveType.STRING;
            for (int level = 1; level < Type.MAXIMUM_DEPTH; level++) {
                type = container.apply(type);
            }
            Type deepest = type;
            assertThrows(IllegalArgumentException.class, () -> container.apply(deepest));
            ByteWriter out = new ByteWriter();
            TypeCodec.write(out, deepest);
            assertEquals(deepest, read(out));
        }
    }

    @Test
    void typesThatNestTooDeepAreRefusedWithoutReadingOn() {
        byte[][] containers = {
            {TypeCode.OPTIONAL},
            {TypeCode.VECTOR},
            {TypeCode.SET},
            {TypeCode.XARRAY},
            {TypeCode.MAP},
            {TypeCode.MAP, (byte) BOOL.code()},
            {TypeCode.TUPLE, 1},
            {TypeCode.TUPLE, 2, (byte) BOOL.code()},
            {TypeCode.VARIANT, 1}
        };
        for (byte[] container : containers) {
            ByteWriter out = new ByteWriter();
            for (int level = 0; level < 100_000; level++) {
                out.writeBytes(container);
            }
            ByteReader in = new ByteReader(out.toByteArray(), "a type");
            assertThrows(CorruptException.class, () -> TypeCodec.read(in, RICH));
            assertTrue(in.position() <= Type.MAXIMUM_DEPTH * container.length);
        }
    }

    @Test
    void sizesOfVecAndMatAreReadWhole() {
        ByteWriter out = new ByteWriter();
        TypeCodec.write(out, new VecType(PrimitiveType.FLOAT, Type.MAXIMUM_ZERO_SCALARS));
        assertEquals(new VecType(PrimitiveType.FLOAT, Type.MAXIMUM_ZERO_SCALARS), read(out));
        out.clear();
        TypeCodec.write(out, new MatType(PrimitiveType.UINT8, 300, 2));
        assertEquals(new MatType(PrimitiveType.UINT8, 300, 2), read(out));
    }

    @Test
    void sizesBeyondTheLimitAreRefusedHoweverLong() {
        for (long size :
                new long[] {
                    0,
                    Type.MAXIMUM_ZERO_SCALARS + 1,
                    Integer.MAX_VALUE,
                    1L << 31,
                    (1L << 32) + 3,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE + 3,
                    -1
                }) {
            refuses(
                    new ByteWriter()
                            .writeByte(TypeCode.VEC)
                            .writeByte(PrimitiveType.FLOAT.code())
                            .writeVarint(size));
            for (boolean first : new boolean[] {true, false}) {
                refuses(
                        new ByteWriter()
                                .writeByte(TypeCode.MAT)
                                .writeByte(PrimitiveType.FLOAT.code())
                                .writeVarint(first ? size : 3)
                                .writeVarint(first ? 3 : size));
            }
        }
    }

    @Test
    void namesOfAnotherKindAreRefused() {
        byte[][] ids = {
            bytes(TypeCode.STRUCTURE, "Rich::Color"),
            bytes(TypeCode.ENUMERATION, "Rich::Point"),
            bytes(TypeCode.STRUCTURE, "Rich::Thing")
        };
        for (byte[] bytes : ids) {
            refuses(new ByteWriter().writeBytes(bytes));
        }
        byte[] concept = bytes(TypeCode.CONCEPT, "Rich::Thing");
        byte[] club = bytes(TypeCode.CLUB, "Rich::Crew");
        refuses(new ByteWriter().writeBytes(concept));
        read(new ByteWriter().writeByte(TypeCode.KEY).writeBytes(concept));
        read(new ByteWriter().writeByte(TypeCode.KEY).writeBytes(club));
        concept[0] = TypeCode.CLUB;
        club[0] = TypeCode.CONCEPT;
        refuses(new ByteWriter().writeByte(TypeCode.KEY).writeBytes(concept));
        refuses(new ByteWriter().writeByte(TypeCode.KEY).writeBytes(club));
        refuses(new ByteWriter().writeByte(TypeCode.KEY).writeByte(BOOL.code()));
    }

    /// A code, then the runtime id of a definition.
    private static byte[] bytes(int code, String name) {
        ByteWriter out = new ByteWriter().writeByte(code);
        RICH.all().stream()
                .filter(definition -> definition.toString().equals(name))
                .forEach(definition -> TypeCodec.writeId(out, definition.runtimeId()));
        assertEquals(17, out.size(), name);
        return out.toByteArray();
    }

    @Test
    void typesThatBreakARuleAreRefused() {
        refuses(new ByteWriter().writeByte(TypeCode.VECTOR).writeByte(PrimitiveType.VOID.code()));
        refuses(new ByteWriter().writeByte(TypeCode.TUPLE).writeByte(0));
        refuses(
                new ByteWriter()
                        .writeByte(TypeCode.VARIANT)
                        .writeByte(2)
                        .writeByte(BOOL.code())
                        .writeByte(BOOL.code()));
    }
}
