package org.commitdb.value;

import java.util.List;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.EnumerationCase;
import org.commitdb.type.Field;
import org.commitdb.type.KeyType;
import org.commitdb.type.Literal;
import org.commitdb.type.LiteralDomain;
import org.commitdb.type.MapType;
import org.commitdb.type.Namespace;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.QualifiedName;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;

/// A small closed model that tests of values, paths and encodings share.
public final class SampleTypes {

    private static final Namespace NAMESPACE =
            new Namespace(UUID.fromString("8b0c1d6e-41f5-4b8e-9c57-0a7f5a1e2d34"), "Sample");

    public static final Concept THING = new Concept(name("Thing"), null, "");
    public static final Concept GADGET = new Concept(name("Gadget"), THING, "");
    public static final Concept OTHER = new Concept(name("Other"), null, "");
    public static final Club CLUB = new Club(name("Group"), List.of(GADGET, OTHER), "");

    public static final Enumeration COLOUR =
            new Enumeration(
                    name("Colour"), List.of(named("red"), named("green"), named("blue")), "");

    /// `struct Point { double x; double y = 1.5; Colour colour = .green; }`
    public static final Structure POINT =
            new Structure(
                    name("Point"),
                    List.of(
                            field("x", PrimitiveType.DOUBLE, new Literal.None()),
                            field("y", PrimitiveType.DOUBLE, scalar(LiteralDomain.DOUBLE, "1.5")),
                            field(
                                    "colour",
                                    COLOUR,
                                    scalar(LiteralDomain.ENUMERATION_CASE, "green"))),
                    "");

    /// `struct Shape { string name; vector<Point> points; optional<Point> centre; map<string,
    /// int64> tags; xarray<string> notes; }`
    public static final Structure SHAPE =
            new Structure(
                    name("Shape"),
                    List.of(
                            field("name", PrimitiveType.STRING, new Literal.None()),
                            field("points", new VectorType(POINT), new Literal.None()),
                            field("centre", new OptionalType(POINT), new Literal.None()),
                            field(
                                    "tags",
                                    new MapType(PrimitiveType.STRING, PrimitiveType.INT64),
                                    new Literal.None()),
                            field(
                                    "notes",
                                    new XArrayType(PrimitiveType.STRING),
                                    new Literal.None())),
                    "");

    public static final Attachment SHAPES = new Attachment(name("shape"), THING, SHAPE, "");
    public static final Attachment NOTES =
            new Attachment(
                    name("notes"),
                    AnyConcept.ANY_CONCEPT,
                    new XArrayType(PrimitiveType.STRING),
                    "");
    public static final Attachment MEMBERS =
            new Attachment(name("members"), CLUB, new KeyType(CLUB), "");

    public static final Definitions DEFINITIONS =
            Definitions.of(
                    List.of(
                            THING, GADGET, OTHER, CLUB, COLOUR, POINT, SHAPE, SHAPES, NOTES,
                            MEMBERS));

    /// The types of the model that have names.
    public static final List<Type> NAMED = List.of(COLOUR, POINT, SHAPE);

    private SampleTypes() {}

    static QualifiedName name(String name) {
        return new QualifiedName(NAMESPACE, name);
    }

    static Field field(String name, Type type, Literal defaultValue) {
        return new Field(name, type, defaultValue, "");
    }

    static Literal scalar(LiteralDomain domain, String text) {
        return new Literal.Scalar(domain, text);
    }

    private static EnumerationCase named(String name) {
        return new EnumerationCase(name, "");
    }
}
