package org.commitdb.fuzz.scale;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.commit.CommitId;
import org.commitdb.state.CommitMutableState;
import org.commitdb.store.Durability;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.value.BlobValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// A database with two attachments: a small number and a large document for each thing.
final class CounterDatabase {

    /// How many things there are; what is written to one again replaces what was there.
    static final int THINGS = 1_000;

    private CounterDatabase() {}

    static CommitDatabase create(Path file) {
        return CommitDatabase.create(
                file, definitions(), DatabaseOptions.DEFAULT.withDurability(Durability.LAZY));
    }

    private static Definitions definitions() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("2f3d8f0a-7a66-4c2c-9c4b-3f4f0b8a4f11"), "Scale");
        Concept thing = builder.concept(namespace, "Thing");
        builder.attachment(namespace, thing, PrimitiveType.INT64, "number");
        builder.attachment(namespace, thing, PrimitiveType.BLOB, "body");
        return builder.build();
    }

    private static Key key(CommitDatabase database, Attachment attachment, long number) {
        return Key.of(
                attachment.keyTarget(),
                new UUID(7, number % THINGS),
                database.definitions().concept("Scale::Thing").runtimeId());
    }

    /// Sets the number of one thing to `number`, on top of `parent`.
    static CommitId count(CommitDatabase database, CommitId parent, long number) {
        return set(
                database,
                parent,
                "Scale::Thing.number",
                number,
                IntegerValue.of(PrimitiveType.INT64, number));
    }

    /// Sets the body of one thing to bytes that follow from `number`, on top of `parent`.
    static CommitId fill(CommitDatabase database, CommitId parent, long number, int lengthBytes) {
        return set(database, parent, "Scale::Thing.body", number, body(number, lengthBytes));
    }

    static BlobValue body(long number, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        new SplittableRandom(number).nextBytes(bytes);
        return BlobValue.of(bytes);
    }

    private static CommitId set(
            CommitDatabase database, CommitId parent, String name, long number, Value value) {
        Attachment attachment = database.definitions().attachment(name);
        CommitMutableState mutable = new CommitMutableState(database.state(parent));
        mutable.attachmentMutating().set(attachment, key(database, attachment, number), value);
        return database.commitMutations("", mutable);
    }

    /// The document that `name` and the thing of `number` have at `commit`.
    static Value read(CommitDatabase database, CommitId commit, String name, long number) {
        Attachment attachment = database.definitions().attachment(name);
        return database.state(commit)
                .attachmentGetting()
                .get(attachment, key(database, attachment, number))
                .orElseThrow();
    }
}
