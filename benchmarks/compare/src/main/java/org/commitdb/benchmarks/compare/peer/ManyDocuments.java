package org.commitdb.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.Transaction;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Many documents in the stores that keep histories, to be opened and read one of.
public final class ManyDocuments {

    private ManyDocuments() {}

    /// Packs `count` documents into one commit of a bare repository, 256 to a folder.
    public static void buildJGit(Path folder, int count) throws IOException {
        try (FileRepository repository = new FileRepository(folder.resolve("many.git").toFile())) {
            repository.create(true);
            ObjectDirectory objects = repository.getObjectDatabase();
            try (ObjectInserter inserter = objects.newPackInserter()) {
                TreeMap<String, TreeMap<String, byte[]>> folders = new TreeMap<>();
                for (int i = 0; i < count; i++) {
                    String name = DocumentName.of(i).text();
                    folders.computeIfAbsent(name.substring(0, 3), f -> new TreeMap<>())
                            .put(name, Payload.of(i, 0).document());
                }
                TreeFormatter root = new TreeFormatter();
                for (var entry : folders.entrySet()) {
                    TreeFormatter tree = new TreeFormatter();
                    for (var file : entry.getValue().entrySet()) {
                        tree.append(
                                file.getKey(),
                                FileMode.REGULAR_FILE,
                                inserter.insert(Constants.OBJ_BLOB, file.getValue()));
                    }
                    root.append(entry.getKey(), FileMode.TREE, inserter.insert(tree));
                }
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(inserter.insert(root));
                PersonIdent author = new PersonIdent("A", "a@example.org");
                commit.setAuthor(author);
                commit.setCommitter(author);
                RefUpdate update = repository.updateRef("refs/heads/main");
                update.setNewObjectId(inserter.insert(commit));
                inserter.flush();
                update.forceUpdate();
            }
        }
    }

    /// Opens the repository and reads one document.
    public static long openJGit(Path folder) throws IOException {
        String name = DocumentName.of(1).text();
        try (FileRepository repository = new FileRepository(folder.resolve("many.git").toFile());
                RevWalk walk = new RevWalk(repository);
                TreeWalk tree =
                        TreeWalk.forPath(
                                repository,
                                name.substring(0, 3) + "/" + name,
                                walk.parseCommit(repository.resolve("refs/heads/main"))
                                        .getTree())) {
            return repository.open(tree.getObjectId(0)).getBytes().length;
        }
    }

    /// Saves one Automerge document with `count` entries.
    public static void buildAutomerge(Path folder, int count) throws IOException {
        Document document = new Document();
        try (Transaction transaction = document.startTransaction()) {
            for (int i = 0; i < count; i++) {
                transaction.set(
                        ObjectId.ROOT, DocumentName.of(i).text(), Payload.of(i, 0).document());
            }
            transaction.commit();
        }
        Files.write(folder.resolve("many.automerge"), document.save());
        document.free();
    }

    /// Opens the document and reads one entry.
    public static boolean openAutomerge(Path folder) throws IOException {
        Document document = Document.load(Files.readAllBytes(folder.resolve("many.automerge")));
        try {
            return document.get(ObjectId.ROOT, DocumentName.of(1).text()).isPresent();
        } finally {
            document.free();
        }
    }
}
