package org.commitdb.dsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.StorageException;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Field;
import org.commitdb.type.Literal;
import org.commitdb.type.LiteralDomain;
import org.commitdb.type.Structure;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What sound text means.
final class DsmTest {

    @TempDir private Path folder;

    static Path modelFolder() {
        try {
            return Path.of(Objects.requireNonNull(DsmTest.class.getResource("model")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Definitions shop() {
        return Dsm.parse(modelFolder()).definitions();
    }

    private static Literal defaultOf(String field) {
        Structure order = (Structure) shop().definition("Shop::Order");
        return order.fields().get(order.indexOf(field)).defaultValue();
    }

    @Test
    void everyConstructIsUnderstood() {
        Definitions definitions = shop();
        assertEquals(4, definitions.concepts().size());
        assertEquals(1, definitions.clubs().size());
        assertEquals(1, definitions.enumerations().size());
        assertEquals(3, definitions.structures().size());
        assertEquals(6, definitions.attachments().size());
    }

    @Test
    void forwardReferencesAcrossFilesAreFound() {
        Definitions definitions = shop();
        assertEquals(
                definitions.concept("Shop::Person"), definitions.concept("Places::Town").parent());
        assertEquals(
                List.of("Shop::Company", "Places::Town", "Shop::Person"),
                definitions.clubs().getFirst().members().stream().map(Concept::toString).toList());
    }

    @Test
    void documentationIsVerbatim() {
        assertEquals(
                "May sign a contract.\nOver two lines, with \"quotes\".",
                shop().definition("Shop::Signer").documentation());
        Structure order = (Structure) shop().definition("Shop::Order");
        assertEquals("When true, ship today.", order.fields().getFirst().documentation());
        assertEquals(
                "Nothing happened yet.",
                shop().enumerations().getFirst().cases().getFirst().documentation());
    }

    @Test
    void defaultsFollowTheTypeOfTheField() {
        assertEquals(new Literal.Scalar(LiteralDomain.FLOAT, "42.419998"), defaultOf("ratio"));
        assertEquals(new Literal.Scalar(LiteralDomain.DOUBLE, "1e-05"), defaultOf("tiny"));
        assertEquals(Literal.of("a \"b\"\né"), defaultOf("label"));
        assertEquals(Literal.ofCase("float"), defaultOf("status"));
        assertEquals(
                new Literal.Scalar(LiteralDomain.UUID, "6a1f0b52-9c44-4f0e-8d1b-0f3c7a5e2b91"),
                defaultOf("id"));
        assertEquals(Literal.of(8), defaultOf("maybe"));
        assertEquals(
                Literal.list(
                        new Literal.Scalar(LiteralDomain.FLOAT, "1"),
                        new Literal.Scalar(LiteralDomain.FLOAT, "2.5"),
                        new Literal.Scalar(LiteralDomain.FLOAT, "-3")),
                defaultOf("position"));
        assertEquals(Literal.NONE, defaultOf("picture"));
    }

    @Test
    void typesAreAsWritten() {
        Structure order = (Structure) shop().definition("Shop::Order");
        Map<String, String> types = new HashMap<>();
        for (Field field : order.fields()) {
            types.put(field.name(), field.type().toString());
        }
        assertEquals("mat<uint8, 2, 3>", types.get("m"));
        assertEquals("variant<int8, string, Shop::Line>", types.get("choice"));
        assertEquals("key<Places::Town>", types.get("key"));
        assertEquals("key<any_concept>", types.get("anything"));
    }

    @Test
    void poolsAreKept() {
        DsmModel model = Dsm.parse(modelFolder());
        FunctionPool sums = model.pools(PoolKind.FUNCTION).getFirst();
        assertEquals("Sums.", sums.documentation());
        assertEquals("Places::Point", sums.functions().getLast().returnType().toString());
        FunctionPool clerk = model.pools(PoolKind.ATTACHMENT_FUNCTION).getFirst();
        assertTrue(clerk.functions().getFirst().mutable());
        assertFalse(clerk.functions().getLast().mutable());
    }

    @Test
    void attachmentsOfOneNameOnSeveralKeysAreApart() {
        assertEquals(
                List.of(
                        "Shop::Customer.orders",
                        "Shop::Company.note",
                        "Shop::Person.note",
                        "Shop::Signer.signature",
                        "any_concept.seen",
                        "Shop::Places::Town.place"),
                shop().attachments().stream().map(Attachment::identifier).toList());
    }

    @Test
    void orderOfPartsChangesNoId() {
        String first =
                "namespace A {00000000-0000-0000-0000-00000000000a} { struct S { B::T t; }; };";
        String second =
                "namespace B {00000000-0000-0000-0000-00000000000b} { struct T { int8 x; }; };";
        DsmSource one = new DsmSource("1", first);
        DsmSource two = new DsmSource("2", second);
        assertEquals(
                Dsm.parse(List.of(one, two)).definitions().digest(),
                Dsm.parse(List.of(two, one)).definitions().digest());
    }

    @Test
    void emptyTextIsAModelOfNothing() {
        assertTrue(Dsm.parse("").definitions().all().isEmpty());
        assertTrue(Dsm.parse("// only a comment").definitions().all().isEmpty());
        assertTrue(
                Dsm.parse("namespace N {00000000-0000-0000-0000-000000000001} {};")
                        .definitions()
                        .all()
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffconcept C;",
                "concept C; // ends here",
                "concept\tC\r\n;",
                "concept is; concept a is\na is;",
                "struct S { key<any_concept> key; int8 vec; int8 mat; int8 is; int8 a; int8 attachment; };",
                "struct S { key <any_concept> k; vec < float , 3 > v; };",
                "struct S { double d = 1e-05; };",
                "struct S { double d = -0.5E+10; };",
                "struct string_ { vector<vector<vector<int8>>> v; };",
                "struct vector { int8 x; }; struct T { vector v; vector<vector> w; };",
                "enum E { bool, float, string, any, key };",
                "club Empty;",
                "\"\"\"with \"size\" letters\"\"\" concept C;",
                "\"\"\"unknown \\d escape\"\"\" concept C;",
                "struct S { string s = \"over\ntwo lines\"; };",
                "concept N; struct Q { N::N2 x; }; struct N2 { int8 y; };",
            })
    void textIsAccepted(String declarations) {
        boolean marked = declarations.startsWith("\ufeff");
        String text =
                (marked ? "\ufeff" : "")
                        + "namespace N {00000000-0000-0000-0000-000000000001} {"
                        + declarations.substring(marked ? 1 : 0)
                        + "\n};";
        assertEquals(List.of(), Dsm.check(List.of(new DsmSource("t", text))).diagnostics());
    }

    @Test
    void unknownEscapesStayInDocstrings() {
        String text =
                "namespace N {00000000-0000-0000-0000-000000000001} { \"\"\"a\\d \\u00e9 \\\"\"\"\" concept C; };";
        DsmReport report = Dsm.check(List.of(new DsmSource("t", text)));
        assertFalse(report.isClean(), "the first three quotes end a docstring");
        String closed =
                "namespace N {00000000-0000-0000-0000-000000000001} { \"\"\"a\\d \\u00e9 \\\"\\u0022\"\"\" concept C; };";
        assertEquals(
                "a\\d é \"\"", Dsm.parse(closed).definitions().definition("N::C").documentation());
    }

    @Test
    void folderIsNotRecursiveAndTakesOnlyDsmFiles() throws IOException {
        Files.writeString(
                folder.resolve("b.dsm"),
                "namespace B {00000000-0000-0000-0000-00000000000b} { concept X; };");
        Files.writeString(
                folder.resolve("a.dsm"),
                "namespace A {00000000-0000-0000-0000-00000000000a} { concept X; };");
        Files.writeString(folder.resolve("notes.txt"), "no DSM");
        Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("c.dsm"), "broken");
        assertEquals(
                List.of("A::X", "B::X"),
                Dsm.parse(folder).definitions().all().stream().map(Definition::toString).toList());
    }

    @Test
    void unreadablePathIsAStorageFailure() {
        assertThrows(StorageException.class, () -> Dsm.check(folder.resolve("missing.dsm")));
        assertThrows(StorageException.class, () -> Dsm.check(folder));
    }

    @Test
    void textThatIsNotUtf8IsReportedWhereItBreaks() throws IOException {
        Path file = folder.resolve("latin.dsm");
        Files.write(file, "// é\n// \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "latin.dsm:1:4: The text is not UTF-8.",
                Dsm.check(file).diagnostics().getFirst().toString());
    }

    @Test
    void parseThrowsEveryDiagnostic() {
        DefinitionsException e =
                assertThrows(
                        DefinitionsException.class,
                        () ->
                                Dsm.parse(
                                        "namespace N {00000000-0000-0000-0000-000000000001} { struct S { X x;\n Y y; }; };"));
        assertEquals(
                List.of(
                        "text:1:65: The type 'X' is unknown.",
                        "text:2:2: The type 'Y' is unknown."),
                e.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ge", "tuto", "quickstart", "jetbrains-sample"})
    void publishedModelsAreAccepted(String name) {
        Path path = SharedData.find("dsm/" + name).orElse(null);
        Assumptions.assumeTrue(path != null, "no shared data");
        assertEquals(List.of(), Dsm.check(path).diagnostics());
    }

    @Test
    void publishedInvalidModelHasItsOneError() {
        Path path = SharedData.find("dsm/node-invalid").orElse(null);
        Assumptions.assumeTrue(path != null, "no shared data");
        assertEquals(
                List.of("test.dsm:3:16: The type 'invalid_type1' is unknown."),
                Dsm.check(path).diagnostics().stream().map(Diagnostic::toString).toList());
    }

    @Test
    void publishedRuntimeIdsAreComputed() throws IOException {
        Path path = SharedData.find("dsm/ge").orElse(null);
        Assumptions.assumeTrue(path != null, "no shared data");
        Map<String, String> published = new TreeMap<>();
        for (String line : Files.readAllLines(path.resolve("runtime_ids.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                published.put(line.split(" ")[0], line.split(" ")[1]);
            }
        }
        Map<String, String> computed = new TreeMap<>();
        for (Definition definition : Dsm.parse(path).definitions().all()) {
            computed.put(publishedName(definition), definition.runtimeId().toString());
        }
        assertEquals(20, published.size());
        assertEquals(published, computed);
    }

    private static String publishedName(Definition definition) {
        String name = definition.name().name();
        return definition instanceof Attachment attachment
                ? "Graph_"
                        + ((Concept) attachment.keyTarget()).name().name()
                        + "_"
                        + name.substring(0, 1).toUpperCase(Locale.ROOT)
                        + name.substring(1)
                : "Graph_" + name;
    }
}
