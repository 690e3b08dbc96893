package org.commitdb.state;

import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.store.RecordStore;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.Namespace;
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

/// A registry with something of everything: each kind of type as a field, as a bare document and
/// under containers; attachments of a concept, a subconcept, a club and any concept.
public final class RichModel implements DocumentModel {

    /// Blobs that documents may name; a store must have them before commits do.
    static final List<byte[]> BLOBS = List.of(new byte[] {1, 2, 3}, new byte[] {4});

    final Definitions definitions;
    final Concept thing;
    final Concept gadget;
    final Concept other;
    final Club crew;
    final Enumeration color;
    final Structure point;
    final Structure profile;

    /// Types of what stands under `any` in generated values.
    final List<Type> anyTypes;

    /// Builds the registry, always the same.
    public RichModel() {
        Namespace rich = new Namespace(new UUID(0x52696368L << 32, 0x4d6f64656c000001L), "Rich");
        DefinitionsBuilder builder = Definitions.builder();
        thing = builder.concept(rich, "Thing");
        gadget = builder.concept(rich, "Gadget", thing);
        other = builder.concept(rich, "Other");
        crew = builder.club(rich, "Crew");
        builder.membership(crew, gadget).membership(crew, other);
        color = builder.enumeration(rich, "Color", "red", "green", "blue");
        point =
                builder.structure(
                        rich,
                        "Point",
                        new Field("x", PrimitiveType.INT32),
                        new Field("labels", new SetType(PrimitiveType.STRING)),
                        new Field("steps", new XArrayType(PrimitiveType.INT16)));
        VariantType choice =
                new VariantType(
                        List.of(
                                PrimitiveType.INT64,
                                PrimitiveType.STRING,
                                point,
                                new MapType(PrimitiveType.STRING, PrimitiveType.BOOL)));
        profile =
                builder.structure(
                        rich,
                        "Profile",
                        new Field("flag", PrimitiveType.BOOL),
                        new Field("u8", PrimitiveType.UINT8),
                        new Field("u16", PrimitiveType.UINT16),
                        new Field("u32", PrimitiveType.UINT32),
                        new Field("u64", PrimitiveType.UINT64),
                        new Field("i8", PrimitiveType.INT8),
                        new Field("i16", PrimitiveType.INT16),
                        new Field("i32", PrimitiveType.INT32),
                        new Field("i64", PrimitiveType.INT64),
                        new Field("f32", PrimitiveType.FLOAT),
                        new Field("f64", PrimitiveType.DOUBLE),
                        new Field("text", PrimitiveType.STRING),
                        new Field("id", PrimitiveType.UUID),
                        new Field("raw", PrimitiveType.BLOB),
                        new Field("file", PrimitiveType.BLOB_ID),
                        new Field("commit", PrimitiveType.COMMIT_ID),
                        new Field("color", color),
                        new Field("point", point),
                        new Field("maybe", new OptionalType(point)),
                        new Field("free", AnyType.ANY),
                        new Field("choice", choice),
                        new Field("place", new VecType(PrimitiveType.FLOAT, 3)),
                        new Field("frame", new MatType(PrimitiveType.INT16, 2, 2)),
                        new Field(
                                "pair", new TupleType(List.of(PrimitiveType.STRING, AnyType.ANY))),
                        new Field("points", new VectorType(point)),
                        new Field("colors", new SetType(color)),
                        new Field("scores", new MapType(PrimitiveType.STRING, point)),
                        new Field("items", new XArrayType(point)),
                        new Field("owner", new KeyType(thing)),
                        new Field("member", new KeyType(crew)),
                        new Field("subject", new KeyType(AnyConcept.ANY_CONCEPT)));
        anyTypes =
                List.of(
                        PrimitiveType.INT64,
                        PrimitiveType.STRING,
                        PrimitiveType.DOUBLE,
                        point,
                        color,
                        choice,
                        new KeyType(thing),
                        new OptionalType(PrimitiveType.BOOL),
                        new VectorType(AnyType.ANY),
                        new SetType(PrimitiveType.STRING),
                        new MapType(PrimitiveType.STRING, PrimitiveType.BOOL),
                        new MapType(new KeyType(thing), AnyType.ANY),
                        new XArrayType(PrimitiveType.INT16),
                        new VecType(PrimitiveType.DOUBLE, 2),
                        new TupleType(List.of(PrimitiveType.BOOL, PrimitiveType.STRING)));
        builder.attachment(rich, thing, profile, "profile");
        builder.attachment(rich, gadget, new SetType(PrimitiveType.INT32), "tags");
        builder.attachment(rich, crew, new XArrayType(PrimitiveType.STRING), "notes");
        builder.attachment(rich, AnyConcept.ANY_CONCEPT, AnyType.ANY, "mark");
        builder.attachment(rich, thing, new MapType(color, new VectorType(choice)), "log");
        builder.attachment(rich, other, choice, "choice");
        builder.attachment(rich, thing, new OptionalType(new XArrayType(AnyType.ANY)), "queue");
        builder.attachment(rich, thing, PrimitiveType.STRING, "name");
        builder.attachment(
                rich,
                gadget,
                new MapType(point, new MapType(PrimitiveType.INT8, new SetType(point))),
                "nested");
        definitions = builder.build();
    }

    @Override
    public Definitions definitions() {
        return definitions;
    }

    @Override
    public List<Type> anyTypes() {
        return anyTypes;
    }

    static BlobId blobId(byte[] bytes) {
        return BlobId.ofContent("uchar-1", bytes);
    }

    /// Gives `store` the blobs that generated documents may name.
    public static void putBlobs(RecordStore store) {
        for (byte[] blob : BLOBS) {
            store.putBlob(blobId(blob), "uchar-1", blob);
        }
    }
}
