package org.commitdb.dsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.type.Definitions;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RandomDefinitions;
import org.commitdb.type.Type;

/// Printing and reading are inverse; no text breaks the reader.
final class DsmPropertyTest {

    @Property(tries = 300)
    void printedModelReadsBack(@ForAll long seed) {
        DsmModel model = model(seed);
        String text = DsmPrinter.standard().print(model);
        DsmModel read = Dsm.parse(text);
        assertSame(model, read);
        assertEquals(text, DsmPrinter.standard().print(read));
    }

    @Property(tries = 100)
    void runtimeIdsInCommentsChangeNothing(@ForAll long seed) {
        DsmModel model = model(seed);
        assertSame(model, Dsm.parse(DsmPrinter.standard().withRuntimeIds(true).print(model)));
    }

    @Property(tries = 100)
    void textWithoutDocumentationHasTheSameIds(@ForAll long seed) {
        DsmModel model = model(seed);
        DsmModel read = Dsm.parse(DsmPrinter.standard().withDocumentation(false).print(model));
        assertEquals(List.copyOf(model.definitions().all()), List.copyOf(read.definitions().all()));
    }

    @Property(tries = 1000)
    void mutatedTextEndsInAReport(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(DsmPrinter.standard().print(model(seed % 20)));
        for (int i = 0; i <= random.nextInt(5); i++) {
            mutate(text, random);
        }
        assertNotNull(Dsm.check(List.of(new DsmSource("t", text.toString()))));
    }

    @Property(tries = 500)
    void shuffledTokensEndInAReport(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> words =
                List.of(
                        "namespace",
                        "N",
                        "{00000000-0000-0000-0000-000000000001}",
                        "{",
                        "}",
                        ";",
                        "concept",
                        "is",
                        "a",
                        "<",
                        ">",
                        ",",
                        "=",
                        "struct",
                        "enum",
                        "club",
                        "membership",
                        "attachment",
                        "key",
                        "vec",
                        "map",
                        "(",
                        ")",
                        "function_pool",
                        "mutable",
                        "A::B",
                        "\"\"\"doc\"\"\"",
                        "\"s\"",
                        "-1.5",
                        ".c",
                        "int8",
                        "void",
                        "true");
        StringBuilder text =
                new StringBuilder("namespace N {00000000-0000-0000-0000-000000000001} {");
        for (int i = 0; i < 200; i++) {
            text.append(words.get(random.nextInt(words.size()))).append(' ');
        }
        assertNotNull(Dsm.check(List.of(new DsmSource("t", text.toString()))));
    }

    @Property(tries = 1000)
    void anyTextEndsInAReport(@ForAll String text) {
        assertNotNull(Dsm.check(List.of(new DsmSource("t", text))));
    }

    @Example
    void modelFilesReadBack() {
        DsmModel model = Dsm.parse(DsmTest.modelFolder());
        assertSame(model, Dsm.parse(DsmPrinter.standard().print(model)));
    }

    private static void assertSame(DsmModel expected, DsmModel actual) {
        assertArrayEquals(
                DefinitionsCodec.encode(expected.definitions()),
                DefinitionsCodec.encode(actual.definitions()));
        assertEquals(expected.pools(), actual.pools());
    }

    private static void mutate(StringBuilder text, Random random) {
        if (text.isEmpty()) {
            return;
        }
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, "{}<>,;=\"().:".charAt(random.nextInt(12)));
            case 2 -> text.setLength(at);
            default ->
                    text.insert(
                            at,
                            text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
        }
    }

    private static DsmModel model(long seed) {
        Definitions definitions = RandomDefinitions.of(seed);
        Random random = new Random(seed);
        List<FunctionPool> pools = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            PoolKind kind = random.nextBoolean() ? PoolKind.FUNCTION : PoolKind.ATTACHMENT_FUNCTION;
            List<PoolFunction> functions = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                Type returned =
                        random.nextBoolean()
                                ? PrimitiveType.VOID
                                : RandomDefinitions.type(random.nextLong(), definitions, 2);
                Parameter parameter =
                        new Parameter(
                                "p", RandomDefinitions.type(random.nextLong(), definitions, 2));
                boolean mutable = kind == PoolKind.ATTACHMENT_FUNCTION && random.nextBoolean();
                functions.add(
                        new PoolFunction(
                                "f" + j, mutable, returned, List.of(parameter), "a\"\"\"\\b\""));
            }
            pools.add(new FunctionPool(kind, new UUID(1, i), "P" + i, functions, "doc\"\""));
        }
        return new DsmModel(definitions, pools);
    }
}
