package org.commitdb.tools.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.commitdb.dsm.Dsm;
import org.commitdb.dsm.DsmModel;
import org.commitdb.dsm.PoolKind;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.Structure;
import org.junit.jupiter.api.Test;

/// The published form, and what is refused.
final class DefinitionsJsonTest {

    private static final String CORE = "b1d0f2a4-3c17-4e6a-9f05-2a7c81d94e30";
    private static final String GRADE =
            "{\"documentation\":\"\",\"members\":[{\"documentation\":\"\",\"name\":\"low\"},"
                    + "{\"documentation\":\"Above.\",\"name\":\"high\"}],\"name\":\"Grade\",\"namespace_name\":\"Core\","
                    + "\"namespace_uuid\":\""
                    + CORE
                    + "\",\"runtime_id\":\"fbfc67e2-b360-2377-80bf-d58461a34eb0\"}";
    private static final String THING =
            "{\"documentation\":\"Ce sur quoi\\non accroche.\",\"name\":\"Thing\",\"namespace_name\":\"Core\","
                    + "\"namespace_uuid\":\""
                    + CORE
                    + "\",\"runtime_id\":\"43ac162e-d31b-650b-ff35-6e284bd06ea2\"}";
    private static final String SUB_THING =
            "{\"documentation\":\"Dérivé.\",\"name\":\"SubThing\",\"namespace_name\":\"Core\",\"namespace_uuid\":\""
                    + CORE
                    + "\",\"parent\":{\"class_name\":\"reference\",\"domain\":\"concept\",\"name\":\"Thing\","
                    + "\"namespace_name\":\"Core\",\"namespace_uuid\":\""
                    + CORE
                    + "\"},\"runtime_id\":\"4953d146-1dcb-1d23-03b4-2d7e90cef4b2\"}";

    private static String document(String concepts, String enumerations, String structures) {
        return "{\"attachment_function_pools\":[],\"attachments\":[],\"clubs\":[],\"concepts\":["
                + concepts
                + "],\"enumerations\":["
                + enumerations
                + "],\"function_pools\":[],\"structures\":["
                + structures
                + "]}";
    }

    @Test
    void textIsAsPublished() {
        String dsm =
                "namespace Core {"
                        + CORE
                        + "} {\n\"\"\"Ce sur quoi\non accroche.\"\"\" concept Thing;\n"
                        + "\"\"\"Dérivé.\"\"\" concept SubThing is a Thing;\nenum Grade { low, \"\"\"Above.\"\"\" high }; };";
        String text = document(THING + "," + SUB_THING, GRADE, "");
        assertEquals(text, DefinitionsJson.encode(Dsm.parse(dsm)));
        assertEquals(text, DefinitionsJson.encode(DefinitionsJson.decode(text)));
    }

    @Test
    void childMayStandBeforeItsParent() {
        Definitions definitions =
                DefinitionsJson.decode(document(SUB_THING + "," + THING, "", "")).definitions();
        Concept child = definitions.concepts().getFirst();
        assertEquals(definitions.concepts().getLast(), child.parent());
    }

    @Test
    void longLineagesTakeNoStack() {
        String dsm =
                IntStream.range(0, 5000)
                        .mapToObj(i -> "concept C" + i + " is a C" + (i + 1) + ";")
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        "namespace Core {" + CORE + "} {",
                                        "concept C5000; };"));
        String text = DefinitionsJson.encode(Dsm.parse(dsm));
        assertEquals(5001, DefinitionsJson.decode(text).definitions().concepts().size());
    }

    @Test
    void everythingSurvives() {
        DsmModel model =
                Dsm.parse(
                        """
                        namespace Core {b1d0f2a4-3c17-4e6a-9f05-2a7c81d94e30} {
                          concept Thing; concept Other; club Klub; membership Klub Other; membership Klub Thing;
                          enum Grade { low, high };
                          struct Outer { Inner inner = {.high, 2.50, {{1, "x"}}}; vec<float, 2> v = {1, 1e-05}; key<Klub> k; any a;
                            mat<int8, 1, 2> m = {{1, 2}}; optional<uuid> u = {00000000-0000-0000-0000-00000000000A};
                            bool b = false; string s = "\\"q\\""; tuple<int8, xarray<variant<int8, Grade>>> t; key<any_concept> c; };
                          struct Inner { Grade grade; double d; map<int8, string> names; };
                          attachment<any_concept, set<key<Thing>>> related;
                          attachment<Klub, any> note;
                        };
                        \"""Doc.\""" function_pool P {00000000-0000-0000-0000-000000000001} { void f(Outer o, Core::Grade g); };
                        attachment_function_pool Q {00000000-0000-0000-0000-000000000002} {
                          mutable vector<Inner> g(); int8 h(); };
                        """);
        String text = DefinitionsJson.encode(model);
        DsmModel read = DefinitionsJson.decode(text);
        assertEquals(text, DefinitionsJson.encode(read));
        assertEquals(model.definitions().digest(), read.definitions().digest());
        assertEquals(model.pools(), read.pools());
        assertTrue(
                read.pools(PoolKind.ATTACHMENT_FUNCTION)
                        .getFirst()
                        .functions()
                        .getFirst()
                        .mutable());
        Structure outer = (Structure) read.definitions().definition("Core::Outer");
        assertEquals(
                ((Structure) model.definitions().definition("Core::Outer")).fields(),
                outer.fields());
        assertTrue(
                text.contains(
                        "{\"class_name\":\"literal_value\",\"domain\":\"float\",\"value\":\"1e-05\"}"));
        assertTrue(
                text.contains(
                        "{\"class_name\":\"literal_value\",\"domain\":\"none\",\"value\":\"\"}"));
        assertTrue(
                text.contains(
                        "{\"class_name\":\"literal_value\",\"domain\":\"enumeration_case\",\"value\":\"high\"}"));
    }

    @Test
    void errorsNameTheNode() {
        refuses("[]", JsonProblem.EXPECTED_TYPE, "expected json object [$].");
        refuses("{}", JsonProblem.EXPECTED_MEMBER, "expected member concepts [$].");
        refuses("{\"x\":1}", JsonProblem.UNKNOWN_MEMBER, "unknown member x [$].");
        refuses(
                document(THING.replace("\"name\":\"Thing\",", ""), "", ""),
                JsonProblem.EXPECTED_MEMBER,
                "expected member name [concepts[0]].");
        refuses(
                document(THING.replace("\"Thing\"", "5"), "", ""),
                JsonProblem.EXPECTED_MEMBER_TYPE,
                "expected member name of type string [concepts[0]].");
        refuses(
                document(THING.replace("{", "{\"parent\":null,"), "", ""),
                JsonProblem.EXPECTED_TYPE,
                "expected json object [concepts[0].parent].");
        refuses(
                document(THING.replace("{", "{\"colour\":1,"), "", ""),
                JsonProblem.UNKNOWN_MEMBER,
                "unknown member colour [concepts[0]].");
        refuses(
                document("", GRADE.replace("{\"documentation\":\"\",\"name\":\"low\"}", "7"), ""),
                JsonProblem.EXPECTED_TYPE,
                "expected json object [enumerations[0].members[0]].");
        refuses(
                document(THING.replace(CORE, CORE.toUpperCase(java.util.Locale.ROOT)), "", ""),
                JsonProblem.MALFORMED_TEXT,
                "malformed uuid B1D0F2A4-3C17-4E6A-9F05-2A7C81D94E30 [concepts[0].namespace_uuid].");
    }

    @Test
    void unknownDiscriminatorsAreRefused() {
        refuses(
                structure("{\"class_name\":\"zzz\"}", ""),
                JsonProblem.UNKNOWN_VALUE,
                "unknown value zzz of type ClassName [structures[0].fields[0].type.class_name].");
        refuses(
                structure(primitive("int7"), ""),
                JsonProblem.UNKNOWN_VALUE,
                "unknown value int7 of type Primitive [structures[0].fields[0].type.name].");
        refuses(
                structure(primitive("int8").replace("\"primitive\"", "\"zzz\""), ""),
                JsonProblem.UNKNOWN_VALUE,
                "unknown value zzz of type Domain [structures[0].fields[0].type.domain].");
        refuses(
                structure(
                        primitive("int8"),
                        "{\"class_name\":\"literal_value\",\"domain\":\"zzz\",\"value\":\"\"}"),
                JsonProblem.UNKNOWN_VALUE,
                "unknown value zzz of type Domain [structures[0].fields[0].default_value.domain].");
        refuses(
                structure(
                        primitive("int8"),
                        "{\"class_name\":\"literal_value\",\"domain\":\"integer\",\"value\":5}"),
                JsonProblem.EXPECTED_MEMBER_TYPE,
                "expected member value of type string [structures[0].fields[0].default_value].");
        refuses(
                structure(
                        "{\"class_name\":\"vec\",\"element_type\":"
                                + primitive("int8")
                                + ",\"size\":1.0}",
                        ""),
                JsonProblem.EXPECTED_MEMBER_TYPE,
                "expected member size of type integer [structures[0].fields[0].type].");
    }

    @Test
    void rulesOfTheLanguageHold() {
        refuses(
                structure(
                        primitive("int8"),
                        "{\"class_name\":\"literal_value\",\"domain\":\"integer\",\"value\":\"300\"}"),
                JsonProblem.UNSOUND_DEFINITION,
                "The value 300 is not in the range of 'int8' [structures[0].fields[0]].");
        refuses(
                structure(
                        "{\"class_name\":\"vec\",\"element_type\":"
                                + primitive("bool")
                                + ",\"size\":1}",
                        ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The element type 'bool' of vec must be numeric [structures[0].fields[0].type].");
        refuses(
                structure(
                        "{\"class_name\":\"vec\",\"element_type\":"
                                + primitive("int8")
                                + ",\"size\":0}",
                        ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The size of vec must be a positive integer [structures[0].fields[0].type].");
        refuses(
                structure(reference("structure", "S"), ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The struct 'S' is recursive [structures[0]].");
        refuses(
                structure(reference("structure", "X"), ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The type 'Core::X' is unknown [structures[0].fields[0].type].");
        refuses(
                structure(reference("concept", "S"), ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The concept 'S' is not a value type, use key<X> [structures[0].fields[0].type].");
        refuses(
                document(THING + "," + THING, "", ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The name 'Thing' is already defined in namespace 'Core' [concepts[1]].");
        refuses(
                document(SUB_THING.replace("\"Thing\"", "\"SubThing\""), "", ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The concept 'SubThing' inherits from itself [concepts[0]].");
        refuses(
                document(SUB_THING, "", ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The type 'Core::Thing' is unknown [concepts[0].parent].");
        refuses(
                document(THING + "," + SUB_THING.replace("\"Core\"", "\"Kore\""), "", ""),
                JsonProblem.UNSOUND_DEFINITION,
                "The uuid {" + CORE + "} already names the namespace 'Core' [concepts[1].parent].");
    }

    @Test
    void deepTypesAreRefused() {
        String type =
                "{\"class_name\":\"set\",\"element_type\":".repeat(200)
                        + primitive("int8")
                        + "}".repeat(200);
        JsonException e =
                assertThrows(
                        JsonException.class, () -> DefinitionsJson.decode(structure(type, "")));
        assertEquals(JsonProblem.UNSOUND_DEFINITION, e.problem());
    }

    @Test
    void runtimeIdsAreVerifiedUnlessIgnored() {
        String foreign = document(THING.replace("43ac162e", "00000000"), "", "");
        refuses(
                foreign,
                JsonProblem.UNSOUND_DEFINITION,
                "The content of 'Core::Thing' has the runtime id 43ac162e-d31b-650b-ff35-6e284bd06ea2, "
                        + "not 00000000-d31b-650b-ff35-6e284bd06ea2 [concepts[0].runtime_id].");
        DsmModel read = DefinitionsJson.decode(foreign, DefinitionsJson.RuntimeIds.IGNORED);
        assertEquals(document(THING, "", ""), DefinitionsJson.encode(read));
    }

    private static String structure(String type, String literal) {
        String none = "{\"class_name\":\"literal_value\",\"domain\":\"none\",\"value\":\"\"}";
        return document(
                "",
                "",
                "{\"documentation\":\"\",\"fields\":[{\"default_value\":"
                        + (literal.isEmpty() ? none : literal)
                        + ",\"documentation\":\"\",\"name\":\"f\",\"type\":"
                        + type
                        + "}],\"name\":\"S\",\"namespace_name\":\"Core\",\"namespace_uuid\":\""
                        + CORE
                        + "\",\"runtime_id\":\""
                        + CORE
                        + "\"}");
    }

    private static String primitive(String name) {
        return "{\"class_name\":\"reference\",\"domain\":\"primitive\",\"name\":\""
                + name
                + "\",\"namespace_name\":\"\",\"namespace_uuid\":\"00000000-0000-0000-0000-000000000000\"}";
    }

    private static String reference(String domain, String name) {
        return "{\"class_name\":\"reference\",\"domain\":\""
                + domain
                + "\",\"name\":\""
                + name
                + "\",\"namespace_name\":\"Core\",\"namespace_uuid\":\""
                + CORE
                + "\"}";
    }

    private static void refuses(String text, JsonProblem problem, String message) {
        JsonException e = assertThrows(JsonException.class, () -> DefinitionsJson.decode(text));
        assertEquals(message, e.getMessage());
        assertEquals(problem, e.problem());
    }
}
