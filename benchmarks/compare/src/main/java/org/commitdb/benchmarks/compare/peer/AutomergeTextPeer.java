package org.commitdb.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Map<ChangeHash, Document> homes = new HashMap<>();
    private final List<Document> forks = new ArrayList<>();
    private Document newest;

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
        newest = document;
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

    /// Each line of work has a document of its own, as each author would.
    @Override
    public Object commit(List<Object> parents, List<Patch> patches) {
        Document branch = parents.isEmpty() ? document : branchAt(hash(parents.getFirst()));
        for (Object other : parents.subList(Math.min(1, parents.size()), parents.size())) {
            branch.merge(branchAt(hash(other)));
        }
        ChangeHash tip;
        try (Transaction transaction = branch.startTransaction()) {
            for (Patch patch : patches) {
                transaction.spliceText(text, patch.position(), patch.deleted(), patch.inserted());
            }
            tip = transaction.commit().orElseThrow();
        }
        homes.put(tip, branch);
        newest = branch;
        return new ChangeHash[] {tip};
    }

    private static ChangeHash hash(Object revision) {
        return ((ChangeHash[]) revision)[0];
    }

    /// A document that knows what led to a change and nothing else.
    private Document branchAt(ChangeHash tip) {
        ChangeHash[] heads = {tip};
        Document home = Objects.requireNonNull(homes.get(tip));
        if (Arrays.equals(home.getHeads(), heads)) {
            return home;
        }
        Document branch = home.fork(heads);
        homes.put(tip, branch);
        forks.add(branch);
        return branch;
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
        Files.write(file, newest.save());
    }

    @Override
    public void close() {
        forks.forEach(Document::free);
        document.free();
    }
}
