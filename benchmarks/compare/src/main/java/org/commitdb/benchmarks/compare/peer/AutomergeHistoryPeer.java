package org.commitdb.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.automerge.AmValue;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Transaction;

/// Automerge: one document with a map for each of ours, one transaction for each commit.
final class AutomergeHistoryPeer implements HistoryPeer {

    private final Path file;
    private final Document document;
    private final List<ObjectId> maps = new ArrayList<>();

    AutomergeHistoryPeer(Path folder) throws IOException {
        file = folder.resolve("history.automerge");
        boolean there = Files.exists(file);
        document = there ? Document.load(Files.readAllBytes(file)) : new Document();
        if (!there) {
            start();
        }
        for (int i = 0; i < DOCUMENTS; i++) {
            AmValue map = document.get(ObjectId.ROOT, "d" + i).orElseThrow();
            maps.add(((AmValue.Map) map).getId());
        }
    }

    private void start() {
        try (Transaction transaction = document.startTransaction()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                ObjectId map = transaction.set(ObjectId.ROOT, "d" + i, ObjectType.MAP);
                for (int field = 0; field < FIELDS; field++) {
                    transaction.set(map, "f" + field, HistoryPeer.value(field));
                }
            }
            transaction.commit();
        }
    }

    @Override
    public void commit(int at, int field, String value) {
        commit(document, at, field, value);
    }

    private void commit(Document target, int at, int field, String value) {
        try (Transaction transaction = target.startTransaction()) {
            transaction.set(maps.get(at), "f" + field, value);
            transaction.commit();
        }
    }

    @Override
    public Object revision() {
        return document.getHeads();
    }

    @Override
    public long readAll(Object revision) {
        ChangeHash[] heads = (ChangeHash[]) revision;
        long fields = 0;
        for (ObjectId map : maps) {
            fields += document.mapEntries(map, heads).orElseThrow().length;
        }
        return fields;
    }

    @Override
    public Merge prepareMerge(int edits) {
        Document theirs = document.fork();
        for (int i = 0; i < edits; i++) {
            int at = 2 * (i % (DOCUMENTS / 2));
            commit(document, at, i % FIELDS, HistoryPeer.value(-i));
            commit(theirs, at + 1, i % FIELDS, HistoryPeer.value(-i));
        }
        return () -> {
            document.merge(theirs);
            long fields = 0;
            for (ObjectId map : maps) {
                fields += document.mapEntries(map).orElseThrow().length;
            }
            theirs.free();
            return fields;
        };
    }

    @Override
    public void save() throws IOException {
        Files.write(file, document.save());
    }

    @Override
    public void close() {
        document.free();
    }
}
