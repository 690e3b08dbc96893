package org.commitdb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.MoreHandles;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.remote.RemoteStore;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.RichModel;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.StoredBlob;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;

/// A database on a simulated disk, with what the public API keeps to itself: the file under it, and
/// commits in their canonical form.
///
/// **Threads**: as [CommitDatabase].
public final class SimDatabase implements AutoCloseable {

    private final CommitFile file;
    private final CommitDatabase database;

    private SimDatabase(CommitFile file, InstantSource clock) {
        this.file = file;
        this.database = new CommitDatabase(file, DatabaseOptions.DEFAULT.withClock(clock));
    }

    /// Creates a database over a [RichModel] on an empty disk.
    public static SimDatabase create(SimDisk disk, Durability durability, InstantSource clock) {
        FileOptions options =
                options(durability).withClockAndRandom(clock, new SplittableRandom(5));
        SimDatabase created =
                new SimDatabase(
                        CommitFile.create(disk.open(), options, new CanonicalIndexer()), clock);
        created.database.extendDefinitions(new RichModel().definitions());
        RichModel.putBlobs(created.file);
        created.file.flush();
        return created;
    }

    /// Opens what is on the disk.
    public static SimDatabase open(SimDisk disk, Durability durability, InstantSource clock) {
        return new SimDatabase(
                CommitFile.open(disk.open(), options(durability), new CanonicalIndexer()), clock);
    }

    /// Opens what this one has open once more, as another part of the process does.
    public SimDatabase share(Durability durability, InstantSource clock) {
        return new SimDatabase(MoreHandles.another(file, options(durability)), clock);
    }

    /// Connects to a server on this machine.
    public static CommitDatabase connect(CommitDatabaseServer server, InstantSource clock) {
        return new CommitDatabase(
                RemoteStore.connect(server.endpoint(), ConnectionOptions.DEFAULT),
                DatabaseOptions.DEFAULT.withClock(clock));
    }

    private static FileOptions options(Durability durability) {
        return FileOptions.defaults()
                .withDurability(durability)
                .withLockTimeout(Duration.ofSeconds(60))
                .withCheckpointAfter(60, 1 << 30);
    }

    /// The database.
    public CommitDatabase database() {
        return database;
    }

    /// The canonical form of a commit.
    public byte[] encoded(CommitId id) {
        return file.commit(file.requireOrdinal(id));
    }

    /// Appends commits of somebody else, checked, as one transaction.
    public void receive(List<byte[]> commits) {
        database.incomingCheck().check(commits);
        file.append(commits);
    }

    /// Keeps a blob.
    public void putBlob(BlobId id, byte[] bytes) {
        file.putBlob(id, "uchar-1", bytes);
    }

    /// A blob that is there.
    public StoredBlob blob(BlobId id) {
        return file.blob(id).orElseThrow();
    }

    /// Whether a blob is there.
    public boolean hasBlob(BlobId id) {
        return file.hasBlob(id);
    }

    /// Writes the trees.
    public void checkpoint() {
        file.checkpoint();
    }

    /// Builds the trees anew.
    public void rebuildIndexes() {
        file.rebuildIndexes();
    }

    /// Examines everything.
    public VerifyReport verify() {
        return file.verify(VerifyLevel.BLOBS, Progress.NONE);
    }

    @Override
    public void close() {
        database.close();
    }
}
