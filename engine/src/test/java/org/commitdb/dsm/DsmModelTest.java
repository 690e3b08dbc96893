package org.commitdb.dsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.commitdb.error.DefinitionsException;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.KeyType;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.junit.jupiter.api.Test;

/// Models that are put together in code, and their text.
final class DsmModelTest {

    private static final UUID POOL = new UUID(5, 5);

    private static FunctionPool pool(PoolFunction... functions) {
        return new FunctionPool(PoolKind.FUNCTION, POOL, "Pool", List.of(functions), "");
    }

    private static PoolFunction function(String name, Parameter... parameters) {
        return new PoolFunction(name, false, PrimitiveType.VOID, List.of(parameters), "");
    }

    @Test
    void samePoolIsNothingNew() {
        DsmModel model = new DsmModel(Definitions.EMPTY, List.of(pool(function("f"))));
        assertEquals(model.pools(), model.extend(model).pools());
        assertEquals(model.pools(), new DsmModel(Definitions.EMPTY).extend(model).pools());
    }

    @Test
    void changedPoolIsRefused() {
        DsmModel model = new DsmModel(Definitions.EMPTY, List.of(pool(function("f"))));
        DsmModel other = new DsmModel(Definitions.EMPTY, List.of(pool(function("g"))));
        DefinitionsException e =
                assertThrows(DefinitionsException.class, () -> model.extend(other));
        assertEquals(
                "The pool 'Pool' {00000000-0000-0005-0000-000000000005} is already defined with another content.",
                e.getMessage());
    }

    @Test
    void poolsAreChecked() {
        Parameter parameter = new Parameter("a", PrimitiveType.INT8);
        assertThrows(IllegalArgumentException.class, () -> pool(function("f"), function("f")));
        assertThrows(IllegalArgumentException.class, () -> function("f", parameter, parameter));
        assertThrows(IllegalArgumentException.class, () -> new Parameter("a", PrimitiveType.VOID));
        assertThrows(
                IllegalArgumentException.class,
                () -> pool(new PoolFunction("f", true, PrimitiveType.VOID, List.of(), "")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FunctionPool(PoolKind.FUNCTION, new UUID(0, 0), "P", List.of(), ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DsmModel(Definitions.EMPTY, List.of(pool(), pool())));
    }

    @Test
    void poolsUseTheModelsTypesOnly() {
        Concept foreign = Definitions.builder().concept(new Namespace(new UUID(1, 1), "N"), "C");
        FunctionPool pool = pool(function("f", new Parameter("a", new KeyType(foreign))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DsmModel(Definitions.EMPTY, List.of(pool)));
    }

    @Test
    void namespacesOfOneNameAreToldApartInText() {
        DefinitionsBuilder mine = Definitions.builder();
        mine.concept(new Namespace(new UUID(1, 1), "Lib"), "X");
        DefinitionsBuilder theirs = Definitions.builder();
        Concept parent = theirs.concept(new Namespace(new UUID(2, 2), "Lib"), "X");
        theirs.concept(new Namespace(new UUID(3, 3), "App"), "Y", parent);
        Definitions united = mine.build().extend(theirs.build()).definitions();
        String text = DsmPrinter.standard().print(united);
        assertTrue(text.contains("concept Y is a Lib_2::X;"), text);
        assertEquals(List.copyOf(united.all()), List.copyOf(Dsm.parse(text).definitions().all()));
    }

    @Test
    void runtimeIdsStandInComments() {
        DefinitionsBuilder builder = Definitions.builder();
        Concept concept = builder.concept(new Namespace(new UUID(1, 1), "Lib"), "X", null, "Doc.");
        assertEquals(
                """
                namespace Lib {00000000-0000-0001-0000-000000000001} {

                concept X; // %s
                };

                """
                        .formatted(concept.runtimeId()),
                DsmPrinter.standard()
                        .withRuntimeIds(true)
                        .withDocumentation(false)
                        .print(builder.build()));
    }
}
