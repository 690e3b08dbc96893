package org.commitdb.remote;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.AncestrySample;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.DocumentId;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;
import org.commitdb.store.StoreInfo;
import org.commitdb.store.StoredBlob;
import org.commitdb.store.Toggle;
import org.commitdb.store.TouchCursor;
import org.jspecify.annotations.Nullable;

/// A store on another machine, or in another process of this one.
///
/// What never changes (commits, ids, runs that have ended, who touched a document up to some
/// commit) is remembered within bounds; everything else is asked for each time.
///
/// **Invariants**: a commit or blob that the server sends was hashed here before it is returned.
/// **Threads**: any, also interrupted ones. **Errors**: those of [RecordStore];
/// [org.commitdb.error.RemoteException] when the server cannot be reached;
/// [UnsupportedOperationException] for a change that the server does not let this client make.
public final class RemoteStore implements RecordStore {

    private final Reconnecting server;
    private final RemoteListeners listeners = new RemoteListeners();
    private final RemoteMemory memory;
    private final Questions questions;
    private final RemoteCommits commits;
    private final RemoteGraph graph;
    private final RemoteDocuments documents;
    private final RemoteBlobs blobs;

    private RemoteStore(Endpoint endpoint, ConnectionOptions options) {
        this.memory = new RemoteMemory(options.cacheSizeBytes());
        this.server =
                new Reconnecting(
                        new Dialer(endpoint, options), options, new Hearing(memory, listeners));
        this.questions = new Questions(server);
        this.commits = new RemoteCommits(questions, memory);
        this.graph = new RemoteGraph(questions, memory);
        this.documents = new RemoteDocuments(questions, memory);
        this.blobs = new RemoteBlobs(questions);
    }

    private record Hearing(RemoteMemory memory, RemoteListeners listeners) implements Notices {

        @Override
        public void changed(long lastOrdinal) {
            memory.sawOrdinal(lastOrdinal);
            listeners.tell(lastOrdinal);
        }

        @Override
        public void deleted(long deletedCount) {
            memory.sawDeleted(deletedCount);
        }
    }

    /// Connects to the server at `endpoint`.
    ///
    /// **Errors**: [org.commitdb.error.RemoteException] when it cannot be reached or refuses;
    /// [org.commitdb.error.IncompatibleException] when it speaks other versions of the protocol;
    /// [org.commitdb.error.StorageException] when a file of the options cannot be read.
    public static RemoteStore connect(Endpoint endpoint, ConnectionOptions options) {
        return new RemoteStore(endpoint, options);
    }

    /// What went over the network so far.
    public Traffic traffic() {
        return server.traffic();
    }

    /// How the server is: counters by name, in the order in which to show them.
    public Map<String, String> status() {
        return questions.facts(new Request.Status());
    }

    @Override
    public long lastOrdinal() {
        return memory.sawOrdinal(
                questions.ask(new Request.LastOrdinal(), Reply.Number.class).value());
    }

    @Override
    public long ordinalOf(CommitId id) {
        return ordinalsOf(List.of(id))[0];
    }

    @Override
    public long[] ordinalsOf(List<CommitId> ids) {
        return commits.ordinalsOf(ids);
    }

    @Override
    public List<CommitId> idsWithPrefix(String prefix, int limit) {
        return commits.idsWithPrefix(prefix, limit);
    }

    @Override
    public CommitId idOf(long ordinal) {
        return idsOf(new long[] {ordinal}).getFirst();
    }

    @Override
    public List<CommitId> idsOf(long[] ordinals) {
        return commits.idsOf(ordinals);
    }

    @Override
    public byte[] commit(long ordinal) {
        return commits(ordinal, 1).getFirst();
    }

    @Override
    public List<byte[]> commits(long first, int count) {
        return commits.commits(first, count);
    }

    @Override
    public long timestampMicros(long ordinal) {
        return commits.timestampMicros(ordinal);
    }

    @Override
    public Run run(long ordinal) {
        return graph.run(ordinal);
    }

    @Override
    public List<AncestrySample> ancestry(long[] tips, int limit) {
        return graph.ancestry(tips, limit);
    }

    @Override
    public long[] children(long ordinal) {
        return graph.children(ordinal);
    }

    @Override
    public long[] heads() {
        return graph.heads();
    }

    @Override
    public long[] roots() {
        return graph.roots();
    }

    @Override
    public List<Toggle> toggles() {
        return graph.toggles();
    }

    @Override
    public TouchCursor touches(DocumentId document, long newest) {
        return documents.touches(document, newest);
    }

    @Override
    public List<TouchCursor> touches(List<DocumentId> documents, long newest) {
        return this.documents.touches(documents, newest);
    }

    @Override
    public List<DocumentId> documents(UUID attachment, @Nullable UUID after, int limit) {
        return documents.documents(attachment, after, limit);
    }

    @Override
    public List<UUID> attachments() {
        return documents.attachments();
    }

    @Override
    public void append(List<byte[]> encoded) {
        blobs.append(List.of(), encoded);
    }

    @Override
    public void append(List<BlobWriter> writers, List<byte[]> encoded) {
        blobs.append(writers, encoded);
    }

    @Override
    public void delete(List<CommitId> ids) {
        questions.change(new Request.Delete(ids));
    }

    @Override
    public boolean isDeleted(long ordinal) {
        return commits.isDeleted(ordinal);
    }

    @Override
    public long commitCount() {
        return questions.ask(new Request.CommitCount(), Reply.Number.class).value();
    }

    @Override
    public List<byte[]> definitions() {
        return questions.ask(new Request.Definitions(), Reply.Records.class).records();
    }

    @Override
    public long definitionsVersion() {
        server.checkOpen();
        Long known = memory.definitionsVersion();
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        long version = questions.ask(new Request.DefinitionsVersion(), Reply.Number.class).value();
        memory.keepDefinitionsVersion(version, seen);
        return version;
    }

    /// A record that is there already is passed over, so that the request can be sent twice.
    @Override
    public void appendDefinitions(byte[] record) {
        if (definitions().stream().noneMatch(known -> Arrays.equals(known, record))) {
            questions.change(new Request.AppendDefinitions(record));
            memory.forgetDefinitionsVersion();
        }
    }

    @Override
    public boolean hasBlob(BlobId id) {
        return missingBlobs(List.of(id)).isEmpty();
    }

    @Override
    public Set<BlobId> missingBlobs(Collection<BlobId> ids) {
        return blobs.missing(ids);
    }

    @Override
    public void putBlob(BlobId id, String layout, byte[] bytes) {
        blobs.put(id, layout, bytes);
    }

    @Override
    public BlobWriter newBlob(String layout) {
        return blobs.create(layout);
    }

    @Override
    public Optional<StoredBlob> blob(BlobId id) {
        return blobs.read(id);
    }

    @Override
    public Optional<BlobReader> openBlob(BlobId id) {
        return blobs.open(id).map(reader -> reader);
    }

    @Override
    public Optional<BlobInfo> blobInfo(BlobId id) {
        return blobs.info(id);
    }

    @Override
    public List<BlobId> blobIds(@Nullable BlobId after, int limit) {
        return blobs.ids(after, limit);
    }

    @Override
    public BlobStatistics blobStatistics() {
        return blobs.statistics();
    }

    @Override
    public BlobStatistics collectBlobs() {
        return blobs.collect();
    }

    @Override
    public long newestFrame(DocumentId document, long newest) {
        return documents.newestFrame(document, newest);
    }

    @Override
    public byte @Nullable [] frame(DocumentId document, long ordinal) {
        return documents.frame(document, ordinal);
    }

    @Override
    public void flush() {
        questions.change(new Request.Flush());
    }

    @Override
    public AutoCloseable onAppend(Consumer<Long> listener) {
        AutoCloseable listening = listeners.add(listener);
        server.subscribe();
        return listening;
    }

    @Override
    public StoreInfo info() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("server", server.peer());
        facts.putAll(questions.facts(new Request.Info()));
        return new StoreInfo(facts);
    }

    @Override
    public void close() {
        listeners.close();
        server.close();
    }
}
