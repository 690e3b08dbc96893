package org.commitdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.dsm.DsmModel;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.merge.MergeAnalysis;
import org.commitdb.merge.Resolution;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.remote.Endpoint;
import org.commitdb.remote.RemoteStore;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitRules;
import org.commitdb.state.CommitState;
import org.commitdb.state.History;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.CommitCheck;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.store.SalvageReport;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.commitdb.sync.SyncOptions;
import org.commitdb.sync.SyncReport;
import org.commitdb.sync.SyncSide;
import org.commitdb.sync.Synchronizer;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;

/// A versioned document database: one `.cdb` file, memory, or what a server lends.
///
/// Every change is a commit in a content-addressed graph; any past state can be read; streams that
/// were written apart merge by fixed rules.
///
/// **Threads**: safe for any number. Readers never wait for a writer; writers queue, and those that
/// wait share one sync. A caller that is interrupted does not harm the database. **Errors**, of
/// every method: [org.commitdb.error.CorruptException] when the file is damaged there,
/// [org.commitdb.error.StorageException] when the disk refuses, [IllegalStateException] after
/// [#close].
public final class CommitDatabase implements AutoCloseable {

    private final RecordStore store;
    private final Registry registry;
    private final History history;
    private final CommitWriter writer;
    private final CommitGraph graph;
    private final BlobPool blobs;

    CommitDatabase(RecordStore store, DatabaseOptions options) {
        this.store = store;
        this.registry = new Registry(store);
        this.history = new History(store, registry::definitions);
        this.graph = new CommitGraph(store);
        this.blobs = new BlobPool(store);
        this.writer = new CommitWriter(store, history, options.clock());
    }

    /// Creates the file with these definitions and opens it.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] when the file exists or cannot be written.
    public static CommitDatabase create(Path file, Definitions definitions) {
        return create(file, definitions, DatabaseOptions.DEFAULT);
    }

    /// Creates the file with the definitions of a model and opens it, as [#create(Path,
    /// Definitions)] does.
    public static CommitDatabase create(Path file, DsmModel model) {
        return create(file, model.definitions());
    }

    /// Creates the file with these definitions and opens it, as [#create(Path, Definitions)] does,
    /// with options.
    public static CommitDatabase create(
            Path file, Definitions definitions, DatabaseOptions options) {
        return withDefinitions(Stores.create(file, options), definitions, options);
    }

    /// Opens a file, which other processes and other parts of this one may have open as well: each
    /// sees the others' commits at once. What is open in this process already is shared; the last
    /// one to close closes the file. **Cost**: independent of the length of the history.
    ///
    /// **Errors**: [org.commitdb.error.IncompatibleException] when it is of another kind or a newer
    /// format; [org.commitdb.error.BusyException] when somebody needs it alone, another copy of
    /// this library has it open in this process, or another process is kept from letting this one
    /// in; [org.commitdb.error.StorageException] when it does not exist, cannot be read, or lies on
    /// a network file system and is to be written.
    public static CommitDatabase open(Path file) {
        return open(file, DatabaseOptions.DEFAULT);
    }

    /// Opens a file as [#open(Path)] does, with options.
    public static CommitDatabase open(Path file, DatabaseOptions options) {
        return new CommitDatabase(Stores.open(file, options), options);
    }

    /// A database in memory, gone when it is closed: the same engine over a heap disk.
    public static CommitDatabase inMemory(Definitions definitions) {
        return withDefinitions(
                Stores.inMemory(DatabaseOptions.DEFAULT), definitions, DatabaseOptions.DEFAULT);
    }

    /// Connects to the server on `host`, as [#connect(String, int, ConnectionOptions)] does,
    /// without encryption and token.
    public static CommitDatabase connect(String host, int port) {
        return connect(host, port, ConnectionOptions.DEFAULT);
    }

    /// Connects to a server: the database that it serves, as if it were here. Reading a document
    /// fetches what touched it lately and nothing of the history; what never changes is remembered.
    /// A connection that breaks is made again where that is possible.
    ///
    /// **Errors**: [org.commitdb.error.RemoteException] when the server cannot be reached or
    /// refuses; [org.commitdb.error.IncompatibleException] when it speaks another version of the
    /// protocol. Of every later call also [org.commitdb.error.RemoteException] when the server
    /// cannot be reached, [org.commitdb.error.OutcomeUnknownException] when that happens after it
    /// was asked for a change, and [UnsupportedOperationException] for a change that it does not
    /// allow.
    public static CommitDatabase connect(String host, int port, ConnectionOptions options) {
        return connect(new Endpoint.Tcp(host, port), options);
    }

    /// Connects to a server at a Unix socket of this machine, as [#connect(String, int,
    /// ConnectionOptions)] does.
    public static CommitDatabase connectLocal(Path socket) {
        return connect(new Endpoint.Unix(socket), ConnectionOptions.DEFAULT);
    }

    /// Connects to a server, as [#connect(String, int, ConnectionOptions)] does.
    public static CommitDatabase connect(Endpoint endpoint, ConnectionOptions options) {
        RecordStore store = RemoteStore.connect(endpoint, options);
        try {
            return new CommitDatabase(store, DatabaseOptions.DEFAULT);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// Whether the file is one that this engine can open. Reads its header and nothing else.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] when it does not exist or cannot be read.
    public static boolean isCompatible(Path file) {
        return Stores.isCompatible(file);
    }

    /// Examines a file that nobody has open. Whatever it holds, this returns findings. **Threads**:
    /// `progress` is told on another thread.
    ///
    /// **Errors**: [org.commitdb.error.BusyException] when somebody has it open;
    /// [org.commitdb.error.StorageException] when it does not exist or cannot be opened.
    public static VerifyReport verify(Path file, VerifyLevel level, Progress progress) {
        return Stores.verify(file, level, progress);
    }

    /// Makes a file small: everything that it holds goes to a new file, which takes its place when
    /// it is complete and durable. Until then, and when this fails, the file stays as it is.
    /// **Threads**: `progress` is told on another thread.
    ///
    /// **Errors**: [org.commitdb.error.BusyException] when somebody has it open;
    /// [org.commitdb.error.CorruptException] when its log is damaged;
    /// [org.commitdb.error.StorageException] when the disk refuses.
    public static void compact(Path file, Progress progress) {
        Stores.compact(file, DatabaseOptions.DEFAULT, progress);
    }

    /// Recovers what is sound in a damaged file into the new file `target`, also when it cannot be
    /// opened: every commit whose ancestors are all there, blobs and definitions. The damaged file
    /// stays as it is. **Threads**: `progress` is told on another thread.
    ///
    /// **Errors**: [org.commitdb.error.IncompatibleException] when nothing in it belongs to a
    /// database; [org.commitdb.error.BusyException] when somebody has it open;
    /// [org.commitdb.error.StorageException] when `target` exists or the disk refuses.
    public static SalvageReport salvage(Path source, Path target, Progress progress) {
        return Stores.salvage(source, target, DatabaseOptions.DEFAULT, progress);
    }

    /// Builds all indexes of a file anew from its log, also when they are damaged so that it cannot
    /// be opened. **Threads**: `progress` is told on another thread.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the log itself is damaged, and
    /// nothing is changed then; [org.commitdb.error.BusyException] when somebody has it open;
    /// [org.commitdb.error.StorageException] when the disk refuses.
    public static void rebuildIndexes(Path file, Progress progress) {
        Stores.rebuildIndexes(file, DatabaseOptions.DEFAULT, progress);
    }

    private static CommitDatabase withDefinitions(
            RecordStore store, Definitions definitions, DatabaseOptions options) {
        CommitDatabase database = new CommitDatabase(store, options);
        try {
            database.extendDefinitions(definitions);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// The registry as of now.
    public Definitions definitions() {
        return registry.definitions();
    }

    /// Adds definitions; those that are there already are passed over.
    ///
    /// **Errors**: [org.commitdb.error.DefinitionsException] that lists every contradiction to what
    /// is there; nothing is written then.
    public Definitions extendDefinitions(Definitions more) {
        return registry.extend(more);
    }

    /// The root with the least timestamp (of equal ones, the least id); empty when there is no
    /// commit.
    public Optional<CommitId> firstCommitId() {
        return graph.first();
    }

    /// The commit with the greatest timestamp (of equal ones, the greatest id); empty when there is
    /// no commit.
    public Optional<CommitId> lastCommitId() {
        return graph.last();
    }

    /// The commits that are nobody's parent and no merge's target, by timestamp, then id,
    /// ascending.
    public List<CommitId> headCommitIds() {
        return graph.heads();
    }

    /// Every commit, parents and targets first. **Cost**: lazy, O(log n) each.
    public Stream<CommitId> commitIds() {
        long last = store.lastOrdinal();
        LongStream ordinals = LongStream.rangeClosed(1, last);
        return (store.commitCount() == last
                        ? ordinals
                        : ordinals.filter(ordinal -> !store.isDeleted(ordinal)))
                .mapToObj(store::idOf);
    }

    /// How many commits there are.
    public long commitCount() {
        return store.commitCount();
    }

    /// Whether the database has the commit.
    public boolean hasCommit(CommitId id) {
        return store.ordinalOf(id) != 0;
    }

    /// The header of a commit. **Errors**: [org.commitdb.error.UnknownIdException].
    public CommitHeader commitHeader(CommitId id) {
        return graph.header(store.requireOrdinal(id));
    }

    /// A commit with its program. **Errors**: [org.commitdb.error.UnknownIdException].
    public Commit commit(CommitId id) {
        long ordinal = store.requireOrdinal(id);
        return CommitCodec.decode(graph.header(ordinal), store.commit(ordinal), definitions());
    }

    /// The commits that have this one as parent or merge target, in order of arrival. **Errors**:
    /// [org.commitdb.error.UnknownIdException].
    public List<CommitId> childrenCommitIds(CommitId id) {
        return LongStream.of(store.children(store.requireOrdinal(id)))
                .mapToObj(store::idOf)
                .toList();
    }

    /// Whether `ancestor` is `descendant` or below it by parents and merge targets. **Errors**:
    /// [org.commitdb.error.UnknownIdException].
    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        return history.isAncestor(ancestor, descendant);
    }

    /// The commit that `text` names: an id, a prefix of one that no other commit's id has, `first`
    /// or `last`.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when it names none, or several, which
    /// the message lists.
    public CommitId findCommit(String text) {
        return graph.find(text);
    }

    /// The state before the first commit: no documents.
    public CommitState initialState() {
        return history.initialState();
    }

    /// The state at a commit; the initial one for [CommitId#NONE]. **Cost**: no document is read
    /// until it is asked for.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException].
    public CommitState state(CommitId id) {
        return history.state(id);
    }

    /// The state that a merge of `theirs` into `ours` has, or would have if it were written; of two
    /// of which one is an ancestor of the other, the state at the descendant. What is recorded on
    /// it can be committed once the merge is written.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException].
    public CommitState mergeState(CommitId ours, CommitId theirs) {
        return history.mergeState(ours, theirs);
    }

    /// Commits what `mutable` recorded, on top of its base, and returns the new commit's id; the
    /// base's when nothing was recorded.
    ///
    /// Returns when the commit is as durable as the database's [org.commitdb.store.Durability]
    /// says. **Errors**: [InvalidCommitException] when it names a blob that the database lacks;
    /// [org.commitdb.error.UnknownIdException] when the base is of another database;
    /// [org.commitdb.error.OutcomeUnknownException] when the final sync fails.
    public CommitId commitMutations(String label, CommitMutableState mutable) {
        return commitMutations(label, "", mutable);
    }

    /// Commits as [#commitMutations(String, CommitMutableState)] does, and names the author.
    public CommitId commitMutations(String label, String author, CommitMutableState mutable) {
        return writer.commit(label, author, mutable, CommitWriter.NOW);
    }

    /// Commits as [#commitMutations(String, CommitMutableState)] does, with a given timestamp, as
    /// imports need it.
    ///
    /// **Units**: microseconds since the epoch. **Errors**: also [IllegalArgumentException] when it
    /// is not after the base's.
    public CommitId commitMutations(
            String label, String author, CommitMutableState mutable, long timestampMicros) {
        return writer.commit(label, author, mutable, timestampMicros);
    }

    /// Stores blobs and commits what `mutable` recorded, which may name them, in one atomic step:
    /// all of it is there, or nothing. Blobs that are not sealed are; when nothing was recorded,
    /// only the blobs are stored.
    ///
    /// **Errors**: as [#commitMutations(String, CommitMutableState)], and the blobs can be used
    /// again when nothing was written; [IllegalArgumentException] when one is of another database.
    public CommitId commitMutations(
            String label, String author, CommitMutableState mutable, List<BlobOutput> blobs) {
        List<BlobWriter> writers = blobs.stream().map(BlobOutput::writer).toList();
        return writer.commit(label, author, mutable, CommitWriter.NOW, writers);
    }

    /// The blobs of the database.
    public BlobPool blobs() {
        return blobs;
    }

    /// Stores a blob as [BlobPool#create(BlobLayout, byte\[\])] does.
    public BlobId createBlob(BlobLayout layout, byte[] bytes) {
        return blobs.create(layout, bytes);
    }

    /// What is known of a blob; empty when it is not there.
    public Optional<BlobInfo> blobInfo(BlobId id) {
        return blobs.info(id);
    }

    /// The ids of all blobs, ascending. **Cost**: lazy.
    public Stream<BlobId> blobIds() {
        return blobs.ids();
    }

    /// Bytes of a blob as [BlobPool#read(BlobId, long, int)] reads them. **Errors**:
    /// [org.commitdb.error.UnknownIdException].
    public byte[] readBlob(BlobId id, long offset, int length) {
        return blobs.read(id, offset, length);
    }

    /// Removes the blobs that no commit names, as [BlobPool#collect] does.
    public BlobStatistics collectBlobs() {
        return blobs.collect();
    }

    /// Merges the stream of `theirs` into that of `ours` and returns the merge's id, which is the
    /// same on every replica that merges these two. On a contested place, theirs wins.
    ///
    /// **Errors**: [InvalidCommitException] when they are equal or one is an ancestor of the other;
    /// [org.commitdb.error.UnknownIdException].
    public CommitId mergeCommit(CommitId ours, CommitId theirs) {
        if (isAncestor(ours, theirs) || isAncestor(theirs, ours)) {
            String rule =
                    ours.equals(theirs)
                            ? "a commit is not merged with itself"
                            : "a commit is not merged with its ancestor";
            throw new InvalidCommitException(rule + ": " + ours + ", " + theirs, rule);
        }
        return writer.merge(ours, theirs);
    }

    /// The common ancestor of two commits that is above all others, where their streams part; empty
    /// when there is none. **Errors**: [org.commitdb.error.UnknownIdException].
    public Optional<CommitId> mergeBase(CommitId ours, CommitId theirs) {
        return history.mergeBase(ours, theirs);
    }

    /// Where the intents of the streams that a merge joins are not visible in it.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException]; [InvalidCommitException] when the
    /// commit is no merge.
    public MergeAnalysis mergeAnalysis(CommitId merge) {
        return MergeAnalysis.of(history, merge);
    }

    /// Where the intents of two streams would not be visible in a merge of `theirs` into `ours`,
    /// which may not be written yet.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException]; [InvalidCommitException] when they are
    /// equal or one is an ancestor of the other, as [#mergeCommit] refuses them.
    public MergeAnalysis mergeAnalysis(CommitId ours, CommitId theirs) {
        return MergeAnalysis.of(history, ours, theirs);
    }

    /// Commits `resolutions` as one child of the merge that `analysis` is about, and returns its
    /// id; the merge's when they choose what the merge has anyway.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when the merge is not written;
    /// [IllegalArgumentException] when a resolution is not for a conflict of the analysis, or two
    /// are for one; nothing is written then.
    public CommitId reconcile(
            String label,
            String author,
            MergeAnalysis analysis,
            Collection<Resolution> resolutions) {
        return commitMutations(label, author, analysis.resolve(resolutions));
    }

    /// Writes the merge that `analysis` is about, and `resolutions` as one child of it as
    /// [#reconcile] does: both, or neither. Returns the id of the newer one. A merge that is there
    /// already stays.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when the analysis is of another
    /// database; also as [#reconcile].
    public CommitId materializeMerge(
            String label,
            String author,
            MergeAnalysis analysis,
            Collection<Resolution> resolutions) {
        return writer.mergeAndCommit(
                analysis.streams(), label, author, analysis.resolve(resolutions));
    }

    /// Masks `target` in what extends `base`: the commit itself stays, and so does its place.
    /// Returns the id of the new commit, whose parent is `base`.
    ///
    /// **Errors**: [InvalidCommitException] when `target` is neither `base` nor an ancestor of it;
    /// [org.commitdb.error.UnknownIdException].
    public CommitId disableCommit(String label, CommitId base, CommitId target) {
        return disableCommit(label, "", base, target);
    }

    /// Masks `target` as [#disableCommit(String, CommitId, CommitId)] does, and names the author.
    public CommitId disableCommit(String label, String author, CommitId base, CommitId target) {
        return toggle(CommitKind.DISABLE, label, author, base, target);
    }

    /// Unmasks `target` in what extends `base`, as [#disableCommit(String, CommitId, CommitId)]
    /// masks it.
    public CommitId enableCommit(String label, CommitId base, CommitId target) {
        return enableCommit(label, "", base, target);
    }

    /// Unmasks `target` as [#enableCommit(String, CommitId, CommitId)] does, and names the author.
    public CommitId enableCommit(String label, String author, CommitId base, CommitId target) {
        return toggle(CommitKind.ENABLE, label, author, base, target);
    }

    private CommitId toggle(
            CommitKind kind, String label, String author, CommitId base, CommitId target) {
        if (!isAncestor(target, base)) {
            String rule = "a commit is toggled from itself or a descendant";
            throw new InvalidCommitException(rule + ": " + target + " is not below " + base, rule);
        }
        return writer.toggle(kind, base, target, author, label);
    }

    /// Folds all heads into one by merges, the oldest first, each next one as theirs; all are
    /// written, or none. Returns the single head; empty when there is no commit. Replicas that hold
    /// the same heads write the same merges.
    public Optional<CommitId> reduceHeads() {
        return writer.reduce(headCommitIds());
    }

    /// Folds all heads into one as [#reduceHeads()] does, starting from the head `anchor`.
    ///
    /// **Errors**: [InvalidCommitException] when `anchor` is not a head;
    /// [org.commitdb.error.UnknownIdException].
    public CommitId reduceHeads(CommitId anchor) {
        List<CommitId> heads = new ArrayList<>(headCommitIds());
        store.requireOrdinal(anchor);
        if (!heads.remove(anchor)) {
            String rule = "only a head can be the anchor of a reduction";
            throw new InvalidCommitException(rule + ", and " + anchor + " is none", rule);
        }
        heads.addFirst(anchor);
        return writer.reduce(heads).orElseThrow();
    }

    /// The head that descends from `id` and has the greatest timestamp (of equal ones, the greatest
    /// id); `id` itself when it is a head. **Errors**: [org.commitdb.error.UnknownIdException].
    public CommitId forward(CommitId id) {
        return descendantHeads(id).getLast();
    }

    /// The only head that descends from `id`, when there is exactly one and it is not `id`.
    /// **Errors**: [org.commitdb.error.UnknownIdException].
    public Optional<CommitId> fastForward(CommitId id) {
        List<CommitId> heads = descendantHeads(id);
        return heads.size() == 1 && !heads.getFirst().equals(id)
                ? Optional.of(heads.getFirst())
                : Optional.empty();
    }

    private List<CommitId> descendantHeads(CommitId id) {
        store.requireOrdinal(id);
        return headCommitIds().stream().filter(head -> isAncestor(id, head)).toList();
    }

    /// The commits that touched the document of `attachment` for `key`, on whatever stream, the
    /// latest to arrive first.
    ///
    /// **Cost**: O(log n) and O(1) a commit.
    public List<CommitId> history(Attachment attachment, Key key) {
        return history.touching(attachment, key);
    }

    RecordStore store() {
        return store;
    }

    /// What commits have to pass that somebody else made, before they are appended to [#store].
    CommitCheck incomingCheck() {
        return new CommitRules(store, registry::definitions);
    }

    /// What guards the database against what others send.
    Gatekeeper gatekeeper() {
        return store instanceof RemoteStore
                ? Gatekeeper.open(store)
                : new PeerGate(incomingCheck(), registry);
    }

    /// Copies what this database lacks of `source` from there, or the other way round, or both, as
    /// the options say; each may be a file, in memory or remote. Append-only and verbatim: nothing
    /// is reduced. When it is interrupted, the next one goes on where it stopped. **Cost**: what
    /// differs, not what there is.
    ///
    /// **Errors**: [org.commitdb.error.DefinitionsException] when the two define something
    /// differently; [InvalidCommitException] when one offers what breaks a rule.
    public SyncReport synchronizeWith(CommitDatabase source, SyncOptions options) {
        return new Synchronizer(
                        new SyncSide(source.store, source.gatekeeper()),
                        new SyncSide(store, gatekeeper()),
                        new CanonicalIndexer())
                .run(options);
    }

    /// Has `listener` called after commits became visible, whoever made them, until what is
    /// returned is closed. Several commits may be told of at once. **Threads**: it is called on a
    /// thread of the database's, and may ask the database.
    public ChangeListening onChange(Runnable listener) {
        AutoCloseable listening = store.onAppend(ordinal -> listener.run());
        return () -> {
            try {
                listening.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /// How the server is to which this database is connected: counters by name, in the order in
    /// which to show them; empty for a database that is here.
    public Map<String, String> serverStatus() {
        return store instanceof RemoteStore remote ? remote.status() : Map.of();
    }

    /// Makes every acknowledged commit durable, whatever the [org.commitdb.store.Durability].
    public void flush() {
        store.flush();
    }

    /// Facts for people, by name: format version, size, pages.
    public Map<String, String> info() {
        return store.info().facts();
    }

    /// Examines the file, as it is now, while reading and writing go on. Whatever it holds, this
    /// returns findings.
    public VerifyReport verify(VerifyLevel level, Progress progress) {
        return Stores.verify(store, level, progress);
    }

    /// Writes the new file `target`, which holds what the database holds now, while reading and
    /// writing go on. It appears when it is complete and durable. **Threads**: `progress` is told
    /// on another thread.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] when `target` exists or the disk refuses;
    /// nothing appears then.
    public void backup(Path target, Progress progress) {
        Stores.backup(store, target, DatabaseOptions.DEFAULT, progress);
    }

    /// Closes the file in order; the next open has nothing to recover. A second call does nothing.
    @Override
    public void close() {
        history.close();
        store.close();
    }
}
