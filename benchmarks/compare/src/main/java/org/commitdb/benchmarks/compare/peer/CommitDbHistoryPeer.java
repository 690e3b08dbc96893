package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
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
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;

/// CommitDB: a structure of 20 fields for each document, one `update` for each commit.
final class CommitDbHistoryPeer implements HistoryPeer {

    private final CommitDatabase database;
    private final Attachment attachment;
    private final List<Key> keys = new ArrayList<>();
    private final List<org.commitdb.path.Path> fields = new ArrayList<>();
    private CommitId last;

    CommitDbHistoryPeer(Path folder) {
        Path file = folder.resolve("history.cdb");
        DatabaseOptions options = DatabaseOptions.DEFAULT.withDurability(Durability.LAZY);
        boolean there = Files.exists(file);
        database =
                there
                        ? CommitDatabase.open(file, options)
                        : CommitDatabase.create(file, definitions(), options);
        attachment = database.definitions().attachment("History::Item.document");
        Concept concept = (Concept) attachment.keyTarget();
        for (int i = 0; i < DOCUMENTS; i++) {
            keys.add(Key.of(concept, DocumentName.of(i).uuid(), concept.runtimeId()));
        }
        for (int i = 0; i < FIELDS; i++) {
            fields.add(org.commitdb.path.Path.root(attachment.documentType()).field("f" + i));
        }
        last = there ? database.lastCommitId().orElseThrow() : start();
    }

    private static Definitions definitions() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("4a2c1a3e-8a52-4be4-9d0f-5a5f5d1c0b02"), "History");
        Field[] fields = new Field[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = new Field("f" + i, PrimitiveType.STRING);
        }
        Structure document = builder.structure(namespace, "Document", fields);
        builder.attachment(namespace, builder.concept(namespace, "Item"), document, "document");
        return builder.build();
    }

    private CommitId start() {
        CommitMutableState mutable = new CommitMutableState(database.initialState());
        StructureValue document = StructureValue.create(attachment);
        for (int i = 0; i < FIELDS; i++) {
            document = document.with("f" + i, HistoryPeer.value(i));
        }
        for (Key key : keys) {
            mutable.attachmentMutating().set(attachment, key, document);
        }
        return database.commitMutations("", mutable);
    }

    @Override
    public void commit(int document, int field, String value) {
        last = commit(last, document, field, value);
    }

    private CommitId commit(CommitId base, int document, int field, String value) {
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        mutable.attachmentMutating()
                .update(attachment, keys.get(document), fields.get(field), StringValue.of(value));
        return database.commitMutations("", mutable);
    }

    @Override
    public Object revision() {
        return last;
    }

    @Override
    public long readAll(Object revision) {
        AttachmentGetting state = database.state((CommitId) revision).attachmentGetting();
        long fieldsRead = 0;
        for (Key key : keys) {
            Value document = state.get(attachment, key).orElseThrow();
            fieldsRead += ((StructureValue) document).size();
        }
        return fieldsRead;
    }

    @Override
    public Merge prepareMerge(int edits) {
        CommitId ours = last;
        CommitId theirs = last;
        for (int i = 0; i < edits; i++) {
            int document = 2 * (i % (DOCUMENTS / 2));
            ours = commit(ours, document, i % FIELDS, HistoryPeer.value(-i));
            theirs = commit(theirs, document + 1, i % FIELDS, HistoryPeer.value(-i));
        }
        CommitId left = ours;
        CommitId right = theirs;
        return () -> {
            last = database.mergeCommit(left, right);
            return readAll(last);
        };
    }

    @Override
    public void save() {
        database.flush();
    }

    @Override
    public void close() {
        database.close();
    }
}
