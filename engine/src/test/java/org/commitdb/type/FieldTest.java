package org.commitdb.type;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which defaults a field accepts, and what it says about the others.
final class FieldTest {

    private static final Namespace TUTO = new Namespace(new UUID(1, 1), "Tuto");
    private static final Enumeration STATUS =
            new Enumeration(
                    new QualifiedName(TUTO, "Status"),
                    List.of(new EnumerationCase("pending"), new EnumerationCase("active")),
                    "");

    @Test
    void acceptsTheExamplesOfTheLanguage() {
        accepts(
                new MatType(PrimitiveType.UINT8, 2, 3),
                Literal.list(
                        Literal.list(Literal.of(1), Literal.of(2), Literal.of(3)),
                        Literal.list(Literal.of(4), Literal.of(5), Literal.of(6))));
        accepts(
                new MapType(PrimitiveType.UINT8, PrimitiveType.STRING),
                Literal.list(
                        Literal.list(Literal.of(0), Literal.of("Zero")),
                        Literal.list(Literal.of(1), Literal.of("One"))));
        accepts(new OptionalType(PrimitiveType.UINT8), Literal.of(8));
        accepts(STATUS, Literal.ofCase("active"));
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8,0",
        "UINT8,255",
        "UINT16,65535",
        "UINT32,4294967295",
        "UINT64,18446744073709551615",
        "INT8,-128",
        "INT8,127",
        "INT16,-32768",
        "INT32,2147483647",
        "INT64,-9223372036854775808",
        "INT64,9223372036854775807",
        "INT8,-0",
        "UINT8,-0"
    })
    void acceptsTheEdgesOfIntegerRanges(PrimitiveType type, String digits) {
        accepts(type, new Literal.Scalar(LiteralDomain.INTEGER, digits));
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8,256",
        "UINT8,-1",
        "UINT16,65536",
        "UINT64,18446744073709551616",
        "INT8,-129",
        "INT8,128",
        "INT32,2147483648",
        "INT64,-9223372036854775809",
        "INT64,99999999999999999999999999999999999999"
    })
    void refusesIntegersOutOfRange(PrimitiveType type, String digits) {
        refuses(
                type,
                new Literal.Scalar(LiteralDomain.INTEGER, digits),
                "The value " + digits + " is not in the range of '" + type + "'.");
    }

    @ParameterizedTest
    @CsvSource({"FLOAT,1e39", "FLOAT,-3.5e38", "DOUBLE,1e309", "DOUBLE,1e999999999999"})
    void refusesNumbersOutOfRange(PrimitiveType type, String number) {
        LiteralDomain domain =
                type == PrimitiveType.FLOAT ? LiteralDomain.FLOAT : LiteralDomain.DOUBLE;
        refuses(
                type,
                new Literal.Scalar(domain, number),
                "The value " + number + " is not in the range of '" + type + "'.");
    }

    @ParameterizedTest
    @CsvSource({"1.5", "1e3", "01", "+1", "''", "1_000", "٣"})
    void refusesIntegersThatAreNoDigits(String text) {
        refuses(
                PrimitiveType.INT64,
                new Literal.Scalar(LiteralDomain.INTEGER, text),
                "The default value of field 'f' must be an integer.");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "inf", "1.", ".5", "0x1p3", "1f", "''", "1e"})
    void refusesNumbersThatTheGrammarHasNot(String text) {
        refuses(
                PrimitiveType.DOUBLE,
                new Literal.Scalar(LiteralDomain.DOUBLE, text),
                "The default value of field 'f' must be a number.");
    }

    @Test
    void refusesAnotherKindOfLiteral() {
        refuses(
                PrimitiveType.STRING,
                Literal.of(true),
                "The default value of field 'f' must be a string.");
        refuses(
                PrimitiveType.BOOL,
                Literal.of(1),
                "The default value of field 'f' must be a boolean.");
        refuses(
                PrimitiveType.INT8,
                Literal.of("1"),
                "The default value of field 'f' must be an integer.");
        refuses(
                PrimitiveType.FLOAT,
                Literal.of(1.5),
                "The default value of field 'f' must be a number.");
        refuses(
                PrimitiveType.UUID,
                Literal.of("x"),
                "The default value of field 'f' must be a uuid.");
        refuses(STATUS, Literal.of("active"), "The default value of field 'f' must be a case.");
        refuses(
                new VectorType(PrimitiveType.INT8),
                Literal.of(1),
                "The default value of field 'f' must be a list.");
        refuses(
                new VectorType(PrimitiveType.INT8),
                Literal.list(Literal.NONE),
                "The default value of field 'f' must be an integer.");
    }

    @Test
    void refusesUuidsInAnotherForm() {
        for (String text : List.of("1-1-1-1-1", "F529BC42-0618-4F54-A3FB-D55F95C5AD03", "")) {
            refuses(
                    PrimitiveType.UUID,
                    new Literal.Scalar(LiteralDomain.UUID, text),
                    "The default value of field 'f' must be a uuid.");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOB", "BLOB_ID", "COMMIT_ID"})
    void refusesDefaultsOfBytesAndIds(PrimitiveType type) {
        refuses(
                type,
                Literal.of("x"),
                "The type '" + type + "' of field 'f' accepts no default value.");
    }

    @Test
    void refusesDefaultsOfOpenTypes() {
        refusesAny(AnyType.ANY);
        refusesAny(new VariantType(List.of(PrimitiveType.INT8)));
        refusesAny(new XArrayType(PrimitiveType.INT8));
        refusesAny(new KeyType(AnyConcept.ANY_CONCEPT));
    }

    private static void refusesAny(Type type) {
        String message = "The type '" + type + "' of field 'f' accepts no default value.";
        refuses(type, Literal.of(1), message);
        refuses(new VectorType(type), Literal.list(Literal.of(1)), message);
    }

    @Test
    void refusesListsOfAnotherLength() {
        refuses(
                new VecType(PrimitiveType.FLOAT, 3),
                Literal.list(Literal.of(1f), Literal.of(2f)),
                "The default value of field 'f' has 2 members, vec<float, 3> expects 3.");
        refuses(
                new TupleType(List.of(PrimitiveType.BOOL)),
                Literal.list(Literal.of(true), Literal.of(true)),
                "The default value of field 'f' has 2 members, tuple<bool> expects 1.");
        refuses(
                new MatType(PrimitiveType.INT8, 1, 2),
                Literal.list(Literal.list(Literal.of(1))),
                "The default value of field 'f' has 1 members, mat<int8, 1, 2> expects 2 a column.");
        refuses(
                new MapType(PrimitiveType.INT8, PrimitiveType.INT8),
                Literal.list(Literal.list(Literal.of(1))),
                "The default value of field 'f' has 1 members, map<int8, int8> expects 2 a pair.");
        Structure structure =
                new Structure(
                        new QualifiedName(TUTO, "S"),
                        List.of(new Field("x", PrimitiveType.INT8)),
                        "");
        refuses(
                structure,
                Literal.list(Literal.of(1), Literal.of(2)),
                "The default value of field 'f' has 2 members, Tuto::S expects 1.");
    }

    @Test
    void refusesEmptyLists() {
        refuses(
                new VectorType(PrimitiveType.INT8),
                Literal.list(),
                "The default value of field 'f' must not be an empty list, which is the zero anyway.");
    }

    @Test
    void refusesUnknownCases() {
        refuses(
                STATUS,
                Literal.ofCase("gone"),
                "The case 'gone' is not defined for enum 'Tuto::Status'.");
    }

    @Test
    void refusesDuplicateMembersAndKeys() {
        refuses(
                new SetType(PrimitiveType.DOUBLE),
                Literal.list(Literal.of(1.0), new Literal.Scalar(LiteralDomain.DOUBLE, "10e-1")),
                "A member appears twice in the default value of field 'f'.");
        refuses(
                new MapType(PrimitiveType.INT8, PrimitiveType.BOOL),
                Literal.list(
                        Literal.list(Literal.of(1), Literal.of(true)),
                        Literal.list(Literal.of(1), Literal.of(false))),
                "A key appears twice in the default value of field 'f'.");
    }

    @Test
    void refusesVoidAndBadNames() {
        assertThrows(IllegalArgumentException.class, () -> new Field("f", PrimitiveType.VOID));
        assertThrows(IllegalArgumentException.class, () -> new Field("_f", PrimitiveType.BOOL));
        assertThrows(IllegalArgumentException.class, () -> new Field("struct", PrimitiveType.BOOL));
        assertDoesNotThrow(() -> new Field("key", PrimitiveType.BOOL));
        assertDoesNotThrow(() -> new Field("string", PrimitiveType.BOOL));
    }

    private static void accepts(Type type, Literal literal) {
        assertDoesNotThrow(() -> new Field("f", type, literal));
    }

    private static void refuses(Type type, Literal literal, String message) {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> new Field("f", type, literal));
        assertEquals(message, e.getMessage());
    }
}
