package org.commitdb.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The bounds of types and of single definitions.
final class TypeTest {

    private static final Namespace TUTO = new Namespace(new UUID(1, 1), "Tuto");

    @Test
    void depthIsBounded() {
        Type type = PrimitiveType.INT8;
        for (int depth = 1; depth < Type.MAXIMUM_DEPTH; depth++) {
            type = new VectorType(type);
        }
        Type deepest = type;
        assertThrows(IllegalArgumentException.class, () -> new OptionalType(deepest));
        assertThrows(
                IllegalArgumentException.class, () -> new MapType(deepest, PrimitiveType.INT8));
        assertThrows(IllegalArgumentException.class, () -> new TupleType(List.of(deepest)));
    }

    @Test
    void depthCountsEmbeddedStructures() {
        Structure structure = structure("S0", PrimitiveType.INT8);
        for (int i = 1; i < Type.MAXIMUM_DEPTH - 1; i++) {
            structure = structure("S" + i, structure);
        }
        Structure deepest = structure;
        assertThrows(IllegalArgumentException.class, () -> structure("T", deepest));
    }

    @Test
    void zeroValueIsBounded() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new VecType(PrimitiveType.INT8, Integer.MAX_VALUE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MatType(PrimitiveType.INT8, 65536, 65536));
        Structure doubling = structure("S0", PrimitiveType.INT8, PrimitiveType.INT8);
        for (int i = 1; i < 24; i++) {
            doubling = structure("S" + i, doubling, doubling);
        }
        Structure largest = doubling;
        assertThrows(IllegalArgumentException.class, () -> structure("T", largest, largest));
        assertThrows(
                IllegalArgumentException.class, () -> new TupleType(List.of(largest, largest)));
    }

    @Test
    void vecAndMatHoldNumbersOnly() {
        assertThrows(IllegalArgumentException.class, () -> new VecType(PrimitiveType.BOOL, 1));
        assertThrows(IllegalArgumentException.class, () -> new VecType(PrimitiveType.INT8, 0));
        assertThrows(IllegalArgumentException.class, () -> new MatType(PrimitiveType.STRING, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MatType(PrimitiveType.INT8, 1, -1));
    }

    @Test
    void variantRefusesWhatItCannotTellApart() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new VariantType(List.of(PrimitiveType.INT8, PrimitiveType.INT8)));
        assertThrows(IllegalArgumentException.class, () -> new VariantType(List.of()));
        List<Type> many =
                IntStream.rangeClosed(1, 257)
                        .<Type>mapToObj(size -> new VecType(PrimitiveType.INT8, size))
                        .toList();
        assertEquals(256, new VariantType(many.subList(0, 256)).alternatives().size());
        assertThrows(IllegalArgumentException.class, () -> new VariantType(many));
    }

    @Test
    void voidIsNoElement() {
        assertThrows(IllegalArgumentException.class, () -> new SetType(PrimitiveType.VOID));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MapType(PrimitiveType.VOID, PrimitiveType.INT8));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TupleType(Collections.nCopies(2, PrimitiveType.VOID)));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new Attachment(
                                new QualifiedName(TUTO, "a"),
                                AnyConcept.ANY_CONCEPT,
                                PrimitiveType.VOID,
                                ""));
    }

    @Test
    void enumerationHasOneTo256Cases() {
        List<EnumerationCase> cases =
                IntStream.range(0, 257).mapToObj(i -> new EnumerationCase("c" + i)).toList();
        QualifiedName name = new QualifiedName(TUTO, "E");
        assertEquals(256, new Enumeration(name, cases.subList(0, 256), "").cases().size());
        assertThrows(IllegalArgumentException.class, () -> new Enumeration(name, cases, ""));
        assertThrows(IllegalArgumentException.class, () -> new Enumeration(name, List.of(), ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Enumeration(name, List.of(cases.getFirst(), cases.getFirst()), ""));
    }

    @Test
    void structureHasDistinctFields() {
        assertThrows(IllegalArgumentException.class, () -> structure("S"));
        Field field = new Field("f", PrimitiveType.INT8);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Structure(new QualifiedName(TUTO, "S"), List.of(field, field), ""));
    }

    @Test
    void definitionsAreNotCalledLikeTypes() {
        for (String name :
                List.of("string", "any", "any_concept", "concept", "A::B", "_a", "1a", "", "é")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> structure(name, PrimitiveType.INT8),
                    name);
        }
    }

    @Test
    void nilNamespaceBelongsToThePrimitives() {
        assertThrows(IllegalArgumentException.class, () -> new Namespace(new UUID(0, 0), "Nil"));
    }

    @Test
    void textWithAnUnpairedSurrogateIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Concept(new QualifiedName(TUTO, "C"), null, "\ud800"));
    }

    private static Structure structure(String name, Type... types) {
        List<Field> fields =
                IntStream.range(0, types.length)
                        .mapToObj(i -> new Field("f" + i, types[i]))
                        .toList();
        return new Structure(new QualifiedName(TUTO, name), fields, "");
    }
}
