package org.commitdb.benchmarks.compare.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.state.AttachmentGetting;
import org.commitdb.state.CommitMutableState;
import org.commitdb.store.Durability;
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
import org.jspecify.annotations.Nullable;

/// CommitDB: a transaction is a commit that sets two documents.
///
/// Where the commit is the record, it sets one, and its own encoding is the record of 300 bytes,
/// which its id finds. Threads that write at once each write a stream of their own.
public final class CommitDbPeer implements KeyValuePeer {

    private final CommitDatabase database;
    private final Attachment documents;
    private final Attachment records;
    private final boolean commitIsRecord;
    private final ThreadLocal<CommitId> last;
    private volatile @Nullable String label;

    /// Opens or creates the database in `folder`.
    public CommitDbPeer(Path folder, Guarantee guarantee, boolean commitIsRecord) {
        Path file = folder.resolve("compare.cdb");
        DatabaseOptions options =
                DatabaseOptions.DEFAULT.withDurability(
                        guarantee == Guarantee.DURABLE ? Durability.FULL : Durability.LAZY);
        this.database =
                Files.exists(file)
                        ? CommitDatabase.open(file, options)
                        : CommitDatabase.create(file, definitions(), options);
        this.documents = database.definitions().attachment("Compare::Item.document");
        this.records = database.definitions().attachment("Compare::Item.record");
        this.commitIsRecord = commitIsRecord;
        CommitId head = database.lastCommitId().orElse(CommitId.NONE);
        this.last = ThreadLocal.withInitial(() -> head);
    }

    private static Definitions definitions() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("4a2c1a3e-8a52-4be4-9d0f-5a5f5d1c0b01"), "Compare");
        Concept item = builder.concept(namespace, "Item");
        Structure document =
                builder.structure(
                        namespace,
                        "Document",
                        new Field("title", PrimitiveType.STRING),
                        new Field("body", PrimitiveType.STRING),
                        new Field("number", PrimitiveType.INT64),
                        new Field("fraction", PrimitiveType.DOUBLE));
        builder.attachment(namespace, item, document, "document");
        builder.attachment(namespace, item, PrimitiveType.STRING, "record");
        return builder.build();
    }

    @Override
    public void write(Payload payload) {
        CommitMutableState mutable = new CommitMutableState(database.state(last.get()));
        mutable.attachmentMutating()
                .set(documents, key(documents, payload.name().uuid()), document(payload));
        if (commitIsRecord) {
            String filler = label;
            if (filler == null) {
                filler = fillerFor(mutable);
                label = filler;
            }
            last.set(database.commitMutations(filler, mutable));
            return;
        }
        UUID instance = uuidOf(payload.recordKey());
        mutable.attachmentMutating()
                .set(
                        records,
                        key(records, instance),
                        StringValue.of(new String(payload.record(), US_ASCII)));
        last.set(database.commitMutations("", mutable));
    }

    /// The label that makes a commit as long as a record.
    private static String fillerFor(CommitMutableState mutable) {
        int bare =
                CommitCodec.encodeMutations(
                                CommitId.of(new byte[32]), 1L << 50, "", "", mutable.program())
                        .length;
        return "-".repeat(Math.max(0, Payload.RECORD_BYTES - bare));
    }

    private StructureValue document(Payload payload) {
        byte[] bytes = payload.document();
        int numbers = Payload.TITLE_BYTES + Payload.BODY_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return StructureValue.of(
                (Structure) documents.documentType(),
                StringValue.of(new String(bytes, 0, Payload.TITLE_BYTES, US_ASCII)),
                StringValue.of(
                        new String(bytes, Payload.TITLE_BYTES, Payload.BODY_BYTES, US_ASCII)),
                IntegerValue.of(PrimitiveType.INT64, buffer.getLong(numbers)),
                DoubleValue.of(buffer.getDouble(numbers + Long.BYTES)));
    }

    private static UUID uuidOf(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        return new UUID(buffer.getLong(0), buffer.getLong(8));
    }

    private static Key key(Attachment attachment, UUID instance) {
        Concept concept = (Concept) attachment.keyTarget();
        return Key.of(concept, instance, concept.runtimeId());
    }

    @Override
    public Reader reader() {
        AttachmentGetting state = database.state(last.get()).attachmentGetting();
        return name ->
                ((IntegerValue)
                                ((StructureValue)
                                                state.get(documents, key(documents, name.uuid()))
                                                        .orElseThrow())
                                        .get(2))
                        .longValue();
    }

    /// Reads every document once and returns how many there are.
    public long readAll() {
        return database.state(last.get()).attachmentGetting().entries(documents).count();
    }

    @Override
    public void close() {
        database.close();
    }
}
