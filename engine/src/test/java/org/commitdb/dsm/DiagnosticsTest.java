package org.commitdb.dsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.commitdb.type.Type;
import org.junit.jupiter.api.Test;

/// Each check of the language, with its message and the place that it points at. The declarations
/// of a test stand in line 2 and on of namespace `N`.
final class DiagnosticsTest {

    private static final String UUID = "{00000000-0000-0000-0000-000000000001}";

    @Test
    void syntaxErrorNamesWhatWasExpected() {
        refuses("concept Bee is animal;", "2:16: Unexpected 'animal', expected 'a'.");
        refuses("concept A", "3:1: Unexpected '}', expected ';'.");
        refuses("struct S { int8 a };", "2:19: Unexpected '}', expected '=' or ';'.");
        refuses("struct S { int8; };", "2:16: Unexpected ';', expected a name.");
        refuses("enum E {};", "2:9: Unexpected '}', expected a name.");
        refuses("enum E { a, };", "2:13: Unexpected '}', expected a name.");
        refuses("struct S { tuple<> t; };", "2:18: Unexpected '>', expected a type.");
        refuses("struct S { key<set<int8>> k; };", "2:19: Unexpected '<', expected '>'.");
        refuses(
                "struct S { foo<int8> k; };",
                "2:15: Unexpected '<', expected a name after the type 'foo', which takes no types.");
        refuses(
                "struct S { vector<int8> v = {}; };",
                "2:30: Unexpected '}', expected a default value.");
        refuses(
                "struct S { vector<int8> v = {1,}; };",
                "2:32: Unexpected '}', expected a default value.");
        refuses("struct S { int8 v = 1 2; };", "2:23: Unexpected '2', expected ';'.");
        refuses("struct S { int8 v = 01; };", "2:22: Unexpected '1', expected ';'.");
        refuses("struct S { int8 v = +1; };", "2:21: Unexpected '+', expected a default value.");
        refuses("struct S { float v = .5; };", "2:22: Unexpected '.', expected a default value.");
        refuses("struct S { float v = 5.; };", "2:23: Unexpected '.', expected ';'.");
        refuses("struct S { A::B::C v; };", "2:16: Unexpected '::', expected a name.");
        refuses("struct S { A :: B v; };", "2:14: Unexpected '::', expected a name.");
        refuses("struct S { int8 _a; };", "2:17: Unexpected '_', expected a name.");
        refuses(
                "# concept A;",
                "2:1: Unexpected '#', expected 'concept', 'club', 'membership', 'enum', 'struct', 'attachment' or '}'.");
        refuses(
                "/* */ concept A;",
                "2:1: Unexpected '/', expected 'concept', 'club', 'membership', 'enum', 'struct', 'attachment' or '}'.");
        refuses("concept \ud83d\ude00;", "2:9: Unexpected '\ud83d\ude00', expected a name.");
        refuses("concept A, ;", "2:10: Unexpected ',', expected ';'.");
        refuses(
                "\"\"\"d\"\"\" membership A B;",
                "2:9: Unexpected 'membership', expected 'concept', 'club', 'enum', 'struct', 'attachment'.");
    }

    @Test
    void columnsCountCodePoints() {
        refuses("\"\"\"\ud83d\ude00é\"\"\" struct S { X x; };", "2:21: The type 'X' is unknown.");
        refuses("\tstruct S { X x; };", "2:13: The type 'X' is unknown.");
    }

    @Test
    void textsThatAreNotClosedAreReported() {
        assertEquals(
                List.of(
                        "1:52: The string is not closed.",
                        "1:52: Unexpected '\"abc };\"', expected 'concept', 'club', 'membership', 'enum', 'struct', "
                                + "'attachment' or '}'.",
                        "1:59: Unexpected end of text, expected '}'."),
                check("namespace N " + UUID + "{\"abc };"));
        assertEquals(
                List.of(
                        "1:1: The docstring is not closed.",
                        "1:8: Unexpected end of text, expected 'function_pool' or 'attachment_function_pool'."),
                check("\"\"\"abc };".substring(0, 7)));
    }

    @Test
    void unknownEscapeInAStringIsReported() {
        refuses(
                "struct S { string s = \"a\\d\"; };",
                "2:23: The escape '\\d' in the string is unknown.");
        refuses(
                "struct S { string s = \"a\\u12\"; };",
                "2:23: The escape '\\u' in the string is unknown.");
        refuses(
                "struct S { string s = \"\\ud800\"; };",
                "2:23: The string has an unpaired surrogate.");
    }

    @Test
    void topLevelHasNamespacesAndPools() {
        assertEquals(
                List.of(
                        "1:1: Unexpected 'concept', expected 'namespace', 'function_pool' or 'attachment_function_pool'."),
                check("concept A; concept B;"));
        assertEquals(
                List.of(
                        "1:9: Unexpected 'namespace', expected 'function_pool' or 'attachment_function_pool'."),
                check("\"\"\"d\"\"\" namespace N " + UUID + "{};"));
        assertEquals(
                List.of("1:13: Unexpected '{', expected a uuid in braces."),
                check("namespace N { 00000000-0000-0000-0000-000000000001 } { concept A; };"));
        assertEquals(
                List.of("1:11: The name 'A::B' must be a simple identifier."),
                check("namespace A::B " + UUID + "{};"));
    }

    @Test
    void oneErrorDoesNotHideTheNext() {
        refuses(
                "concept A\nconcept B;\nstruct S { int8 a b; X x; int8 c; int8 c; };\nenum E { a, , b };\nenum F { a, a };",
                "3:1: Unexpected 'concept', expected ';'.",
                "4:19: Unexpected 'b', expected '=' or ';'.",
                "4:40: The field 'c' is already defined in struct 'S'.",
                "5:13: Unexpected ',', expected a name.",
                "6:13: The case 'a' is already defined in enum 'F'.");
    }

    @Test
    void missingBraceDoesNotHideTheRest() {
        refuses(
                "struct S { int8 a;\nstruct T { int8 a; int8 a; };",
                "3:1: Unexpected 'struct', expected a type.",
                "3:25: The field 'a' is already defined in struct 'T'.");
    }

    @Test
    void unknownType() {
        refuses("struct S { strin s; };", "2:12: The type 'strin' is unknown.");
        refuses("struct S { map<int8, vector<N::X>> s; };", "2:29: The type 'N::X' is unknown.");
        refuses("struct S { M::X s; };", "2:12: The type 'M::X' is unknown.");
        refuses("struct S { key<X> s; };", "2:16: The type 'X' is unknown.");
        refuses("concept C; attachment<C, X> a;", "2:26: The type 'X' is unknown.");
    }

    @Test
    void bareNameMeansItsOwnNamespaceOnly() {
        assertEquals(
                List.of("1:142: The type 'S' is unknown."),
                check(
                        "namespace N "
                                + UUID
                                + "{ struct S { int8 a; }; }; namespace M "
                                + "{00000000-0000-0000-0000-000000000002} { struct T { S s; }; };"));
    }

    @Test
    void ambiguousTypeInAPool() {
        assertEquals(
                List.of(
                        "4:1: The type 'X' is ambiguous: A::X, B::X.",
                        "4:5: The type 'Y' is unknown."),
                check(
                        "namespace A "
                                + UUID
                                + "{ struct X { int8 a; }; };\n"
                                + "namespace B {00000000-0000-0000-0000-000000000002} { struct X { int8 a; }; };\n"
                                + "function_pool P {00000000-0000-0000-0000-000000000003} {\nX f(Y y, A::X a); };"));
    }

    @Test
    void declaredNames() {
        refuses("concept A::B;", "2:9: The name 'A::B' must be a simple identifier.");
        refuses("struct S { int8 x::y; };", "2:17: The name 'x::y' must be a simple identifier.");
        refuses("concept string;", "2:9: The name 'string' is reserved.");
        refuses("concept any_concept;", "2:9: The name 'any_concept' is reserved.");
        refuses("concept struct;", "2:9: The name 'struct' is reserved.");
        refuses("enum E { mutable };", "2:10: The name 'mutable' is reserved.");
    }

    @Test
    void duplicateDefinition() {
        refuses(
                "concept X;\nstruct X { int8 a; };\nclub X; enum X { a };",
                "3:8: The name 'X' is already defined in namespace 'N' (t:2).",
                "4:6: The name 'X' is already defined in namespace 'N' (t:2).",
                "4:14: The name 'X' is already defined in namespace 'N' (t:2).");
    }

    @Test
    void namespaceNameAndUuidMustAgree() {
        assertEquals(
                List.of("2:13: The namespace 'N' is already opened with the uuid " + UUID + "."),
                check(
                        "namespace N "
                                + UUID
                                + "{};\nnamespace N {00000000-0000-0000-0000-000000000002} {};"));
        assertEquals(
                List.of("2:11: The uuid " + UUID + " already names the namespace 'N'."),
                check("namespace N " + UUID + "{};\nnamespace M " + UUID + "{};"));
    }

    @Test
    void nilUuids() {
        String nil = "{00000000-0000-0000-0000-000000000000}";
        assertEquals(
                List.of("1:13: The uuid of 'N' must not be nil."),
                check("namespace N " + nil + "{ concept C; };"));
        assertEquals(
                List.of("1:17: The uuid of 'P' must not be nil."),
                check("function_pool P " + nil + "{};"));
    }

    @Test
    void parents() {
        refuses("concept C is a P;", "2:16: The parent 'P' of concept 'C' is unknown.");
        refuses(
                "struct P { int8 a; }; concept C is a P;",
                "2:38: The parent 'P' of concept 'C' must be a concept.");
        refuses(
                "concept C is a any_concept;",
                "2:16: The parent 'any_concept' of concept 'C' must be a concept.");
        refuses(
                "concept C is a D; concept D is a C;",
                "2:16: The concept 'C' inherits from itself: C, D, C.");
        refuses("concept C is a C;", "2:16: The concept 'C' inherits from itself: C, C.");
        refuses(
                "concept A is a B; concept B is a C; concept C is a B;",
                "2:34: The concept 'B' inherits from itself: B, C, B.");
    }

    @Test
    void memberships() {
        refuses("concept C; membership K C;", "2:23: The type 'K' in membership must be a club.");
        refuses("concept C; membership C C;", "2:23: The type 'C' in membership must be a club.");
        refuses("club K; membership K X;", "2:22: The member 'X' of club 'K' must be a concept.");
        refuses("club K; membership K K;", "2:22: The member 'K' of club 'K' must be a concept.");
        refuses(
                "club K; concept C; membership K C; membership K C;",
                "2:49: The concept 'C' is already a member of club 'K'.");
    }

    @Test
    void enumerations() {
        String cases =
                IntStream.range(0, 257).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        refuses("enum E { " + cases + " };", "2:6: The enum 'E' has 257 cases, the limit is 256.");
        refuses("enum E { a, b, a };", "2:16: The case 'a' is already defined in enum 'E'.");
    }

    @Test
    void structures() {
        refuses("struct S {};", "2:8: The struct 'S' has no field.");
        refuses(
                "struct S { int8 f; int8 f; };",
                "2:25: The field 'f' is already defined in struct 'S'.");
    }

    @Test
    void recursiveStructures() {
        refuses("struct S { vector<S> f; };", "2:19: The struct 'S' is recursive: S.f.");
        refuses(
                "struct S { int8 x; T f; }; struct T { map<int8, optional<S>> g; };",
                "2:20: The struct 'S' is recursive: S.f, T.g.");
        assertEquals(List.of(), check(inNamespace("concept C; struct S { key<C> f; any g; };")));
    }

    @Test
    void keys() {
        refuses(
                "struct S { key<S> f; };",
                "2:16: The type 'S' in key<X> must be a concept, a club or any_concept.");
        refuses(
                "struct S { key<any> f; };",
                "2:16: The type 'any' in key<X> must be a concept, a club or any_concept.");
    }

    @Test
    void conceptsAreNoValues() {
        refuses(
                "concept C; club K; struct S { C c; set<K> k; any_concept a; };",
                "2:31: The concept 'C' is not a value type, use key<X>.",
                "2:40: The club 'K' is not a value type, use key<X>.",
                "2:46: The concept 'any_concept' is not a value type, use key<X>.");
    }

    @Test
    void vecAndMat() {
        refuses(
                "struct S { vec<bool, 3> v; };",
                "2:16: The element type 'bool' of vec must be numeric.");
        refuses(
                "struct S { mat<S, 3, 3> v; };",
                "2:16: The element type 'S' of mat must be numeric.");
        refuses("struct S { vec<X, 3> v; };", "2:16: The type 'X' is unknown.");
        for (String size : List.of("0", "-1", "2.5", "1e3")) {
            refuses(
                    "struct S { vec<int8, " + size + "> v; };",
                    "2:22: The size of vec must be a positive integer.");
        }
        refuses(
                "struct S { mat<int8, 0, 0> v; };",
                "2:22: The number of columns of mat must be a positive integer.",
                "2:25: The number of rows of mat must be a positive integer.");
        refuses(
                "struct S { vec<int8, 99999999999999999999> v; };",
                "2:12: The zero value of vec<int8, 2147483647> holds more than 16777216 values.");
    }

    @Test
    void variants() {
        refuses(
                "struct S { variant<int8, string, int8> v; };",
                "2:34: The type 'int8' appears twice in variant.");
        String many =
                IntStream.rangeClosed(1, 257)
                        .mapToObj(i -> "vec<int8, " + i + ">")
                        .collect(Collectors.joining(","));
        refuses(
                "struct S { variant<" + many + "> v; };",
                "2:12: A variant has 257 alternatives, it must have 1 to 256.");
    }

    @Test
    void voidIsAReturnTypeOnly() {
        String message = "The type 'void' is only allowed as a return type.";
        refuses("struct S { void v; };", "2:12: " + message);
        refuses("struct S { set<void> v; };", "2:16: " + message);
        refuses("concept C; attachment<C, void> a;", "2:26: " + message);
        assertEquals(
                List.of("1:74: " + message),
                check("function_pool P " + UUID + "{ void f(); void g(void a); };"));
    }

    @Test
    void attachmentKey() {
        refuses(
                "concept User;\nattachment<user, string> identity;",
                "3:12: The type K='user' in attachment<K, D> 'identity' must be a concept.");
        refuses(
                "struct S { int8 a; };\nattachment<S, string> identity;",
                "3:12: The type K='S' in attachment<K, D> 'identity' must be a concept.");
        refuses(
                "attachment<string, string> identity;",
                "2:12: The type K='string' in attachment<K, D> 'identity' must be a concept.");
    }

    @Test
    void duplicateAttachment() {
        refuses(
                "concept User; concept Other; attachment<User, string> login;\nattachment<User, int8> login; attachment<Other, int8> login;",
                "3:24: The attachment 'User.login' is already defined.");
    }

    @Test
    void pools() {
        assertEquals(
                List.of(
                        "1:72: The function 'f' is already defined in pool 'P'.",
                        "1:103: The parameter 'a' is already defined in function 'g'.",
                        "2:28: The pool uuid " + UUID + " is already used by 'P'."),
                check(
                        "function_pool P "
                                + UUID
                                + "{ void f(); void f(int8 b); void g(int8 a, bool a); };\n"
                                + "attachment_function_pool Q "
                                + UUID
                                + "{};"));
    }

    @Test
    void mutableIsForAttachmentPools() {
        assertEquals(
                List.of("1:57: Unexpected 'mutable', expected a type."),
                check("function_pool P " + UUID + "{ mutable void f(); };"));
        assertEquals(
                List.of("1:64: Unexpected ',', expected a type."),
                check("function_pool P " + UUID + "{ void f(, int8 a); };"));
    }

    @Test
    void defaultKinds() {
        refuses(
                "struct S { string f = 1; };",
                "2:23: The default value of field 'f' must be a string.");
        refuses(
                "struct S { bool f = 1; };",
                "2:21: The default value of field 'f' must be a boolean.");
        refuses(
                "struct S { int8 f = 1.0; };",
                "2:21: The default value of field 'f' must be an integer.");
        refuses(
                "struct S { int8 f = true; };",
                "2:21: The default value of field 'f' must be an integer.");
        refuses(
                "struct S { float f = \"1\"; };",
                "2:22: The default value of field 'f' must be a number.");
        refuses(
                "struct S { uuid f = \"1\"; };",
                "2:21: The default value of field 'f' must be a uuid.");
        refuses(
                "enum E { a }; struct S { E f = \"a\"; };",
                "2:32: The default value of field 'f' must be a case.");
        refuses(
                "struct S { set<int8> f = 1; };",
                "2:26: The default value of field 'f' must be a list.");
        refuses(
                "struct S { int8 f = {1}; };",
                "2:21: The default value of field 'f' must be an integer.");
        refuses(
                "struct S { vector<int8> f = {1, \"x\", 2, 3.5}; };",
                "2:33: The default value of field 'f' must be an integer.",
                "2:41: The default value of field 'f' must be an integer.");
    }

    @Test
    void defaultsThatTheTypeDoesNotAccept() {
        for (String type :
                List.of(
                        "any",
                        "blob",
                        "blob_id",
                        "commit_id",
                        "variant<int8>",
                        "xarray<int8>",
                        "key<any_concept>")) {
            int column = 12 + type.length() + 5;
            refuses(
                    "struct S { " + type + " f = 1; };",
                    "2:"
                            + column
                            + ": The type '"
                            + type
                            + "' of field 'f' accepts no default value.");
        }
    }

    @Test
    void defaultRanges() {
        refuses(
                "struct S { uint8 f = 300; };",
                "2:22: The value 300 is not in the range of 'uint8'.");
        refuses(
                "struct S { vec<int8, 2> f = {1, 200}; };",
                "2:33: The value 200 is not in the range of 'int8'.");
        refuses(
                "struct S { optional<float> f = 1e40; };",
                "2:32: The value 1e40 is not in the range of 'float'.");
    }

    @Test
    void defaultArity() {
        refuses(
                "struct S { vec<float, 3> f = {1, 2}; };",
                "2:30: The default value of field 'f' has 2 members, vec<float, 3> expects 3.");
        refuses(
                "struct S { mat<int8, 2, 2> f = {{1, 2}, {1}}; };",
                "2:41: The default value of field 'f' has 1 members, vec<int8, 2> expects 2.");
        refuses(
                "struct T { int8 a; int8 b = 2; }; struct S { T f = {1}; };",
                "2:52: The default value of field 'f' has 1 members, N::T expects 2.");
    }

    @Test
    void unknownCase() {
        refuses(
                "enum E { a }; struct S { E f = .x; };",
                "2:32: The case 'x' is not defined for enum 'N::E'.");
    }

    @Test
    void duplicateMembersAndKeys() {
        refuses(
                "struct S { set<int8> f = {1, 2, 1}; };",
                "2:26: A member appears twice in the default value of field 'f'.");
        refuses(
                "struct S { map<int8, bool> f = {{1, true}, {1, false}}; };",
                "2:32: A key appears twice in the default value of field 'f'.");
    }

    @Test
    void nestingIsBounded() {
        String open = "vector<".repeat(Type.MAXIMUM_DEPTH);
        refuses(
                "struct S { " + open + "int8" + ">".repeat(Type.MAXIMUM_DEPTH) + " f; };",
                "2:" + (12 + open.length()) + ": The type nests deeper than 128 levels.");
        String braces = "{".repeat(100_000);
        refuses(
                "struct S { int8 f = " + braces + "1" + "}".repeat(100_000) + "; };",
                "2:277: The default value nests deeper than 256 lists.");
        String chain =
                IntStream.range(1, 1000)
                        .mapToObj(i -> "struct S" + i + " { S" + (i - 1) + " f; };")
                        .collect(Collectors.joining("\n"));
        refuses(
                "struct S0 { int8 f; };\n" + chain,
                "129:8: The struct 'N::S127' nests deeper than 128 levels.");
    }

    @Test
    void zeroValuesAreBounded() {
        String doubling =
                IntStream.range(1, 30)
                        .mapToObj(i ->
                                "struct S" + i + " { S" + (i - 1) + " f; S" + (i - 1) + " g; };")
                        .collect(Collectors.joining("\n"));
        refuses(
                "struct S0 { int8 f; };\n" + doubling,
                "27:8: The zero value of struct 'N::S25' holds more than 16777216 values.");
    }

    private static String inNamespace(String declarations) {
        return "namespace N " + UUID + "{\n" + declarations + "\n};";
    }

    private static void refuses(String declarations, String... expected) {
        assertEquals(List.of(expected), check(inNamespace(declarations)));
    }

    private static List<String> check(String text) {
        return Dsm.check(List.of(new DsmSource("t", text))).diagnostics().stream()
                .map(diagnostic -> diagnostic.toString().substring("t:".length()))
                .toList();
    }
}
