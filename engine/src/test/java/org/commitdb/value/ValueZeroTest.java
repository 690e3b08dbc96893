package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.commitdb.type.AnyType;
import org.commitdb.type.Literal;
import org.commitdb.type.LiteralDomain;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.junit.jupiter.api.Test;

final class ValueZeroTest {

    private static void assertZero(String text, Type type) {
        assertEquals(text, Value.zero(type).toString());
    }

    @Test
    void eachTypeHasItsZero() {
        assertZero("false", PrimitiveType.BOOL);
        assertZero("0", PrimitiveType.UINT64);
        assertZero("0.0", PrimitiveType.FLOAT);
        assertZero("''", PrimitiveType.STRING);
        assertZero("00000000-0000-0000-0000-000000000000", PrimitiveType.UUID);
        assertZero("blob(0)", PrimitiveType.BLOB);
        assertZero("0".repeat(64), PrimitiveType.COMMIT_ID);
        assertZero(".red", SampleTypes.COLOUR);
        assertZero("(0, 0)", new VecType(PrimitiveType.INT8, 2));
        assertZero("[(0.0, 0.0), (0.0, 0.0)]", new MatType(PrimitiveType.DOUBLE, 2, 2));
        assertZero("(0, '')", new TupleType(List.of(PrimitiveType.INT8, PrimitiveType.STRING)));
        assertZero("nil", new OptionalType(PrimitiveType.INT8));
        assertZero("nil", AnyType.ANY);
        assertZero("[]", new VectorType(PrimitiveType.INT8));
        assertZero("{}", new SetType(PrimitiveType.INT8));
        assertZero("{}", new MapType(PrimitiveType.INT8, PrimitiveType.INT8));
        assertZero("[]", new XArrayType(PrimitiveType.INT8));
        assertZero("''", new VariantType(List.of(PrimitiveType.STRING, PrimitiveType.INT8)));
        assertThrows(IllegalArgumentException.class, () -> Value.zero(PrimitiveType.VOID));
    }

    @Test
    void structureStartsWithTheDefaultsOfItsFields() {
        assertZero("{x=0.0, y=1.5, colour=.green}", SampleTypes.POINT);
        assertZero("{name='', points=[], centre=nil, tags={}, notes=[]}", SampleTypes.SHAPE);
    }

    private static Literal list(Literal... members) {
        return new Literal.Members(List.of(members));
    }

    private static Literal whole(int number) {
        return SampleTypes.scalar(LiteralDomain.INTEGER, Integer.toString(number));
    }

    private static Literal text(String text) {
        return SampleTypes.scalar(LiteralDomain.STRING, text);
    }

    @Test
    void defaultsOfCompositesAreRead() {
        Structure type =
                new Structure(
                        SampleTypes.name("Defaults"),
                        List.of(
                                SampleTypes.field(
                                        "mat",
                                        new MatType(PrimitiveType.UINT8, 2, 3),
                                        list(
                                                list(whole(1), whole(2), whole(3)),
                                                list(whole(4), whole(5), whole(6)))),
                                SampleTypes.field(
                                        "map",
                                        new MapType(PrimitiveType.UINT8, PrimitiveType.STRING),
                                        list(
                                                list(whole(1), text("One")),
                                                list(whole(0), text("Zero")))),
                                SampleTypes.field(
                                        "optional",
                                        new OptionalType(PrimitiveType.UINT8),
                                        whole(8)),
                                SampleTypes.field(
                                        "set",
                                        new SetType(PrimitiveType.INT8),
                                        list(whole(3), whole(1))),
                                SampleTypes.field(
                                        "vector",
                                        new VectorType(PrimitiveType.STRING),
                                        list(text("a"), text("b"))),
                                SampleTypes.field(
                                        "tuple",
                                        new TupleType(
                                                List.of(PrimitiveType.BOOL, PrimitiveType.INT8)),
                                        list(
                                                SampleTypes.scalar(LiteralDomain.BOOLEAN, "true"),
                                                whole(-1))),
                                SampleTypes.field(
                                        "point",
                                        SampleTypes.POINT,
                                        list(
                                                SampleTypes.scalar(LiteralDomain.DOUBLE, "1"),
                                                SampleTypes.scalar(LiteralDomain.DOUBLE, "2"),
                                                SampleTypes.scalar(
                                                        LiteralDomain.ENUMERATION_CASE, "blue")))),
                        "");
        assertZero(
                "{mat=[(1, 2, 3), (4, 5, 6)], map={0: 'Zero', 1: 'One'}, optional=Optional(8), set={1, 3},"
                        + " vector=['a', 'b'], tuple=(true, -1), point={x=1.0, y=2.0, colour=.blue}}",
                type);
    }
}
