package org.commitdb.remote.wire;

import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.AncestrySample;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.Run;
import org.commitdb.store.Toggle;

/// Writes replies, and reads them back from frames that a peer sent.
///
/// **Shape**: the table of replies in `docs/reference/wire-protocol.md`. **Threads**: any.
public final class ReplyCodec {

    private ReplyCodec() {}

    /// The frame of a reply to the request with this id.
    public static Frame encode(int requestId, Reply reply) {
        ByteWriter out = new ByteWriter();
        ReplyType type = write(reply, out);
        return new Frame(requestId, type.code(), out.toByteArray());
    }

    /// The reply in a frame. **Errors**: [org.commitdb.error.CorruptException] when there is none.
    public static Reply decode(Frame frame, String source) {
        ByteReader in = new ByteReader(frame.body(), source);
        ReplyType type =
                ReplyType.ofCode(frame.type())
                        .orElseThrow(() -> in.corrupt("a reply", "the type " + frame.type()));
        Reply reply = read(type, in);
        in.expectEnd();
        return reply;
    }

    private static ReplyType write(Reply reply, ByteWriter out) {
        return switch (reply) {
            case Reply.Welcome welcome -> {
                out.writeShort(welcome.version()).writeByte(welcome.mayWrite() ? 1 : 0);
                out.writeVarint(welcome.maxBodySize()).writeVarint(welcome.maxInFlight());
                out.writeVarint(welcome.idleMillis());
                Lists.writeUuid(out, welcome.store());
                out.writeVarint(welcome.lastOrdinal()).writeVarint(welcome.deletedCount());
                yield ReplyType.WELCOME;
            }
            case Reply.Done done -> ReplyType.DONE;
            case Reply.Number(long value) -> {
                out.writeVarint(value);
                yield ReplyType.NUMBER;
            }
            case Reply.Numbers(List<Long> values) -> {
                Lists.writeNumbers(out, values);
                yield ReplyType.NUMBERS;
            }
            case Reply.Ids(List<CommitId> ids) -> {
                Lists.writeCommitIds(out, ids);
                yield ReplyType.IDS;
            }
            case Reply.Records(List<byte[]> records) -> {
                out.writeVarint(records.size());
                records.forEach(record -> Lists.writeBytes(out, record));
                yield ReplyType.RECORDS;
            }
            case Reply.Bytes(byte[] bytes) -> {
                out.writeByte(bytes == null ? 0 : 1);
                if (bytes != null) {
                    out.writeBytes(bytes);
                }
                yield ReplyType.BYTES;
            }
            case Reply.RunReply(Run run) -> {
                writeRun(out, run);
                yield ReplyType.RUN;
            }
            case Reply.ToggleList(List<Toggle> toggles) -> {
                out.writeVarint(toggles.size());
                for (Toggle toggle : toggles) {
                    out.writeVarint(toggle.ordinal()).writeByte(toggle.kind().code());
                    out.writeVarint(toggle.target());
                }
                yield ReplyType.TOGGLES;
            }
            case Reply.TouchPage page -> {
                writeTouchPage(out, page);
                yield ReplyType.TOUCHES;
            }
            case Reply.TouchPages(List<Reply.TouchPage> pages) -> {
                out.writeVarint(pages.size());
                pages.forEach(page -> writeTouchPage(out, page));
                yield ReplyType.TOUCH_PAGES;
            }
            case Reply.Uuids(List<UUID> uuids) -> {
                out.writeVarint(uuids.size());
                uuids.forEach(uuid -> Lists.writeUuid(out, uuid));
                yield ReplyType.UUIDS;
            }
            case Reply.Samples(List<AncestrySample> samples) -> {
                out.writeVarint(samples.size());
                for (AncestrySample sample : samples) {
                    writeRun(out, sample.run());
                    out.writeVarint(sample.newest());
                    Lists.writeCommitIds(out, sample.ids());
                }
                yield ReplyType.SAMPLES;
            }
            case Reply.BlobHeadReply(BlobInfo info, byte[] bytes) -> {
                out.writeByte(info == null ? 0 : 1);
                if (info != null) {
                    out.writeBytes(info.id().toByteArray()).writeString(info.layout());
                    out.writeVarint(info.size()).writeVarint(info.storedSize()).writeBytes(bytes);
                }
                yield ReplyType.BLOB_HEAD;
            }
            case Reply.BlobIdList(List<BlobId> ids) -> {
                Lists.writeBlobIds(out, ids);
                yield ReplyType.BLOB_IDS;
            }
            case Reply.BlobTotalsReply(BlobStatistics totals) -> {
                out.writeVarint(totals.count()).writeVarint(totals.size());
                out.writeVarint(totals.storedSize());
                yield ReplyType.BLOB_TOTALS;
            }
            case Reply.Deleted(long deletedCount) -> {
                out.writeVarint(deletedCount);
                yield ReplyType.DELETED;
            }
            case Reply.Facts(List<Reply.Fact> facts) -> {
                out.writeVarint(facts.size());
                facts.forEach(fact -> out.writeString(fact.name()).writeString(fact.value()));
                yield ReplyType.FACTS;
            }
            case Reply.Changed(long lastOrdinal) -> {
                out.writeVarint(lastOrdinal);
                yield ReplyType.CHANGED;
            }
            case Reply.Failure(ErrorCode code, String message, List<String> details) -> {
                out.writeByte(code.code()).writeString(message).writeVarint(details.size());
                details.forEach(out::writeString);
                yield ReplyType.FAILURE;
            }
        };
    }

    private static Reply read(ReplyType type, ByteReader in) {
        return switch (type) {
            case WELCOME ->
                    new Reply.Welcome(
                            in.readShort(),
                            Lists.readFlag(in),
                            Lists.readInt(in),
                            Lists.readInt(in),
                            in.readVarint(),
                            Lists.readUuid(in),
                            in.readVarint(),
                            in.readVarint());
            case DONE -> new Reply.Done();
            case NUMBER -> new Reply.Number(in.readVarint());
            case NUMBERS -> new Reply.Numbers(Lists.readNumbers(in));
            case IDS -> new Reply.Ids(Lists.readCommitIds(in));
            case RECORDS -> new Reply.Records(Lists.read(in, 1, Lists::readBytes));
            case BYTES -> new Reply.Bytes(Lists.readFlag(in) ? in.readBytes(in.remaining()) : null);
            case RUN -> new Reply.RunReply(readRun(in));
            case TOGGLES -> new Reply.ToggleList(Lists.read(in, 3, ReplyCodec::readToggle));
            case TOUCHES -> readTouchPage(in);
            case TOUCH_PAGES -> new Reply.TouchPages(Lists.read(in, 2, ReplyCodec::readTouchPage));
            case UUIDS -> new Reply.Uuids(Lists.read(in, 16, Lists::readUuid));
            case SAMPLES -> new Reply.Samples(Lists.read(in, 5, ReplyCodec::readSample));
            case BLOB_HEAD -> readBlobHead(in);
            case BLOB_IDS -> new Reply.BlobIdList(Lists.readBlobIds(in));
            case BLOB_TOTALS ->
                    new Reply.BlobTotalsReply(
                            new BlobStatistics(in.readVarint(), in.readVarint(), in.readVarint()));
            case DELETED -> new Reply.Deleted(in.readVarint());
            case FACTS ->
                    new Reply.Facts(
                            Lists.read(
                                    in,
                                    2,
                                    each -> new Reply.Fact(each.readString(), each.readString())));
            case CHANGED -> new Reply.Changed(in.readVarint());
            case FAILURE -> readFailure(in);
        };
    }

    private static Reply readBlobHead(ByteReader in) {
        if (!Lists.readFlag(in)) {
            return new Reply.BlobHeadReply(null, new byte[0]);
        }
        BlobId id = Lists.readBlobId(in);
        String layout = in.readString();
        long size = in.readVarint();
        long storedSize = in.readVarint();
        if (size < 0 || storedSize < 0) {
            throw in.corrupt("sizes below 2^63", size + " and " + storedSize);
        }
        byte[] bytes = in.readBytes(in.remaining());
        return new Reply.BlobHeadReply(new BlobInfo(id, layout, size, storedSize), bytes);
    }

    private static void writeRun(ByteWriter out, Run run) {
        out.writeVarint(run.first()).writeVarint(run.last());
        out.writeVarint(run.parent()).writeVarint(run.mergeTarget());
    }

    private static Run readRun(ByteReader in) {
        Run run = new Run(in.readVarint(), in.readVarint(), in.readVarint(), in.readVarint());
        if (run.first() <= 0
                || run.last() < run.first()
                || run.parent() < 0
                || run.parent() >= run.first()
                || run.mergeTarget() < 0
                || run.mergeTarget() >= run.first()) {
            throw in.corrupt("a run of ordinals", run.toString());
        }
        return run;
    }

    private static Toggle readToggle(ByteReader in) {
        long ordinal = in.readVarint();
        int code = in.readByte();
        CommitKind kind =
                CommitKind.ofCode(code)
                        .filter(CommitKind::isToggle)
                        .orElseThrow(() -> in.corrupt("a kind of toggle", "" + code));
        return new Toggle(ordinal, kind, in.readVarint());
    }

    private static void writeTouchPage(ByteWriter out, Reply.TouchPage page) {
        out.writeVarint(page.next()).writeVarint(page.entries().size());
        for (Reply.TouchEntry entry : page.entries()) {
            out.writeVarint(entry.ordinal()).writeByte(entry.baseline() ? 1 : 0);
            Lists.writeBytes(out, entry.opcodes());
        }
    }

    private static Reply.TouchPage readTouchPage(ByteReader in) {
        long next = in.readVarint();
        return new Reply.TouchPage(Lists.read(in, 3, ReplyCodec::readTouch), next);
    }

    private static Reply.TouchEntry readTouch(ByteReader in) {
        return new Reply.TouchEntry(in.readVarint(), Lists.readFlag(in), Lists.readBytes(in));
    }

    private static AncestrySample readSample(ByteReader in) {
        Run run = readRun(in);
        long newest = in.readVarint();
        List<CommitId> ids = Lists.readCommitIds(in);
        try {
            return new AncestrySample(run, newest, ids);
        } catch (IllegalArgumentException e) {
            throw in.corrupt("a sample of an ancestry", String.valueOf(e.getMessage()));
        }
    }

    private static Reply readFailure(ByteReader in) {
        int number = in.readByte();
        ErrorCode code =
                ErrorCode.ofCode(number)
                        .orElseThrow(() -> in.corrupt("an error code", "" + number));
        return new Reply.Failure(code, in.readString(), Lists.read(in, 1, ByteReader::readString));
    }
}
