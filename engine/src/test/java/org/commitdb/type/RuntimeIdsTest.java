package org.commitdb.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Ids that published models carry, and what an id depends on.
final class RuntimeIdsTest {

    private static final Namespace GRAPH =
            new Namespace(UUID.fromString("27c49329-a399-415c-baf0-db42949d2ba2"), "Graph");
    private static final Namespace CORE =
            new Namespace(UUID.fromString("b1d0f2a4-3c17-4e6a-9f05-2a7c81d94e30"), "Core");

    @Test
    void conceptHasThePublishedId() {
        assertEquals(
                "2f11dc82-c440-640f-b684-210936c58f86",
                concept(GRAPH, "Vertex", null).runtimeId().toString());
    }

    @Test
    void childConceptHasThePublishedId() {
        Concept thing = concept(CORE, "Thing", null);
        assertEquals(
                "4953d146-1dcb-1d23-03b4-2d7e90cef4b2",
                concept(CORE, "SubThing", thing).runtimeId().toString());
    }

    @Test
    void structureHasThePublishedId() {
        Structure position =
                structure(
                        "Position",
                        new Field("x", PrimitiveType.FLOAT),
                        new Field("y", PrimitiveType.FLOAT));
        assertEquals("576fbb64-0742-db36-422b-5a35ff1fa25f", position.runtimeId().toString());
    }

    @Test
    void enumerationHasThePublishedId() {
        Enumeration grade =
                new Enumeration(
                        new QualifiedName(CORE, "Grade"),
                        List.of(new EnumerationCase("low"), new EnumerationCase("high")),
                        "");
        assertEquals("fbfc67e2-b360-2377-80bf-d58461a34eb0", grade.runtimeId().toString());
    }

    @Test
    void attachmentHasThePublishedId() {
        Attachment comments =
                new Attachment(
                        new QualifiedName(GRAPH, "comments"),
                        concept(GRAPH, "Graph", null),
                        new XArrayType(PrimitiveType.STRING),
                        "");
        assertEquals("897b2ffb-45b8-e8e0-36cf-7ce37211e431", comments.runtimeId().toString());
    }

    @Test
    void documentationAndDisplayNameChangeNoId() {
        Concept plain = concept(GRAPH, "Vertex", null);
        Namespace renamed = new Namespace(GRAPH.uuid(), "Renamed");
        assertEquals(
                plain.runtimeId(),
                new Concept(new QualifiedName(renamed, "Vertex"), null, "text").runtimeId());
    }

    @Test
    void clubMembersChangeNoId() {
        QualifiedName name = new QualifiedName(GRAPH, "Things");
        Concept vertex = concept(GRAPH, "Vertex", null);
        assertEquals(
                new Club(name, List.of(), "").runtimeId(),
                new Club(name, List.of(vertex), "").runtimeId());
    }

    @Test
    void defaultChangesTheId() {
        assertNotEquals(
                id(PrimitiveType.UINT8, Literal.NONE), id(PrimitiveType.UINT8, Literal.of(1)));
        assertNotEquals(
                id(PrimitiveType.UINT8, Literal.of(2)), id(PrimitiveType.UINT8, Literal.of(1)));
    }

    @Test
    void defaultThatIsTheZeroChangesNoId() {
        assertEquals(id(PrimitiveType.INT8, Literal.NONE), id(PrimitiveType.INT8, Literal.of(0)));
        assertEquals(
                id(PrimitiveType.BOOL, Literal.NONE), id(PrimitiveType.BOOL, Literal.of(false)));
        assertEquals(
                id(PrimitiveType.DOUBLE, Literal.NONE), id(PrimitiveType.DOUBLE, Literal.of(0.0)));
        assertEquals(
                id(PrimitiveType.STRING, Literal.NONE), id(PrimitiveType.STRING, Literal.of("")));
        assertEquals(
                id(PrimitiveType.UUID, Literal.NONE),
                id(PrimitiveType.UUID, Literal.of(new UUID(0, 0))));
        VecType vec = new VecType(PrimitiveType.INT8, 2);
        assertEquals(id(vec, Literal.NONE), id(vec, Literal.list(Literal.of(0), Literal.of(0))));
    }

    @Test
    void defaultThatIsTheOwnDefaultOfAnEmbeddedStructureChangesNoId() {
        Structure inner = structure("Inner", new Field("f", PrimitiveType.INT8, Literal.of(7)));
        assertEquals(id(inner, Literal.NONE), id(inner, Literal.list(Literal.of(7))));
        assertNotEquals(id(inner, Literal.NONE), id(inner, Literal.list(Literal.of(0))));
    }

    @Test
    void negativeZeroIsNotTheZero() {
        assertNotEquals(
                id(PrimitiveType.DOUBLE, Literal.NONE), id(PrimitiveType.DOUBLE, Literal.of(-0.0)));
    }

    @Test
    void setDefaultIsHashedInOrder() {
        SetType set = new SetType(PrimitiveType.UINT8);
        assertEquals(
                id(set, Literal.list(Literal.of(1), Literal.of(200))),
                id(set, Literal.list(Literal.of(200), Literal.of(1))));
    }

    @Test
    void mapDefaultIsHashedInOrderOfItsKeys() {
        MapType map = new MapType(PrimitiveType.STRING, PrimitiveType.INT8);
        Literal small = Literal.list(Literal.of("\uffff"), Literal.of(1));
        Literal large = Literal.list(Literal.of("\ud83d\ude00"), Literal.of(2));
        assertEquals(id(map, Literal.list(small, large)), id(map, Literal.list(large, small)));
    }

    private static RuntimeId id(Type type, Literal literal) {
        return structure("S", new Field("f", type, literal)).runtimeId();
    }

    private static Structure structure(String name, Field... fields) {
        return new Structure(new QualifiedName(GRAPH, name), List.of(fields), "");
    }

    private static Concept concept(Namespace namespace, String name, Concept parent) {
        return new Concept(new QualifiedName(namespace, name), parent, "");
    }
}
