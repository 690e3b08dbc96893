package org.commitdb.benchmarks.compare.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// JGit: a bare repository with one file for each document and one line for each field.
final class JGitHistoryPeer implements HistoryPeer {

    private static final PersonIdent AUTHOR =
            new PersonIdent(
                    "A", "a@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private static final String BRANCH = "refs/heads/main";

    private final FileRepository repository;

    JGitHistoryPeer(Path folder) throws IOException {
        Path directory = folder.resolve("history.git");
        boolean there = Files.exists(directory);
        repository = new FileRepository(directory.toFile());
        if (there) {
            resume();
        } else {
            repository.create(true);
            start();
        }
    }

    /// Takes up the line of commits where it ended.
    private void resume() throws IOException {
        ObjectId head = repository.resolve(BRANCH);
        line.commit = head;
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(head).getTree());
            for (int i = 0; tree.next(); i++) {
                line.blobs[i] = tree.getObjectId(0);
                byte[] text = tree.getObjectReader().open(line.blobs[i]).getBytes();
                String[] fields = new String(text, UTF_8).split("\n", -1);
                for (int field = 0; field < FIELDS; field++) {
                    line.texts[i][field] = fields[field].substring(fields[field].indexOf(' ') + 1);
                }
            }
        }
    }

    /// The files of a line of commits, and the commit that holds them.
    private static final class Line {
        private final String[][] texts = new String[DOCUMENTS][FIELDS];
        private final ObjectId[] blobs = new ObjectId[DOCUMENTS];
        private @Nullable ObjectId commit;

        Line copy() {
            Line copy = new Line();
            for (int i = 0; i < DOCUMENTS; i++) {
                copy.texts[i] = texts[i].clone();
                copy.blobs[i] = blobs[i];
            }
            copy.commit = commit;
            return copy;
        }
    }

    private final Line line = new Line();

    private void start() throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                for (int field = 0; field < FIELDS; field++) {
                    line.texts[i][field] = HistoryPeer.value(field);
                }
                line.blobs[i] = insert(inserter, line.texts[i]);
            }
            line.commit = insertCommit(inserter, line, BRANCH);
        }
    }

    private static ObjectId insert(ObjectInserter inserter, String[] fields) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int field = 0; field < FIELDS; field++) {
            text.append("f").append(field).append(": ").append(fields[field]).append('\n');
        }
        return inserter.insert(Constants.OBJ_BLOB, text.toString().getBytes(UTF_8));
    }

    private ObjectId insertCommit(ObjectInserter inserter, Line of, String branch)
            throws IOException {
        TreeFormatter tree = new TreeFormatter();
        for (int i = 0; i < DOCUMENTS; i++) {
            tree.append("d%03d".formatted(i), FileMode.REGULAR_FILE, of.blobs[i]);
        }
        return insertCommit(
                inserter,
                inserter.insert(tree),
                of.commit == null ? new ObjectId[0] : new ObjectId[] {of.commit},
                branch);
    }

    private ObjectId insertCommit(
            ObjectInserter inserter, ObjectId tree, ObjectId[] parents, String branch)
            throws IOException {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setAuthor(AUTHOR);
        builder.setCommitter(AUTHOR);
        builder.setMessage("");
        ObjectId commit = inserter.insert(builder);
        inserter.flush();
        RefUpdate update = repository.updateRef(branch);
        update.setNewObjectId(commit);
        update.forceUpdate();
        return commit;
    }

    @Override
    public void commit(int document, int field, String value) throws IOException {
        commit(line, BRANCH, document, field, value);
    }

    private void commit(Line on, String branch, int document, int field, String value)
            throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            on.texts[document][field] = value;
            on.blobs[document] = insert(inserter, on.texts[document]);
            on.commit = insertCommit(inserter, on, branch);
        }
    }

    @Override
    public Object revision() throws IOException {
        return repository.resolve(BRANCH);
    }

    @Override
    public long readAll(Object revision) throws IOException {
        long fields = 0;
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit((ObjectId) revision).getTree());
            while (tree.next()) {
                byte[] text = tree.getObjectReader().open(tree.getObjectId(0)).getBytes();
                for (byte letter : text) {
                    fields += letter == '\n' ? 1 : 0;
                }
            }
        }
        return fields;
    }

    @Override
    public Merge prepareMerge(int edits) throws IOException {
        Line theirs = line.copy();
        for (int i = 0; i < edits; i++) {
            int document = 2 * (i % (DOCUMENTS / 2));
            String value = HistoryPeer.value(-i);
            commit(line, BRANCH, document, i % FIELDS, value);
            commit(theirs, "refs/heads/theirs", document + 1, i % FIELDS, value);
        }
        return () -> {
            ThreeWayMerger merger = MergeStrategy.RECURSIVE.newMerger(repository, true);
            if (!merger.merge(line.commit, theirs.commit)) {
                throw new IllegalStateException("JGit found a conflict");
            }
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                ObjectId[] parents = {line.commit, theirs.commit};
                return readAll(insertCommit(inserter, merger.getResultTreeId(), parents, BRANCH));
            }
        };
    }

    @Override
    public void save() throws IOException, GitAPIException {
        try (Git git = new Git(repository)) {
            git.gc().setAggressive(false).call();
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
