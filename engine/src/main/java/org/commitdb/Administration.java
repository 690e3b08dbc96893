package org.commitdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.commitdb.blob.BlobId;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.state.CommitState;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;

/// What is done to a database as a whole, and rarely; kept apart from the everyday API.
///
/// **Threads**: any.
public final class Administration {

    private static final int PIECE = 1 << 18;

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
        Optional<byte[]> flat = flat(commit);
        CommitDatabase target = CommitDatabase.create(newFile, database.definitions());
        try (target) {
            flat.ifPresent(bytes -> copy(bytes, target.store()));
        } catch (RuntimeException e) {
            delete(newFile, e);
            throw e;
        }
        return flat.map(CommitCodec::id).orElse(CommitId.NONE);
    }

    /// The canonical form of the commit that the state at `commit` is flattened to; empty when it
    /// has no document.
    Optional<byte[]> flat(CommitId commit) {
        CommitState state = database.state(commit);
        List<DocumentProgram> program = new ArrayList<>();
        database.definitions().attachments().stream()
                .sorted(Comparator.comparing(Attachment::runtimeId))
                .forEach(attachment -> addDocuments(state, attachment, program));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        long timestampMicros = database.commitHeader(commit).timestampMicros();
        return Optional.of(
                CommitCodec.encodeMutations(
                        CommitId.NONE, timestampMicros, "", "Flatten " + commit, program));
    }

    private static void addDocuments(
            CommitState state, Attachment attachment, List<DocumentProgram> program) {
        state.attachmentGetting()
                .entries(attachment)
                .map(entry ->
                        new DocumentProgram(
                                attachment,
                                entry.getKey(),
                                List.of(new Opcode.DocumentSet(entry.getValue()))))
                .forEach(program::add);
    }

    /// Gives `target` the commit, after the blobs that it names.
    void copy(byte[] commit, RecordStore target) {
        for (BlobId id : CommitCodec.outline(commit).blobs()) {
            copy(id, target);
        }
        target.append(List.of(commit));
    }

    private void copy(BlobId id, RecordStore target) {
        try (BlobInput source = database.blobs().input(id);
                BlobWriter writer = target.newBlob(source.info().layout())) {
            byte[] piece = new byte[PIECE];
            for (int count = source.read(piece, 0, PIECE);
                    count > 0;
                    count = source.read(piece, 0, PIECE)) {
                writer.write(piece, 0, count);
            }
            writer.seal();
            target.append(List.of(writer), List.of());
        }
    }

    private static void delete(Path file, RuntimeException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
