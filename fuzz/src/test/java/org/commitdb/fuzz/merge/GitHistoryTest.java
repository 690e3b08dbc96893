package org.commitdb.fuzz.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.state.AttachmentGetting;
import org.commitdb.state.CommitMutableState;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A Git repository with branches and merges, imported commit by commit with files as documents:
/// wherever Git merges without content of its own, the state equals the tree.
final class GitHistoryTest {

    private static final int COMMITS = 200;
    private static final int FILES = 40;
    private static final int BRANCHES = 4;
    private static final PersonIdent AUTHOR =
            new PersonIdent(
                    "A", "a@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private final Map<ObjectId, CommitId> imported = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void stateEqualsTheTreeAtEveryCommit(long seed) throws IOException {
        Random random = new Random(seed);
        try (InMemoryRepository git = new InMemoryRepository(new DfsRepositoryDescription("git"));
                CommitDatabase database = CommitDatabase.inMemory(definitions())) {
            ObjectId root = edit(git, database, null, random, 0);
            List<ObjectId> branches = new ArrayList<>(Collections.nCopies(BRANCHES, root));
            List<ObjectId> commits = new ArrayList<>(List.of(root));
            int merges = 0;
            for (int i = 1; i < COMMITS; i++) {
                int branch = random.nextInt(BRANCHES);
                ObjectId ours = branches.get(branch);
                ObjectId theirs = branches.get(random.nextInt(BRANCHES));
                ObjectId made = random.nextInt(4) == 0 ? merge(git, database, ours, theirs) : null;
                merges += made == null ? 0 : 1;
                ObjectId tip =
                        made == null
                                ? edit(git, database, ours, random, i * BRANCHES + branch)
                                : made;
                commits.add(tip);
                branches.set(branch, tip);
            }
            assertTrue(merges > 10, "seed " + seed + " made only " + merges + " merges");
            for (ObjectId commit : commits) {
                assertEquals(
                        tree(git, commit),
                        files(database, imported.get(commit)),
                        () -> "seed " + seed + " at " + commit.name());
            }
        }
    }

    /// Changes, adds or removes a few files of a branch's own; a content never returns.
    private ObjectId edit(
            InMemoryRepository git,
            CommitDatabase database,
            @Nullable ObjectId parent,
            Random random,
            int number)
            throws IOException {
        SortedMap<String, String> files = parent == null ? new TreeMap<>() : tree(git, parent);
        CommitId base = parent == null ? CommitId.NONE : imported.get(parent);
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        Attachment file = database.definitions().attachments().getFirst();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String name = "f" + (random.nextInt(FILES / BRANCHES) * BRANCHES + number % BRANCHES);
            if (i > 0 && files.containsKey(name) && random.nextInt(3) == 0) {
                files.remove(name);
                mutable.attachmentMutating().remove(file, keyOf(file, name));
            } else {
                String content = "commit " + number + " change " + i;
                files.put(name, content);
                mutable.attachmentMutating().set(file, keyOf(file, name), StringValue.of(content));
            }
        }
        ObjectId made =
                commit(git, write(git, files), parent == null ? List.of() : List.of(parent));
        imported.put(made, database.commitMutations("", mutable));
        return made;
    }

    /// The merge of two commits; null when Git would need a decision, or has nothing to merge.
    private @Nullable ObjectId merge(
            InMemoryRepository git, CommitDatabase database, ObjectId ours, ObjectId theirs)
            throws IOException {
        CommitId ourId = imported.get(ours);
        CommitId theirId = imported.get(theirs);
        if (database.isAncestor(ourId, theirId) || database.isAncestor(theirId, ourId)) {
            return null;
        }
        ThreeWayMerger merger = MergeStrategy.RECURSIVE.newMerger(git, true);
        if (!merger.merge(ours, theirs)) {
            return null;
        }
        ObjectId made = commit(git, merger.getResultTreeId(), List.of(ours, theirs));
        imported.put(made, database.mergeCommit(ourId, theirId));
        return made;
    }

    private static ObjectId write(InMemoryRepository git, Map<String, String> files)
            throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        try (ObjectInserter inserter = git.newObjectInserter()) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(
                        inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(UTF_8)));
                builder.add(entry);
            }
            builder.finish();
            ObjectId tree = cache.writeTree(inserter);
            inserter.flush();
            return tree;
        }
    }

    private static ObjectId commit(InMemoryRepository git, ObjectId tree, List<ObjectId> parents)
            throws IOException {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setAuthor(AUTHOR);
        builder.setCommitter(AUTHOR);
        builder.setMessage("");
        try (ObjectInserter inserter = git.newObjectInserter()) {
            ObjectId commit = inserter.insert(builder);
            inserter.flush();
            return commit;
        }
    }

    private static SortedMap<String, String> tree(InMemoryRepository git, ObjectId commit)
            throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (RevWalk walk = new RevWalk(git);
                TreeWalk tree = new TreeWalk(git)) {
            tree.addTree(walk.parseCommit(commit).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                files.put(
                        tree.getPathString(),
                        new String(git.open(tree.getObjectId(0)).getBytes(), UTF_8));
            }
        }
        return files;
    }

    private static SortedMap<String, String> files(CommitDatabase database, CommitId commit) {
        Attachment file = database.definitions().attachments().getFirst();
        AttachmentGetting documents = database.state(commit).attachmentGetting();
        TreeMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            String name = "f" + i;
            documents
                    .get(file, keyOf(file, name))
                    .ifPresent(content -> files.put(name, ((StringValue) content).value()));
        }
        assertEquals(files.size(), documents.keys(file).count());
        return files;
    }

    private static Key keyOf(Attachment file, String name) {
        Concept concept = (Concept) file.keyTarget();
        return Key.of(concept, UUID.nameUUIDFromBytes(name.getBytes(UTF_8)), concept.runtimeId());
    }

    private static Definitions definitions() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("5b3c5b0e-3a38-4f39-9a52-c5c60a4f4b60"), "Git");
        builder.attachment(
                namespace, builder.concept(namespace, "File"), PrimitiveType.STRING, "content");
        return builder.build();
    }
}
