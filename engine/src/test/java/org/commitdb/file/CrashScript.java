package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;

/// Something that is done to a database on a simulated disk, and what must be left of it after a
/// power cut at any moment.
///
/// Everything that is stored is a step; a state of the database is told by how many steps it holds.
/// For each step the script knows how much had been done to the disk when it was promised to be
/// durable.
final class CrashScript {

    private static final long NEVER = Long.MAX_VALUE;

    private final SimDisk disk;
    private final FileOptions options;
    private final RandomHistory history;
    private final SplittableRandom random;
    private final ModelStore model = new ModelStore();
    private final List<Step> steps = new ArrayList<>();
    private final List<Long> promisedAt = new ArrayList<>();
    private final Map<Integer, ModelStore> models = new HashMap<>();
    private final Map<String, byte[]> frames = new HashMap<>();
    private long framesSeen;
    private CommitFile file;
    private long createdAt = NEVER;

    private sealed interface Step {
        record Commits(List<TestCommit> commits) implements Step {}

        record Blob(BlobId id, byte[] bytes) implements Step {}

        record Definitions(byte[] record) implements Step {}
    }

    CrashScript(long seed, FileOptions options, int maxOpcodes) {
        this.random = new SplittableRandom(seed);
        this.history = new RandomHistory(random, 8, maxOpcodes);
        this.options = options;
        this.disk = new SimDisk();
        file = CommitFile.create(disk.open(), options, TestCommit::index);
        createdAt = disk.historySize();
    }

    /// Appends a few transactions, now and then a blob or a definition record.
    CrashScript append(int count) {
        for (int i = 0; i < count; i++) {
            int dice = random.nextInt(12);
            if (dice == 0) {
                byte[] record = history.bytes(200);
                file.appendDefinitions(record);
                steps.add(new Step.Definitions(record));
            } else if (dice == 1) {
                byte[] bytes = history.bytes(3000);
                BlobId id = RandomHistory.blobId(bytes);
                file.putBlob(id, "uchar-1", bytes);
                steps.add(new Step.Blob(id, bytes));
            } else {
                List<TestCommit> transaction = history.transaction(model);
                file.append(transaction.stream().map(TestCommit::encode).toList());
                steps.add(new Step.Commits(transaction));
            }
            apply(steps.getLast(), model);
            promisedAt.add(NEVER);
            if (options.durability() == Durability.FULL
                    || steps.getLast() instanceof Step.Definitions) {
                promiseAll();
            }
        }
        return this;
    }

    /// Appends many commits in one transaction.
    CrashScript bulk(int count) {
        List<TestCommit> transaction = history.bulk(model, count);
        file.append(transaction.stream().map(TestCommit::encode).toList());
        steps.add(new Step.Commits(transaction));
        apply(steps.getLast(), model);
        promisedAt.add(NEVER);
        return options.durability() == Durability.FULL ? promiseAll() : this;
    }

    /// Leaves key frames of random documents at random commits.
    CrashScript frames(int count) {
        for (int i = 0; i < count; i++) {
            DocumentId document = model.documents().get(random.nextInt(model.documents().size()));
            long ordinal = 1 + random.nextInt(model.size());
            byte[] frame = history.bytes(2000);
            if (frames.putIfAbsent(document + " at " + ordinal, frame) == null) {
                file.putFrame(document, ordinal, frame);
            }
        }
        return this;
    }

    CrashScript dropFrames() {
        file.dropFrames();
        return promiseAll();
    }

    CrashScript flush() {
        file.flush();
        return promiseAll();
    }

    CrashScript checkpoint() {
        file.checkpoint();
        return promiseAll();
    }

    CrashScript rebuild() {
        file.rebuildIndexes();
        return promiseAll();
    }

    CrashScript close() {
        file.close();
        return promiseAll();
    }

    CrashScript reopen() {
        file = CommitFile.open(disk.open(), options, TestCommit::index);
        return promiseAll();
    }

    /// The disk, with its history.
    SimDisk disk() {
        return disk;
    }

    /// How many operations on the disk it took until the database was created.
    long createdAt() {
        return createdAt;
    }

    /// How many steps must survive a power cut after `operations` operations on the disk.
    int promised(long operations) {
        int count = 0;
        for (int i = 0; i < promisedAt.size(); i++) {
            if (promisedAt.get(i) <= operations) {
                count = i + 1;
            }
        }
        return count;
    }

    /// Checks that an opened database holds exactly the first so many steps, at least `atLeast`,
    /// and returns how many.
    int check(CommitFile opened, int atLeast, boolean everything) {
        int present = stepsIn(opened);
        assertTrue(present >= atLeast, () -> "promised " + atLeast + " steps, found " + present);
        ModelStore expected = modelOf(present);
        if (everything) {
            StoreChecks.assertSame(expected, opened);
        } else {
            StoreChecks.assertSampleSame(expected, opened, random, 3);
            assertArrayEquals(expected.heads(), opened.heads());
        }
        if (!frames.isEmpty()) {
            checkFrames(opened, expected);
        }
        return present;
    }

    /// Every frame that is there is what was put, at a commit that is there.
    private void checkFrames(CommitFile opened, ModelStore expected) {
        for (DocumentId document : expected.documents()) {
            for (long ordinal = opened.newestFrame(document, Long.MAX_VALUE);
                    ordinal != 0;
                    ordinal = opened.newestFrame(document, ordinal - 1)) {
                assertTrue(ordinal <= expected.size());
                assertArrayEquals(
                        frames.get(document + " at " + ordinal), opened.frame(document, ordinal));
                framesSeen++;
            }
        }
    }

    /// How many frames were there in all checks.
    long framesSeen() {
        return framesSeen;
    }

    private int stepsIn(CommitFile opened) {
        long commits = opened.lastOrdinal();
        int definitions = opened.definitions().size();
        long blobs = model.blobs().keySet().stream().filter(opened::hasBlob).count();
        for (int count = steps.size(); count >= 0; count--) {
            ModelStore prefix = modelOf(count);
            if (prefix.size() == commits
                    && prefix.definitions().size() == definitions
                    && prefix.blobs().size() == blobs) {
                return count;
            }
        }
        throw new AssertionError(
                "no prefix of the steps has "
                        + commits
                        + " commits, "
                        + definitions
                        + " definitions, "
                        + blobs
                        + " blobs");
    }

    private ModelStore modelOf(int count) {
        return models.computeIfAbsent(
                count,
                key -> {
                    ModelStore prefix = new ModelStore();
                    steps.subList(0, key).forEach(step -> apply(step, prefix));
                    return prefix;
                });
    }

    private CrashScript promiseAll() {
        long now = disk.historySize();
        for (int i = promisedAt.size() - 1; i >= 0 && promisedAt.get(i) == NEVER; i--) {
            promisedAt.set(i, now);
        }
        return this;
    }

    private static void apply(Step step, ModelStore model) {
        switch (step) {
            case Step.Commits commits -> commits.commits().forEach(model::add);
            case Step.Blob blob -> model.addBlob(blob.id(), "uchar-1", blob.bytes());
            case Step.Definitions definitions -> model.addDefinitions(definitions.record());
        }
    }
}
