package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.DocumentId;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;

/// Makes up transactions that continue a history, of every kind and shape. Equal seeds make equal
/// histories.
final class RandomHistory {

    private static final int PERCENT = 100;

    private final SplittableRandom random;
    private final int documents;
    private final int maxOpcodes;

    RandomHistory(SplittableRandom random, int documents, int maxOpcodes) {
        this.random = random;
        this.documents = documents;
        this.maxOpcodes = maxOpcodes;
    }

    /// The next transaction: one to four commits, each of which may build on those before it.
    List<TestCommit> transaction(ModelStore model) {
        List<TestCommit> transaction = new ArrayList<>();
        List<CommitId> fresh = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        for (int i = 0; i < count; i++) {
            TestCommit commit = commit(model, fresh);
            transaction.add(commit);
            fresh.add(commit.id());
        }
        return transaction;
    }

    /// A long transaction of commits that touch documents of their own, to give the trees more than
    /// one level.
    List<TestCommit> bulk(ModelStore model, int count) {
        List<TestCommit> transaction = new ArrayList<>();
        CommitId parent = model.size() == 0 ? CommitId.NONE : model.idOf(model.size());
        for (int i = 0; i < count; i++) {
            DocumentId document = new DocumentId(new UUID(5, 5), new UUID(random.nextLong(), i));
            TestCommit commit = TestCommit.of(parent, i, document, new byte[] {(byte) i});
            transaction.add(commit);
            parent = commit.id();
        }
        return transaction;
    }

    private TestCommit commit(ModelStore model, List<CommitId> fresh) {
        int total = model.size() + fresh.size();
        int dice = random.nextInt(PERCENT);
        if (total == 0 || dice < 2) {
            return mutations(CommitId.NONE, model);
        }
        if (dice < 60) {
            return mutations(pick(model, fresh, total - 1), model);
        }
        if (dice < 80 || total < 2) {
            return mutations(pick(model, fresh, random.nextInt(total)), model);
        }
        CommitId parent = pick(model, fresh, Math.max(0, total - 1 - random.nextInt(3)));
        CommitId target = pick(model, fresh, random.nextInt(total));
        if (dice < 92 && !parent.equals(target)) {
            return TestCommit.merge(parent, target);
        }
        CommitKind kind = random.nextBoolean() ? CommitKind.DISABLE : CommitKind.ENABLE;
        return TestCommit.toggle(kind, parent, target, "toggle " + random.nextLong());
    }

    private TestCommit mutations(CommitId parent, ModelStore model) {
        List<TestCommit.Change> changes = new ArrayList<>();
        int count = random.nextInt(4);
        int first = random.nextInt(documents);
        for (int i = 0; i < count; i++) {
            byte[] opcodes = new byte[random.nextInt(maxOpcodes)];
            random.nextBytes(opcodes);
            changes.add(
                    new TestCommit.Change(
                            document((first + i) % documents), random.nextBoolean(), opcodes));
        }
        if (count > documents) {
            changes.clear();
        }
        List<BlobId> blobs = new ArrayList<>(model.blobs().keySet());
        List<BlobId> named =
                blobs.isEmpty() || random.nextInt(4) > 0 ? List.of() : List.of(blobs.getLast());
        return new TestCommit(
                CommitKind.MUTATIONS,
                parent,
                CommitId.NONE,
                random.nextLong() >>> 1,
                "",
                changes,
                named);
    }

    /// Bytes for a blob.
    byte[] bytes(int maxLength) {
        byte[] bytes = new byte[random.nextInt(maxLength)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// An id for a blob with these bytes.
    static BlobId blobId(byte[] bytes) {
        return BlobId.ofContent("uchar-1", bytes);
    }

    private static CommitId pick(ModelStore model, List<CommitId> fresh, int index) {
        return index < model.size() ? model.idOf(index + 1L) : fresh.get(index - model.size());
    }

    /// One of a few documents.
    static DocumentId document(int number) {
        UUID attachment = new UUID(number % 3 == 0 ? -1 : 1, number % 3);
        return new DocumentId(attachment, new UUID(Long.reverse(number), number));
    }
}
