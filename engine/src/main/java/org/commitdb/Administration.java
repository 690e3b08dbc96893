package org.commitdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.state.CommitState;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.store.StoredBlob;
import org.commitdb.type.Attachment;

/// What is done to a database as a whole, and rarely; kept apart from the everyday API.
///
/// **Threads**: any.
public final class Administration {

    private static final int DOCUMENTS_AT_ONCE = 1 << 10;

    private final CommitDatabase database;

    /// Administers `database`, which stays the caller's.
    public Administration(CommitDatabase database) {
        this.database = database;
    }

    /// Writes the state at `commit` as the single commit of a new database: every document, the
    /// definitions, and the blobs that the documents name. Returns that commit, which is the same
    /// wherever this state is flattened; [CommitId#NONE] when the state has no document. The source
    /// is not touched.
    ///
    /// **Cost**: memory in proportion to the documents. **Errors**:
    /// [org.commitdb.error.UnknownIdException]; [org.commitdb.error.IncompatibleException] when the
    /// file exists and has content, which stays; [org.commitdb.error.StorageException] when it
    /// cannot be written: what was begun is removed.
    public CommitId flatten(CommitId commit, Path newFile) {
        return flatten(commit, newFile, Progress.NONE);
    }

    /// Does what [#flatten(CommitId, Path)] does and tells how far it is. What `progress` raises
    /// ends it: no file is left.
    public CommitId flatten(CommitId commit, Path newFile, Progress progress) {
        FlattenMeter meter = new FlattenMeter(progress);
        Optional<byte[]> flat = flat(commit, meter);
        CommitDatabase target = CommitDatabase.create(newFile, database.definitions());
        try (target) {
            flat.ifPresent(bytes -> copy(bytes, target.store(), meter));
            meter.finish();
        } catch (RuntimeException e) {
            delete(newFile, e);
            throw e;
        }
        return flat.map(CommitCodec::id).orElse(CommitId.NONE);
    }

    /// Forgets the key frames of the database, which makes `compact` leave them out. They are laid
    /// again where reads and writes find that they pay; nothing that is read changes.
    ///
    /// **Errors**: [UnsupportedOperationException] when the database is open for reading only;
    /// [org.commitdb.error.StorageException] when the disk refuses.
    public void dropKeyFrames() {
        database.store().dropFrames();
    }

    /// The canonical form of the commit that the state at `commit` is flattened to; empty when it
    /// has no document.
    Optional<byte[]> flat(CommitId commit, FlattenMeter meter) {
        CommitState state = database.state(commit);
        List<DocumentProgram> program = new ArrayList<>();
        meter.expect(documentsEver());
        database.definitions().attachments().stream()
                .sorted(Comparator.comparing(Attachment::runtimeId))
                .forEach(attachment -> addDocuments(state, attachment, program, meter));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        long timestampMicros = database.commitHeader(commit).timestampMicros();
        return Optional.of(
                CommitCodec.encodeMutations(
                        CommitId.NONE, timestampMicros, "", "Flatten " + commit, program));
    }

    /// How many documents any commit touched.
    private long documentsEver() {
        RecordStore store = database.store();
        long count = 0;
        for (UUID attachment : store.attachments()) {
            UUID after = null;
            List<DocumentId> some;
            do {
                some = store.documents(attachment, after, DOCUMENTS_AT_ONCE);
                count += some.size();
                after = some.isEmpty() ? null : some.getLast().instance();
            } while (some.size() == DOCUMENTS_AT_ONCE);
        }
        return count;
    }

    private static void addDocuments(
            CommitState state,
            Attachment attachment,
            List<DocumentProgram> program,
            FlattenMeter meter) {
        state.attachmentGetting()
                .entries(attachment)
                .peek(entry -> meter.evaluated(entry.getValue()))
                .map(entry ->
                        new DocumentProgram(
                                attachment,
                                entry.getKey(),
                                List.of(new Opcode.DocumentSet(entry.getValue()))))
                .forEach(program::add);
    }

    /// Gives `target` the commit, after the blobs that it names.
    void copy(byte[] commit, RecordStore target, FlattenMeter meter) {
        for (BlobId id : CommitCodec.outline(commit).blobs()) {
            StoredBlob blob =
                    database.store()
                            .blob(id)
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "a blob that a commit names is there: " + id));
            target.putBlob(id, blob.layout(), blob.bytes());
            meter.copied(blob.bytes().length);
        }
        target.append(List.of(commit));
    }

    /// Deletes every commit but the first one, and returns how many: history starts anew from
    /// there. Definitions and blobs stay. Readers who hold a state of a deleted commit can go on
    /// reading it until the database is closed; whoever asks for the commit by its id is told that
    /// there is none. The room in the file comes back with [CommitDatabase#compact].
    ///
    /// A [CommitStore] is told by [CommitStore#reset]. A database that is synchronised with this
    /// one afterwards brings its commits back.
    ///
    /// **Cost**: O(log n) for each commit. Other appends wait meanwhile. **Errors**:
    /// [org.commitdb.error.StorageException] when the disk refuses; commits that arrive while this
    /// runs may be left then.
    public long resetCommits() {
        long deleted = 0;
        while (database.commitCount() > 1) {
            RecordStore store = database.store();
            long newest = store.lastOrdinal();
            List<CommitId> others = allButTheFirst();
            try {
                store.delete(others);
                deleted += others.size();
            } catch (InvalidCommitException | UnknownIdException e) {
                if (store.lastOrdinal() == newest && store.commitCount() == others.size() + 1L) {
                    throw e;
                }
                // Somebody committed or deleted meanwhile: what there is to delete is another set.
            }
        }
        return deleted;
    }

    private List<CommitId> allButTheFirst() {
        CommitId first = database.firstCommitId().orElse(CommitId.NONE);
        return database.commitIds().filter(id -> !id.equals(first)).toList();
    }

    /// Deletes a commit that no other one has as parent or target, as if it had never been made;
    /// its parent may be a head again then. What [#resetCommits] says of readers, room and
    /// synchronisation holds here too.
    ///
    /// **Errors**: [UnknownIdException]; [InvalidCommitException] when another commit needs it, or
    /// it is the first one. Nothing is deleted then.
    public void deleteCommit(CommitId commit) {
        database.store().delete(List.of(commit));
    }

    private static void delete(Path file, RuntimeException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
