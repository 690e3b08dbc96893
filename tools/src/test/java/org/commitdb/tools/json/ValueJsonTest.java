package org.commitdb.tools.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.commitdb.dsm.Dsm;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Definitions;
import org.commitdb.type.KeyType;
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
import org.commitdb.value.AnyValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.FloatValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The form of each type, and what is refused.
final class ValueJsonTest {

    private static final Definitions DEFINITIONS =
            Dsm.parse(
                            """
                            namespace Tuto {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {
                              concept User; concept Admin is a User; concept Other;
                              club Staff; membership Staff Admin;
                              enum Status { pending, active };
                              struct Login { string nickname; string password = "secret"; optional<Status> status; };
                            };
                            """)
                    .definitions();
    private static final ValueJson JSON = new ValueJson(DEFINITIONS);
    private static final Structure LOGIN = DEFINITIONS.structures().getFirst();
    private static final Type STATUS = DEFINITIONS.enumerations().getFirst();
    private static final String INSTANCE = "00000000-0000-0000-0000-00000000000a";
    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    @Test
    void formsAreAsPublished() {
        same(
                new VectorType(
                        new TupleType(
                                List.of(new VecType(PrimitiveType.INT8, 2), PrimitiveType.STRING))),
                "[[[1,2],\"one\"],[[3,4],\"two\"]]");
        same(PrimitiveType.BOOL, "true");
        same(PrimitiveType.UINT64, "18446744073709551615");
        same(PrimitiveType.INT64, "-9223372036854775808");
        same(PrimitiveType.DOUBLE, "5.0");
        same(PrimitiveType.DOUBLE, "-0.0");
        same(PrimitiveType.FLOAT, "0.1");
        same(PrimitiveType.STRING, "\"a\\\"b\\\\\\né\ud83d\ude00\"");
        same(PrimitiveType.BLOB, "\"AAECAw==\"");
        same(PrimitiveType.UUID, "\"f529bc42-0618-4f54-a3fb-d55f95c5ad03\"");
        same(PrimitiveType.BLOB_ID, "\"" + "0a".repeat(32) + "\"");
        same(STATUS, "\".active\"");
        same(new MatType(PrimitiveType.UINT8, 2, 3), "[1,2,3,4,5,6]");
        same(new OptionalType(PrimitiveType.INT8), "null");
        same(new OptionalType(PrimitiveType.INT8), "8");
        same(new MapType(PrimitiveType.STRING, PrimitiveType.INT8), "[[\"a\",1],[\"b\",2]]");
        same(LOGIN, "{\"nickname\":\"a\",\"password\":\"b\",\"status\":\".pending\"}");
        same(AnyType.ANY, "null");
    }

    @Test
    void integersReadAsFloats() {
        assertEquals(DoubleValue.of(5), JSON.decode(PrimitiveType.DOUBLE, "5"));
        assertEquals(FloatValue.of(-0f), JSON.decode(PrimitiveType.FLOAT, "-0"));
    }

    @Test
    void floatsAreRoundedOnce() {
        String aboveTheMiddle = "1.00000005960464477540";
        assertEquals(
                FloatValue.of(Float.parseFloat(aboveTheMiddle)),
                JSON.decode(PrimitiveType.FLOAT, aboveTheMiddle));
        assertEquals(FloatValue.of(1.0000001f), JSON.decode(PrimitiveType.FLOAT, aboveTheMiddle));
    }

    @Test
    void wholeNumbersNeverPassThroughDouble() {
        assertEquals(
                IntegerValue.of(PrimitiveType.INT64, 9007199254740993L),
                JSON.decode(PrimitiveType.INT64, "9007199254740993"));
    }

    @Test
    void setsCollapseAndSort() {
        assertEquals("[1,2,3]", again(new SetType(PrimitiveType.INT8), "[3,1,2,3]"));
    }

    @Test
    void lastOfTwoEqualKeysWins() {
        assertEquals(
                "[[1,\"b\"]]",
                again(
                        new MapType(PrimitiveType.INT8, PrimitiveType.STRING),
                        "[[1,\"a\"],[1,\"b\"]]"));
    }

    @Test
    void structuresAreLenientAtAnyDepth() {
        assertEquals(
                "[{\"nickname\":\"\",\"password\":\"secret\",\"status\":null}]",
                again(new VectorType(LOGIN), "[{\"more\":{\"x\":[1]}}]"));
    }

    @Test
    void emptiedSlotsGoToTheEnd() {
        XArrayType type = new XArrayType(PrimitiveType.STRING);
        UUID first = new UUID(1, 1);
        UUID second = new UUID(2, 2);
        XArrayValue value =
                XArrayValue.empty(type)
                        .insert(XArrayValue.END, first, StringValue.of("a"))
                        .insert(XArrayValue.END, second, StringValue.of("b"))
                        .remove(first);
        String text = JSON.encode(value);
        assertEquals("[[\"" + second + "\"],[\"" + first + "\"],{\"" + second + "\":\"b\"}]", text);
        XArrayValue read = (XArrayValue) JSON.decode(type, text);
        assertEquals(SlotState.EMPTIED, read.slotState(first));
        assertEquals(List.of(second, first, XArrayValue.END), list(read.positions()));
    }

    @Test
    void maskedSlotsAreLeftOut() {
        XArrayType type = new XArrayType(PrimitiveType.STRING);
        XArrayValue value = XArrayValue.empty(type).insertMasked(XArrayValue.END, new UUID(1, 1));
        assertEquals("[[],[],{}]", JSON.encode(value));
    }

    @Test
    void variantsAndAnyCarryTheirType() {
        String type =
                "{\"class_name\":\"structure\",\"name\":\"Tuto::Login\",\"runtime_id\":\""
                        + LOGIN.runtimeId()
                        + "\"}";
        String login = "{\"nickname\":\"a\",\"password\":\"b\",\"status\":null}";
        same(AnyType.ANY, "{\"type\":" + type + ",\"value\":" + login + "}");
        same(
                new VariantType(List.of(PrimitiveType.INT8, LOGIN)),
                "{\"type\":" + type + ",\"value\":" + login + "}");
        String any =
                "{\"class_name\":\"any\",\"name\":\"any\",\"runtime_id\":\""
                        + AnyType.ANY.runtimeId()
                        + "\"}";
        assertEquals(
                AnyValue.of(AnyValue.nil()),
                JSON.decode(AnyType.ANY, "{\"type\":" + any + ",\"value\":null}"));
    }

    @Test
    void unknownPrimitiveIdIsReadByName() {
        assertEquals(
                AnyValue.of(IntegerValue.of(PrimitiveType.INT8, 7)),
                JSON.decode(
                        AnyType.ANY,
                        "{\"value\":7,\"type\":{\"class_name\":\"primitive\",\"name\":\"int8\",\"runtime_id\":\""
                                + NIL
                                + "\"}}"));
    }

    @Test
    void nullKeyIsAlwaysAccepted() {
        same(
                new KeyType(DEFINITIONS.concept("Tuto::User")),
                "[\"" + INSTANCE + "\",\"" + NIL + "\"]");
    }

    @Test
    void keysConform() {
        String admin =
                "[\"" + INSTANCE + "\",\"" + DEFINITIONS.concept("Tuto::Admin").runtimeId() + "\"]";
        String other =
                "[\"" + INSTANCE + "\",\"" + DEFINITIONS.concept("Tuto::Other").runtimeId() + "\"]";
        Type user = new KeyType(DEFINITIONS.concept("Tuto::User"));
        Type staff = new KeyType(DEFINITIONS.clubs().getFirst());
        same(user, admin);
        same(staff, admin);
        same(new KeyType(AnyConcept.ANY_CONCEPT), other);
        refuses(user, other, JsonProblem.NOT_A_CONCEPT_DESCENDANT, "[1]");
        refuses(staff, other, JsonProblem.NOT_A_CLUB_MEMBER_DESCENDANT, "[1]");
        refuses(
                user,
                "[\"" + INSTANCE + "\",\"" + INSTANCE + "\"]",
                JsonProblem.UNKNOWN_VALUE,
                "[1]");
        refuses(user, "[\"" + INSTANCE + "\"]", JsonProblem.EXPECTED_TYPE, "$");
    }

    @Test
    void nestedEmptyOptionalsReadAsTheOutermost() {
        OptionalType inner = new OptionalType(PrimitiveType.INT8);
        OptionalType outer = new OptionalType(inner);
        assertEquals(
                OptionalValue.nil(outer),
                JSON.decode(outer, JSON.encode(OptionalValue.of(outer, OptionalValue.nil(inner)))));
    }

    @Test
    void notANumberHasNoForm() {
        JsonException e =
                assertThrows(
                        JsonException.class,
                        () ->
                                JSON.encode(
                                        VectorValue.of(
                                                new VectorType(PrimitiveType.DOUBLE),
                                                DoubleValue.of(1),
                                                DoubleValue.of(Double.NaN))));
        assertEquals(JsonProblem.OUT_OF_RANGE, e.problem());
        assertEquals("NaN has no JSON form [[1]].", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8,256",
        "UINT8,-1",
        "INT8,128",
        "INT64,9223372036854775808",
        "UINT64,18446744073709551616",
        "FLOAT,1e39",
        "DOUBLE,1e309",
        "DOUBLE,-1e999999999"
    })
    void numbersOutOfRangeAreRefused(PrimitiveType type, String text) {
        refuses(type, text, JsonProblem.OUT_OF_RANGE, "$");
    }

    @ParameterizedTest
    @CsvSource({
        "INT8,1.0",
        "INT8,1e2",
        "INT8,true",
        "INT8,null",
        "BOOL,0",
        "STRING,1",
        "DOUBLE,'\"1\"'",
        "VOID,null"
    })
    void otherSortsAreRefused(PrimitiveType type, String text) {
        refuses(type, text, JsonProblem.EXPECTED_TYPE, "$");
    }

    @ParameterizedTest
    @CsvSource({
        "BLOB,AAE",
        "BLOB,AA==AA==",
        "BLOB,'A A='",
        "UUID,1-1-1-1-1",
        "UUID,f529bc4206184f54a3fbd55f95c5ad03",
        "BLOB_ID,00",
        "COMMIT_ID,zz00000000000000000000000000000000000000000000000000000000000000",
        "STRING,\\ud800"
    })
    void malformedTextsAreRefused(PrimitiveType type, String text) {
        refuses(type, "\"" + text + "\"", JsonProblem.MALFORMED_TEXT, "$");
    }

    @Test
    void upperCaseUuidsAreRead() {
        assertEquals(
                "\"f529bc42-0618-4f54-a3fb-d55f95c5ad03\"",
                again(PrimitiveType.UUID, "\"F529BC42-0618-4F54-A3FB-D55F95C5AD03\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "X.active", "..active", ".active.", ""})
    void malformedCasesAreRefused(String text) {
        refuses(STATUS, "\"" + text + "\"", JsonProblem.MALFORMED_ENUMERATION_CASE, "$");
    }

    @Test
    void unknownCaseIsRefused() {
        refuses(STATUS, "\".gone\"", JsonProblem.UNKNOWN_VALUE, "$");
    }

    @Test
    void wrongCountsAreRefused() {
        refuses(new VecType(PrimitiveType.INT8, 2), "[1]", JsonProblem.EXPECTED_TYPE, "$");
        refuses(
                new MatType(PrimitiveType.INT8, 2, 2),
                "[[1,2],[3,4]]",
                JsonProblem.EXPECTED_TYPE,
                "$");
        refuses(
                new TupleType(List.of(PrimitiveType.INT8)),
                "[1,2]",
                JsonProblem.EXPECTED_TYPE,
                "$");
        refuses(
                new MapType(PrimitiveType.INT8, PrimitiveType.INT8),
                "[[1,2],[3]]",
                JsonProblem.EXPECTED_TYPE,
                "[1]");
        refuses(new XArrayType(PrimitiveType.INT8), "[[],[]]", JsonProblem.EXPECTED_TYPE, "$");
    }

    @Test
    void unsoundXArraysAreRefused() {
        XArrayType type = new XArrayType(PrimitiveType.INT8);
        String position = "\"" + INSTANCE + "\"";
        refuses(type, "[[" + position + "],[],{}]", JsonProblem.EXPECTED_MEMBER, "[2]");
        refuses(
                type,
                "[[" + position + "," + position + "],[],{" + position + ":1}]",
                JsonProblem.UNKNOWN_VALUE,
                "[0][1]");
        refuses(
                type,
                "[[" + position + "],[" + position + "],{" + position + ":1}]",
                JsonProblem.UNKNOWN_VALUE,
                "[1][0]");
        refuses(
                type,
                "[[\"" + NIL + "\"],[],{\"" + NIL + "\":1}]",
                JsonProblem.UNKNOWN_VALUE,
                "[0][0]");
        refuses(type, "[[],[],{" + position + ":1}]", JsonProblem.UNKNOWN_MEMBER, "[2]");
        refuses(
                type,
                "[[" + position + "],[],{" + position + ":300}]",
                JsonProblem.OUT_OF_RANGE,
                "[2]." + INSTANCE);
    }

    @Test
    void unsoundTypesInsideAnyAreRefused() {
        refuses(AnyType.ANY, "5", JsonProblem.EXPECTED_TYPE, "$");
        refuses(AnyType.ANY, "{\"value\":1}", JsonProblem.EXPECTED_MEMBER, "$");
        refuses(
                AnyType.ANY,
                "{\"type\":{\"class_name\":\"zzz\"},\"value\":1}",
                JsonProblem.UNKNOWN_VALUE,
                "type.class_name");
        refuses(AnyType.ANY, "{\"type\":{},\"value\":1,\"x\":2}", JsonProblem.UNKNOWN_MEMBER, "$");
        String vec =
                "{\"class_name\":\"vec\",\"size\":0,\"element_type\":" + primitive("int8") + "}";
        refuses(
                AnyType.ANY,
                "{\"type\":" + vec + ",\"value\":[]}",
                JsonProblem.UNSOUND_DEFINITION,
                "type");
        String key =
                "{\"class_name\":\"structure\",\"name\":\"x\",\"runtime_id\":\"" + INSTANCE + "\"}";
        refuses(
                AnyType.ANY,
                "{\"type\":" + key + ",\"value\":[]}",
                JsonProblem.UNKNOWN_VALUE,
                "type.runtime_id");
    }

    @Test
    void typeThatIsNoAlternativeIsRefused() {
        refuses(
                new VariantType(List.of(PrimitiveType.INT8)),
                "{\"type\":" + primitive("int16") + ",\"value\":1}",
                JsonProblem.NOT_A_MEMBER_OF_VARIANT,
                "type");
        refuses(
                new VariantType(List.of(PrimitiveType.INT8)),
                "null",
                JsonProblem.EXPECTED_TYPE,
                "$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "1 2",
                "nul",
                "NaN",
                "01",
                "{'a':1}",
                "[1] x",
                "\"\u0001\""
            })
    void textsThatAreNoStrictJsonAreRefused(String text) {
        refuses(LOGIN, text, JsonProblem.MALFORMED_DOCUMENT, "$");
    }

    @Test
    void depthIsBounded() {
        refuses(LOGIN, "[".repeat(100_000), JsonProblem.MALFORMED_DOCUMENT, "$");
        String deep = "{\"type\":" + primitive("int8") + ",\"value\":1}";
        String any = "{\"class_name\":\"any\",\"name\":\"any\",\"runtime_id\":\"" + NIL + "\"}";
        for (int i = 0; i < Value.MAXIMUM_DEPTH + 1; i++) {
            deep = "{\"type\":" + any + ",\"value\":" + deep + "}";
        }
        String tooDeep = deep;
        assertThrows(JsonException.class, () -> JSON.decode(AnyType.ANY, tooDeep));
    }

    @Test
    void deepestValuesHaveAForm() {
        Value value = AnyValue.nil();
        while (AnyValue.canHold(value)) {
            VectorType outer = new VectorType(AnyType.ANY);
            Value held = VectorValue.of(outer, AnyValue.of(value));
            if (!AnyValue.canHold(held)) {
                break;
            }
            value = held;
        }
        AnyValue any = AnyValue.of(value);
        assertEquals(any, JSON.decode(AnyType.ANY, JSON.encode(any)));
        Type type = AnyType.ANY;
        Value document = any;
        for (int i = 1; i < Type.MAXIMUM_DEPTH; i++) {
            XArrayType xarray = new XArrayType(type);
            document = XArrayValue.empty(xarray).insert(XArrayValue.END, new UUID(i, i), document);
            type = xarray;
        }
        assertEquals(document, JSON.decode(type, JSON.encode(document)));
    }

    @Test
    void structureOfDefaultsIsItsZero() {
        assertEquals(StructureValue.create(LOGIN), JSON.decode(LOGIN, "{}"));
    }

    private static String primitive(String name) {
        return "{\"class_name\":\"primitive\",\"name\":\""
                + name
                + "\",\"runtime_id\":\""
                + PrimitiveType.named(name).orElseThrow().runtimeId()
                + "\"}";
    }

    private static String again(Type type, String text) {
        return JSON.encode(JSON.decode(type, text));
    }

    private static void same(Type type, String text) {
        assertEquals(text, again(type, text));
    }

    private static void refuses(Type type, String text, JsonProblem problem, String path) {
        JsonException e = assertThrows(JsonException.class, () -> JSON.decode(type, text));
        assertEquals(problem, e.problem(), e.getMessage());
        assertEquals(path, e.path(), e.getMessage());
        assertTrue(e.getMessage().endsWith("[" + path + "]."), e.getMessage());
    }

    private static <T> List<T> list(Iterable<T> things) {
        List<T> list = new java.util.ArrayList<>();
        things.forEach(list::add);
        return list;
    }
}
