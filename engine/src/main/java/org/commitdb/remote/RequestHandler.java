package org.commitdb.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TouchCursor;
import org.jspecify.annotations.Nullable;

/// Answers requests from a store.
///
/// **Invariants**: what is stored was hashed here, and checked. **Threads**: any. **Errors**: those
/// of the store; [IllegalArgumentException] for an argument that is out of range.
final class RequestHandler {

    /// How long a list is at most that a client can size.
    static final int MAX_LIST = 1 << 16;

    /// Of so many documents at once the commits are told that touched them.
    private static final int MAX_DOCUMENTS = 1 << 10;

    private final RecordStore store;
    private final Gatekeeper gatekeeper;
    private final ServerCounters counters;
    private final Uploads uploads;
    private final BlobRequests blobs;

    RequestHandler(
            RecordStore store, Gatekeeper gatekeeper, ServerCounters counters, Uploads uploads) {
        this.store = store;
        this.gatekeeper = gatekeeper;
        this.counters = counters;
        this.uploads = uploads;
        this.blobs = new BlobRequests(store, uploads);
    }

    /// The answer to a request of `client`. A hello and a subscription are the business of the
    /// connection.
    Reply answer(Request request, Upload.Owner client) {
        return switch (request) {
            case Request.Hello hello ->
                    throw new IllegalArgumentException("a connection is greeted once");
            case Request.Subscribe subscribe -> new Reply.Done();
            case Request.Ping ping -> new Reply.Done();
            case Request.Status status -> status();
            case Request.Info info -> facts(store.info().facts());
            case Request.LastOrdinal last -> new Reply.Number(store.lastOrdinal());
            case Request.OrdinalsOf(List<CommitId> ids) -> numbers(store.ordinalsOf(ids));
            case Request.IdsWithPrefix(String prefix, int limit) ->
                    new Reply.Ids(store.idsWithPrefix(prefix, Math.min(limit, MAX_LIST)));
            case Request.IdsOf(List<Long> ordinals) -> new Reply.Ids(store.idsOf(array(ordinals)));
            case Request.Commits(long first, int count) ->
                    new Reply.Records(store.commits(first, available(first, count)));
            case Request.Timestamp(long ordinal) ->
                    new Reply.Number(store.timestampMicros(ordinal));
            case Request.RunOf(long ordinal) -> new Reply.RunReply(store.run(ordinal));
            case Request.Children(long ordinal) -> numbers(store.children(ordinal));
            case Request.Heads heads -> numbers(store.heads());
            case Request.Roots roots -> numbers(store.roots());
            case Request.Toggles toggles -> new Reply.ToggleList(store.toggles());
            case Request.Touches(DocumentId document, long newest, boolean untilBaseline) ->
                    touches(document, newest, untilBaseline);
            case Request.TouchesOfMany(List<DocumentId> documents, long newest) ->
                    touches(documents, newest);
            case Request.Documents(UUID attachment, UUID after, int limit) ->
                    documents(attachment, after, limit);
            case Request.Attachments attachments -> new Reply.Uuids(store.attachments());
            case Request.Definitions definitions -> new Reply.Records(store.definitions());
            case Request.CommitCount count -> new Reply.Number(store.commitCount());
            case Request.IsDeleted(long ordinal) ->
                    new Reply.Number(store.isDeleted(ordinal) ? 1 : 0);
            case Request.Delete(List<CommitId> commits) -> {
                store.delete(commits);
                yield new Reply.Done();
            }
            case Request.DefinitionsVersion version -> new Reply.Number(store.definitionsVersion());
            case Request.Ancestry(List<Long> tips, int limit) ->
                    new Reply.Samples(store.ancestry(array(tips), Math.min(limit, MAX_LIST)));
            case Request.NewestFrame(DocumentId document, long newest) ->
                    new Reply.Number(store.newestFrame(document, newest));
            case Request.KeyFrame(DocumentId document, long ordinal) ->
                    new Reply.Bytes(store.frame(document, ordinal));
            case Request.Append append -> append(append);
            case Request.AppendDefinitions(byte[] bytes) -> {
                gatekeeper.appendDefinitions(bytes);
                yield new Reply.Done();
            }
            case Request.Flush flush -> {
                store.flush();
                yield new Reply.Done();
            }
            case Request.HasBlobs(List<BlobId> ids) -> blobs.has(ids);
            case Request.BlobPiece piece -> blobs.take(client, piece);
            case Request.GiveUpBlobs(List<UUID> names) -> blobs.giveUp(names);
            case Request.BlobHead(BlobId id, int length) -> blobs.head(id, length);
            case Request.BlobRange(BlobId id, long position, int length) ->
                    blobs.range(id, position, length);
            case Request.BlobIds(BlobId after, int limit) -> blobs.ids(after, limit);
            case Request.BlobTotals totals -> blobs.totals();
            case Request.CollectBlobs collect -> blobs.collect();
        };
    }

    private Reply status() {
        List<Reply.Fact> facts = new ArrayList<>();
        facts.add(new Reply.Fact("commits", Long.toString(store.commitCount())));
        facts.add(new Reply.Fact("heads", Integer.toString(store.heads().length)));
        facts.addAll(counters.facts());
        facts.add(new Reply.Fact("uploads", Integer.toString(uploads.count())));
        facts.add(new Reply.Fact("bytes uploaded so far", Long.toString(uploads.bytes())));
        return new Reply.Facts(facts);
    }

    private static Reply facts(Map<String, String> facts) {
        return new Reply.Facts(
                facts.entrySet().stream()
                        .map(fact -> new Reply.Fact(fact.getKey(), fact.getValue()))
                        .toList());
    }

    /// How many of `count` commits there are from `first` on; at least one, so that the store says
    /// what is wrong with `first`.
    private int available(long first, int count) {
        long left = store.lastOrdinal() - first + 1;
        return Math.clamp(left, 1, Math.max(1, count));
    }

    private Reply touches(DocumentId document, long newest, boolean untilBaseline) {
        return page(store.touches(document, newest), untilBaseline);
    }

    /// Answers for as many documents as fit into a page.
    private Reply touches(List<DocumentId> documents, long newest) {
        List<DocumentId> some = documents.subList(0, Math.min(documents.size(), MAX_DOCUMENTS));
        List<Reply.TouchPage> pages = new ArrayList<>();
        long size = 0;
        for (TouchCursor cursor : store.touches(some, newest)) {
            Reply.TouchPage page = page(cursor, true);
            pages.add(page);
            size += page.opcodesLength();
            if (size >= Protocol.PAGE_SIZE) {
                break;
            }
        }
        return new Reply.TouchPages(pages);
    }

    private static Reply.TouchPage page(TouchCursor cursor, boolean untilBaseline) {
        List<Reply.TouchEntry> entries = new ArrayList<>();
        long size = 0;
        boolean more = cursor.next();
        while (more) {
            byte[] opcodes = cursor.opcodes();
            boolean baseline = cursor.baseline();
            entries.add(new Reply.TouchEntry(cursor.ordinal(), baseline, opcodes));
            size += opcodes.length;
            more = cursor.next();
            if (untilBaseline && baseline || size >= touchPageSize(untilBaseline)) {
                break;
            }
        }
        return new Reply.TouchPage(entries, more ? cursor.ordinal() : 0);
    }

    /// Who wants the newest value rarely needs much: key frames stand in for a long replay.
    private static int touchPageSize(boolean untilBaseline) {
        return untilBaseline ? Protocol.PAGE_SIZE >> 4 : Protocol.PAGE_SIZE;
    }

    private Reply documents(UUID attachment, @Nullable UUID after, int limit) {
        return new Reply.Uuids(
                store.documents(attachment, after, Math.min(limit, MAX_LIST)).stream()
                        .map(DocumentId::instance)
                        .toList());
    }

    private Reply append(Request.Append request) {
        List<byte[]> bytes = new ArrayList<>(request.commits().size());
        for (Request.SignedCommit commit : request.commits()) {
            CommitId found = CommitId.of(Hashes.sha256(commit.bytes()));
            if (!found.equals(commit.id())) {
                String rule = "the content of a commit hashes to its id";
                throw new InvalidCommitException(
                        rule + ": " + commit.id() + " was announced, " + found + " has come", rule);
            }
            bytes.add(commit.bytes());
        }
        gatekeeper.check(bytes);
        blobs.append(request.blobs(), bytes);
        counters.commits.add(bytes.size());
        return new Reply.Done();
    }

    private static Reply numbers(long[] numbers) {
        return new Reply.Numbers(LongStream.of(numbers).boxed().toList());
    }

    private static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
