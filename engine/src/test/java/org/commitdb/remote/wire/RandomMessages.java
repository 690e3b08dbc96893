package org.commitdb.remote.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.AncestrySample;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Run;
import org.commitdb.store.Toggle;

/// Any request and any reply.
final class RandomMessages {

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    Request request() {
        RequestType[] types = RequestType.values();
        return request(types[random.nextInt(types.length)]);
    }

    Request request(RequestType type) {
        return switch (type) {
            case HELLO ->
                    new Request.Hello(
                            random.nextInt(1 << 16), random.nextInt(1 << 16), text(), text());
            case PING -> new Request.Ping();
            case STATUS -> new Request.Status();
            case INFO -> new Request.Info();
            case SUBSCRIBE -> new Request.Subscribe();
            case LAST_ORDINAL -> new Request.LastOrdinal();
            case ORDINALS_OF -> new Request.OrdinalsOf(list(this::commitId));
            case IDS_WITH_PREFIX -> new Request.IdsWithPrefix(text(), limit());
            case IDS_OF -> new Request.IdsOf(list(random::nextLong));
            case COMMITS -> new Request.Commits(random.nextLong(), limit());
            case TIMESTAMP -> new Request.Timestamp(random.nextLong());
            case RUN_OF -> new Request.RunOf(random.nextLong());
            case CHILDREN -> new Request.Children(random.nextLong());
            case HEADS -> new Request.Heads();
            case ROOTS -> new Request.Roots();
            case TOGGLES -> new Request.Toggles();
            case TOUCHES ->
                    new Request.Touches(document(), random.nextLong(), random.nextBoolean());
            case TOUCHES_OF_MANY ->
                    new Request.TouchesOfMany(list(this::document), random.nextLong());
            case DOCUMENTS ->
                    new Request.Documents(uuid(), random.nextBoolean() ? uuid() : null, limit());
            case ATTACHMENTS -> new Request.Attachments();
            case DEFINITIONS -> new Request.Definitions();
            case COMMIT_COUNT -> new Request.CommitCount();
            case IS_DELETED -> new Request.IsDeleted(random.nextLong());
            case DELETE -> new Request.Delete(list(this::commitId));
            case DEFINITIONS_VERSION -> new Request.DefinitionsVersion();
            case ANCESTRY -> new Request.Ancestry(list(random::nextLong), limit());
            case NEWEST_FRAME -> new Request.NewestFrame(document(), random.nextLong());
            case KEY_FRAME -> new Request.KeyFrame(document(), random.nextLong());
            case APPEND ->
                    new Request.Append(
                            list(this::newBlob),
                            list(() -> new Request.SignedCommit(commitId(), bytes())));
            case APPEND_DEFINITIONS -> new Request.AppendDefinitions(bytes());
            case FLUSH -> new Request.Flush();
            case HAS_BLOBS -> new Request.HasBlobs(list(this::blobId));
            case BLOB_PIECE ->
                    new Request.BlobPiece(
                            uuid(),
                            text(),
                            random.nextLong(),
                            random.nextBoolean() ? blobId() : null,
                            bytes());
            case GIVE_UP_BLOBS -> new Request.GiveUpBlobs(list(this::uuid));
            case BLOB_HEAD -> new Request.BlobHead(blobId(), limit());
            case BLOB_RANGE -> new Request.BlobRange(blobId(), random.nextLong(), limit());
            case BLOB_IDS -> new Request.BlobIds(random.nextBoolean() ? blobId() : null, limit());
            case BLOB_TOTALS -> new Request.BlobTotals();
            case COLLECT_BLOBS -> new Request.CollectBlobs();
        };
    }

    Reply reply() {
        ReplyType[] types = ReplyType.values();
        return reply(types[random.nextInt(types.length)]);
    }

    Reply reply(ReplyType type) {
        return switch (type) {
            case WELCOME ->
                    new Reply.Welcome(
                            random.nextInt(1 << 16),
                            random.nextBoolean(),
                            limit(),
                            limit(),
                            random.nextLong(),
                            uuid(),
                            random.nextLong(),
                            random.nextLong());
            case DONE -> new Reply.Done();
            case NUMBER -> new Reply.Number(random.nextLong());
            case NUMBERS -> new Reply.Numbers(list(random::nextLong));
            case IDS -> new Reply.Ids(list(this::commitId));
            case RECORDS -> new Reply.Records(list(this::bytes));
            case BYTES -> new Reply.Bytes(random.nextBoolean() ? bytes() : null);
            case RUN -> new Reply.RunReply(run());
            case TOGGLES ->
                    new Reply.ToggleList(
                            list(() ->
                                    new Toggle(
                                            random.nextLong(),
                                            random.nextBoolean()
                                                    ? CommitKind.DISABLE
                                                    : CommitKind.ENABLE,
                                            random.nextLong())));
            case TOUCHES -> touchPage();
            case TOUCH_PAGES -> new Reply.TouchPages(list(this::touchPage));
            case UUIDS -> new Reply.Uuids(list(this::uuid));
            case SAMPLES -> new Reply.Samples(list(this::sample));
            case BLOB_HEAD ->
                    random.nextBoolean()
                            ? new Reply.BlobHeadReply(blobInfo(), bytes())
                            : new Reply.BlobHeadReply(null, new byte[0]);
            case BLOB_IDS -> new Reply.BlobIdList(list(this::blobId));
            case BLOB_TOTALS ->
                    new Reply.BlobTotalsReply(
                            new BlobStatistics(
                                    random.nextLong(), random.nextLong(), random.nextLong()));
            case DELETED -> new Reply.Deleted(random.nextLong());
            case FACTS -> new Reply.Facts(list(() -> new Reply.Fact(text(), text())));
            case CHANGED -> new Reply.Changed(random.nextLong());
            case FAILURE ->
                    new Reply.Failure(
                            ErrorCode.values()[random.nextInt(ErrorCode.values().length)],
                            text(),
                            list(this::text));
        };
    }

    private Request.NewBlob newBlob() {
        return random.nextBoolean()
                ? new Request.WholeBlob(blobId(), text(), bytes())
                : new Request.UploadedBlob(uuid(), blobId());
    }

    private BlobInfo blobInfo() {
        return new BlobInfo(
                blobId(), text(), random.nextLong(Long.MAX_VALUE), random.nextLong(Long.MAX_VALUE));
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            list.add(element.get());
        }
        return list;
    }

    private int limit() {
        return random.nextInt(Integer.MAX_VALUE);
    }

    private Run run() {
        long first = 1 + random.nextInt(1_000);
        return new Run(
                first,
                first + random.nextInt(1_000),
                random.nextLong(first),
                random.nextLong(first));
    }

    private Reply.TouchPage touchPage() {
        return new Reply.TouchPage(
                list(() -> new Reply.TouchEntry(random.nextLong(), random.nextBoolean(), bytes())),
                random.nextLong());
    }

    private AncestrySample sample() {
        Run run = run();
        long newest = run.first() + random.nextLong(run.last() - run.first() + 1);
        List<CommitId> ids = new ArrayList<>();
        AncestrySample.ordinals(run.first(), newest).forEach(ordinal -> ids.add(commitId()));
        return new AncestrySample(run, newest, ids);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(8); count > 0; count--) {
            text.appendCodePoint("aé日𝄞\n\0".codePointAt(random.nextBoolean() ? 0 : 1));
        }
        return text.toString();
    }

    byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private CommitId commitId() {
        byte[] bytes = new byte[CommitId.SIZE];
        random.nextBytes(bytes);
        return CommitId.of(bytes);
    }

    private BlobId blobId() {
        byte[] bytes = new byte[BlobId.SIZE];
        random.nextBytes(bytes);
        return BlobId.of(bytes);
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private DocumentId document() {
        return new DocumentId(uuid(), uuid());
    }
}
