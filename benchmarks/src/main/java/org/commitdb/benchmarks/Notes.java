package org.commitdb.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.state.CommitMutableState;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Field;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Structure;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;

/// The model that benchmarks share: notes of 120 bytes, each with a title, a body, a number and a
/// fraction.
public final class Notes {

    private static final Definitions DEFINITIONS = build();

    /// Where the notes are.
    public static final Attachment ATTACHMENT = DEFINITIONS.attachment("Benchmark::Item.note");

    /// The field that updates change.
    public static final Path TITLE = Path.root(ATTACHMENT.documentType()).field("title");

    private Notes() {}

    /// The registry.
    public static Definitions definitions() {
        return DEFINITIONS;
    }

    private static Definitions build() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("4a2c1a3e-8a52-4be4-9d0f-5a5f5d1c0b10"), "Benchmark");
        Structure note =
                builder.structure(
                        namespace,
                        "Note",
                        new Field("title", PrimitiveType.STRING),
                        new Field("body", PrimitiveType.STRING),
                        new Field("number", PrimitiveType.INT64),
                        new Field("fraction", PrimitiveType.DOUBLE));
        builder.attachment(namespace, builder.concept(namespace, "Item"), note, "note");
        return builder.build();
    }

    /// The key of a note; keys of successive numbers lie far apart.
    public static Key key(int number) {
        Concept concept = (Concept) ATTACHMENT.keyTarget();
        byte[] name = ("note " + number).getBytes(StandardCharsets.US_ASCII);
        return Key.of(concept, UUID.nameUUIDFromBytes(name), concept.runtimeId());
    }

    /// A note.
    public static StructureValue note(int number) {
        return StructureValue.of(
                (Structure) ATTACHMENT.documentType(),
                StringValue.of("title of note %010d".formatted(number)),
                StringValue.of("body of note %067d".formatted(number)),
                IntegerValue.of(PrimitiveType.INT64, number),
                DoubleValue.of(number + 0.5));
    }

    /// Commits that set one note each, on top of `base`; returns the last one.
    public static CommitId write(CommitDatabase database, CommitId base, int from, int to) {
        CommitId last = base;
        for (int number = from; number < to; number++) {
            CommitMutableState mutable = new CommitMutableState(database.state(last));
            mutable.attachmentMutating().set(ATTACHMENT, key(number), note(number));
            last = database.commitMutations("", mutable);
        }
        return last;
    }

    /// A commit that gives one note another title, on top of `base`.
    public static CommitId retitle(CommitDatabase database, CommitId base, int number, String to) {
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        mutable.attachmentMutating().update(ATTACHMENT, key(number), TITLE, StringValue.of(to));
        return database.commitMutations("", mutable);
    }
}
