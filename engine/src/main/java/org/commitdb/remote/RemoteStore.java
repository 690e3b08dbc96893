package org.commitdb.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.AncestrySample;
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

    private RemoteStore(Endpoint endpoint, ConnectionOptions options) {
        this.memory = new RemoteMemory(options.cacheSizeBytes());
        this.server = new Reconnecting(new Dialer(endpoint, options), options, this::heardOf);
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
        return facts(new Request.Status());
    }

    private void heardOf(long ordinal) {
        memory.sawOrdinal(ordinal);
        listeners.tell(ordinal);
    }

    private <T extends Reply> T ask(Request request, Class<T> expected) {
        return as(expected, server.call(request, false));
    }

    private void change(Request request) {
        as(Reply.Done.class, server.call(request, true));
    }

    private <T extends Reply> T as(Class<T> expected, Reply reply) {
        if (!expected.isInstance(reply)) {
            throw strange("a " + expected.getSimpleName(), reply.getClass().getSimpleName());
        }
        return expected.cast(reply);
    }

    private CorruptException strange(String expected, String found) {
        return new CorruptException(
                server.peer() + ": expected " + expected + " from the server, found " + found,
                server.peer(),
                -1,
                expected,
                found);
    }

    private static void checkOrdinal(long ordinal) {
        if (ordinal <= 0) {
            throw new IllegalArgumentException("no commit has the ordinal " + ordinal);
        }
    }

    private static void checkLimit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit is negative: " + limit);
        }
    }

    @Override
    public long lastOrdinal() {
        return memory.sawOrdinal(ask(new Request.LastOrdinal(), Reply.Number.class).value());
    }

    @Override
    public long ordinalOf(CommitId id) {
        return ordinalsOf(List.of(id))[0];
    }

    @Override
    public long[] ordinalsOf(List<CommitId> ids) {
        server.checkOpen();
        long[] ordinals = new long[ids.size()];
        List<CommitId> unknown = new ArrayList<>();
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = memory.ordinalOf(ids.get(i));
            if (ordinals[i] == 0) {
                unknown.add(ids.get(i));
            }
        }
        if (unknown.isEmpty()) {
            return ordinals;
        }
        List<Long> found = numbers(new Request.OrdinalsOf(unknown), unknown.size());
        int next = 0;
        for (int i = 0; i < ordinals.length; i++) {
            if (ordinals[i] == 0) {
                ordinals[i] = found.get(next++);
                if (ordinals[i] != 0) {
                    memory.keepId(ordinals[i], ids.get(i));
                }
            }
        }
        return ordinals;
    }

    private List<Long> numbers(Request request, int expectedCount) {
        List<Long> numbers = ask(request, Reply.Numbers.class).values();
        if (expectedCount >= 0 && numbers.size() != expectedCount) {
            throw strange(expectedCount + " numbers", numbers.size() + " numbers");
        }
        return numbers;
    }

    private long[] ordinals(Request request) {
        long[] ordinals = numbers(request, -1).stream().mapToLong(memory::sawOrdinal).toArray();
        if (LongStream.of(ordinals).anyMatch(ordinal -> ordinal <= 0)) {
            throw strange("ordinals", Arrays.toString(ordinals));
        }
        return ordinals;
    }

    @Override
    public List<CommitId> idsWithPrefix(String prefix, int limit) {
        checkLimit(limit);
        return ask(new Request.IdsWithPrefix(prefix, limit), Reply.Ids.class).ids();
    }

    @Override
    public CommitId idOf(long ordinal) {
        return idsOf(new long[] {ordinal}).getFirst();
    }

    @Override
    public List<CommitId> idsOf(long[] ordinals) {
        server.checkOpen();
        List<Long> unknown = new ArrayList<>();
        for (long ordinal : ordinals) {
            checkOrdinal(ordinal);
            if (memory.idOf(ordinal) == null) {
                unknown.add(ordinal);
            }
        }
        Map<Long, CommitId> found = new LinkedHashMap<>();
        if (!unknown.isEmpty()) {
            List<CommitId> ids = ask(new Request.IdsOf(unknown), Reply.Ids.class).ids();
            if (ids.size() != unknown.size()) {
                throw strange(unknown.size() + " ids", ids.size() + " ids");
            }
            for (int i = 0; i < ids.size(); i++) {
                found.put(unknown.get(i), ids.get(i));
                memory.keepId(unknown.get(i), ids.get(i));
            }
        }
        List<CommitId> result = new ArrayList<>(ordinals.length);
        for (long ordinal : ordinals) {
            CommitId id = found.get(ordinal);
            CommitId known = id == null ? memory.idOf(ordinal) : id;
            result.add(known == null ? idOf(ordinal) : known);
        }
        return result;
    }

    @Override
    public byte[] commit(long ordinal) {
        return commits(ordinal, 1).getFirst();
    }

    @Override
    public List<byte[]> commits(long first, int count) {
        server.checkOpen();
        checkOrdinal(first);
        byte[] known = count <= 1 ? memory.commit(first) : null;
        if (known != null) {
            return List.of(known.clone());
        }
        List<byte[]> commits =
                ask(new Request.Commits(first, Math.max(1, count)), Reply.Records.class).records();
        if (commits.isEmpty() || commits.size() > Math.max(1, count)) {
            throw strange("1 to " + count + " commits", commits.size() + " commits");
        }
        for (int i = 0; i < commits.size(); i++) {
            keepVerified(first + i, commits.get(i), count <= 1);
        }
        return commits;
    }

    /// The id that was told before must be that of the bytes; it is what names the commit.
    private void keepVerified(long ordinal, byte[] commit, boolean remember) {
        CommitId id = CommitId.of(Hashes.sha256(commit));
        CommitId told = memory.idOf(ordinal);
        if (told != null && !told.equals(id)) {
            throw strange("the commit " + told, "the commit " + id);
        }
        memory.keepId(ordinal, id);
        if (remember) {
            memory.keepCommit(ordinal, commit);
        }
    }

    @Override
    public long timestampMicros(long ordinal) {
        server.checkOpen();
        checkOrdinal(ordinal);
        Long known = memory.timestamp(ordinal);
        if (known != null) {
            return known;
        }
        long found = ask(new Request.Timestamp(ordinal), Reply.Number.class).value();
        memory.keepTimestamp(ordinal, found);
        return found;
    }

    @Override
    public Run run(long ordinal) {
        server.checkOpen();
        checkOrdinal(ordinal);
        Run known = memory.run(ordinal);
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        Run run = ask(new Request.RunOf(ordinal), Reply.RunReply.class).run();
        if (ordinal < run.first() || ordinal > run.last()) {
            throw strange("the run of " + ordinal, run.toString());
        }
        memory.keepRun(run, seen);
        return run;
    }

    @Override
    public List<AncestrySample> ancestry(long[] tips, int limit) {
        List<Long> from = LongStream.of(tips).peek(RemoteStore::checkOrdinal).boxed().toList();
        return ask(new Request.Ancestry(from, limit), Reply.Samples.class).samples();
    }

    @Override
    public long[] children(long ordinal) {
        checkOrdinal(ordinal);
        return ordinals(new Request.Children(ordinal));
    }

    @Override
    public long[] heads() {
        return ordinals(new Request.Heads());
    }

    @Override
    public long[] roots() {
        return ordinals(new Request.Roots());
    }

    @Override
    public List<Toggle> toggles() {
        server.checkOpen();
        List<Toggle> known = memory.toggles();
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        List<Toggle> toggles = ask(new Request.Toggles(), Reply.ToggleList.class).toggles();
        memory.keepToggles(toggles, seen);
        return toggles;
    }

    @Override
    public TouchCursor touches(DocumentId document, long newest) {
        server.checkOpen();
        if (newest < 0) {
            throw new IllegalArgumentException("no commit has the ordinal " + newest);
        }
        return new RemoteTouchCursor(this, document, newest);
    }

    /// A page of the commits that touched `document`, from `newest` down.
    Reply.TouchPage touchPage(DocumentId document, long newest, boolean untilBaseline) {
        server.checkOpen();
        Reply.TouchPage known = memory.touches(document, newest);
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        Reply.TouchPage page =
                ask(new Request.Touches(document, newest, untilBaseline), Reply.TouchPage.class);
        long before = Long.MAX_VALUE;
        for (Reply.TouchEntry entry : page.entries()) {
            if (entry.ordinal() <= 0 || entry.ordinal() > newest || entry.ordinal() >= before) {
                throw strange("descending ordinals", entry.ordinal() + " after " + before);
            }
            before = entry.ordinal();
        }
        if (page.next() != 0 && (page.entries().isEmpty() || page.next() >= before)) {
            throw strange("a page that goes on below " + before, page.next() + " next");
        }
        memory.keepTouches(document, newest, page, seen);
        return page;
    }

    @Override
    public List<DocumentId> documents(UUID attachment, @Nullable UUID after, int limit) {
        checkLimit(limit);
        List<DocumentId> documents = new ArrayList<>();
        UUID last = after;
        while (documents.size() < limit) {
            int wanted = limit - documents.size();
            List<UUID> page =
                    ask(new Request.Documents(attachment, last, wanted), Reply.Uuids.class).uuids();
            page.forEach(instance -> documents.add(new DocumentId(attachment, instance)));
            if (page.isEmpty()) {
                break;
            }
            last = page.getLast();
        }
        return documents;
    }

    @Override
    public List<UUID> attachments() {
        return ask(new Request.Attachments(), Reply.Uuids.class).uuids();
    }

    @Override
    public void append(List<byte[]> commits) {
        server.checkOpen();
        if (commits.isEmpty()) {
            return;
        }
        change(
                new Request.Append(
                        commits.stream()
                                .map(bytes ->
                                        new Request.SignedCommit(
                                                CommitId.of(Hashes.sha256(bytes)), bytes))
                                .toList()));
    }

    /// Other clients that know the ids of these commits already find them until they connect again.
    @Override
    public void delete(List<CommitId> commits) {
        change(new Request.Delete(commits));
        memory.forgetIds();
    }

    @Override
    public boolean isDeleted(long ordinal) {
        checkOrdinal(ordinal);
        return ask(new Request.IsDeleted(ordinal), Reply.Number.class).value() != 0;
    }

    @Override
    public long commitCount() {
        return ask(new Request.CommitCount(), Reply.Number.class).value();
    }

    @Override
    public List<byte[]> definitions() {
        return ask(new Request.Definitions(), Reply.Records.class).records();
    }

    @Override
    public long definitionsVersion() {
        server.checkOpen();
        Long known = memory.definitionsVersion();
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        long version = ask(new Request.DefinitionsVersion(), Reply.Number.class).value();
        memory.keepDefinitionsVersion(version, seen);
        return version;
    }

    /// A record that is there already is passed over, so that the request can be sent twice.
    @Override
    public void appendDefinitions(byte[] record) {
        if (definitions().stream().noneMatch(known -> Arrays.equals(known, record))) {
            change(new Request.AppendDefinitions(record));
            memory.forgetDefinitionsVersion();
        }
    }

    @Override
    public boolean hasBlob(BlobId id) {
        return missingBlobs(List.of(id)).isEmpty();
    }

    @Override
    public Set<BlobId> missingBlobs(Collection<BlobId> ids) {
        server.checkOpen();
        List<BlobId> asked = List.copyOf(new LinkedHashSet<>(ids));
        if (asked.isEmpty()) {
            return new HashSet<>();
        }
        List<Long> there = numbers(new Request.HasBlobs(asked), asked.size());
        Set<BlobId> missing = new LinkedHashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (there.get(i) == 0) {
                missing.add(asked.get(i));
            }
        }
        return missing;
    }

    @Override
    public void putBlob(BlobId id, String layout, byte[] bytes) {
        change(new Request.PutBlob(id, layout, bytes));
    }

    @Override
    public Optional<StoredBlob> blob(BlobId id) {
        StoredBlob blob = ask(new Request.GetBlob(id), Reply.BlobReply.class).blob();
        if (blob != null && !BlobId.ofContent(blob.layout(), blob.bytes()).equals(id)) {
            throw strange("the blob " + id, "other bytes");
        }
        return Optional.ofNullable(blob);
    }

    @Override
    public long newestFrame(DocumentId document, long newest) {
        return newest <= 0
                ? 0
                : ask(new Request.NewestFrame(document, newest), Reply.Number.class).value();
    }

    @Override
    public byte @Nullable [] frame(DocumentId document, long ordinal) {
        return ask(new Request.KeyFrame(document, ordinal), Reply.Bytes.class).bytes();
    }

    @Override
    public void flush() {
        change(new Request.Flush());
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
        facts.putAll(facts(new Request.Info()));
        return new StoreInfo(facts);
    }

    private Map<String, String> facts(Request request) {
        Map<String, String> facts = new LinkedHashMap<>();
        ask(request, Reply.Facts.class)
                .facts()
                .forEach(fact -> facts.put(fact.name(), fact.value()));
        return facts;
    }

    @Override
    public void close() {
        listeners.close();
        server.close();
    }
}
