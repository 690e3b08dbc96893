package org.commitdb.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.automerge.AmValue;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Transaction;

/// Automerge: a text object, one transaction for each commit.
final class AutomergeTextPeer implements TextPeer {

    private final Path file;
    private final Document document;
    private final ObjectId text;

    AutomergeTextPeer(Path folder) throws IOException {
        file = folder.resolve("text.automerge");
        if (Files.exists(file)) {
            document = Document.load(Files.readAllBytes(file));
        } else {
            document = new Document();
            try (Transaction transaction = document.startTransaction()) {
                transaction.set(ObjectId.ROOT, "text", ObjectType.TEXT);
                transaction.commit();
            }
        }
        text = ((AmValue.Text) document.get(ObjectId.ROOT, "text").orElseThrow()).getId();
    }

    @Override
    public void commit(List<Patch> patches) {
        try (Transaction transaction = document.startTransaction()) {
            for (Patch patch : patches) {
                transaction.spliceText(text, patch.position(), patch.deleted(), patch.inserted());
            }
            transaction.commit();
        }
    }

    @Override
    public Object revision() {
        return document.getHeads();
    }

    @Override
    public String text(Object revision) {
        return document.text(text, (ChangeHash[]) revision).orElseThrow();
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
