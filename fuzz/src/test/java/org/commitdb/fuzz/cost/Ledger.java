package org.commitdb.fuzz.cost;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.commit.CommitId;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CommitMutableState;
import org.commitdb.store.Durability;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// A file in which documents of one type are edited, commit by commit.
final class Ledger implements AutoCloseable {

    static final Type NUMBER = PrimitiveType.INT64;
    static final Type NUMBERS = new SetType(PrimitiveType.INT64);
    static final Type LIST = new XArrayType(PrimitiveType.INT64);

    private static final DatabaseOptions LAZY =
            DatabaseOptions.DEFAULT.withDurability(Durability.LAZY);

    private final Path file;
    private final Type type;
    private CommitDatabase database;

    /// A new file in `folder`, with one attachment of `type`.
    Ledger(Path folder, String name, Type type) {
        this.file = folder.resolve(name + ".cdb");
        this.type = type;
        this.database = CommitDatabase.create(file, definitions(type), LAZY);
    }

    private static Definitions definitions(Type type) {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace = new Namespace(new UUID(7, 7), "Cost");
        Concept thing = builder.concept(namespace, "Thing");
        builder.attachment(namespace, thing, type, "document");
        return builder.build();
    }

    CommitDatabase database() {
        return database;
    }

    Attachment attachment() {
        return database.definitions().attachments().getFirst();
    }

    Key key(long number) {
        return Key.of(
                attachment().keyTarget(),
                new UUID(number * 0x9E37_79B9_7F4A_7C15L, number + 1),
                database.definitions().concept("Cost::Thing").runtimeId());
    }

    Value zero() {
        return Value.zero(type);
    }

    CommitId commit(CommitId base, Consumer<AttachmentMutating> edit) {
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        edit.accept(mutable.attachmentMutating());
        return database.commitMutations("", mutable);
    }

    Value read(CommitId commit, Key key) {
        return database.state(commit).attachmentGetting().get(attachment(), key).orElseThrow();
    }

    /// Forgets all that the process remembers of the file.
    void reopen() {
        database.close();
        database = CommitDatabase.open(file, LAZY);
    }

    @Override
    public void close() {
        database.close();
    }
}
