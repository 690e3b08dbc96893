package org.commitdb.store;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.CorruptException;

/// A commit for tests of stores, which neither know nor care what documents are: touched documents
/// with opaque opcodes.
///
/// Its encoding begins like a real one (tag, kind, parent, target), so that sizes are realistic.
public record TestCommit(
        CommitKind kind,
        CommitId parent,
        CommitId target,
        long timestampMicros,
        String label,
        List<Change> changes,
        List<BlobId> blobs) {

    private static final int TAG = 0x54;

    /// What a commit does to one document.
    public record Change(DocumentId document, boolean baseline, byte[] opcodes) {}

    /// A mutations commit with one opaque change.
    public static TestCommit of(
            CommitId parent, long timestampMicros, DocumentId document, byte[] opcodes) {
        return new TestCommit(
                CommitKind.MUTATIONS,
                parent,
                CommitId.NONE,
                timestampMicros,
                "",
                List.of(new Change(document, true, opcodes)),
                List.of());
    }

    /// A mutations commit that says nothing but its label.
    public static TestCommit labelled(CommitId parent, String label) {
        return new TestCommit(
                CommitKind.MUTATIONS, parent, CommitId.NONE, 1, label, List.of(), List.of());
    }

    /// A merge.
    public static TestCommit merge(CommitId parent, CommitId target) {
        return new TestCommit(CommitKind.MERGE, parent, target, 1, "", List.of(), List.of());
    }

    /// A toggle.
    public static TestCommit toggle(
            CommitKind kind, CommitId parent, CommitId target, String label) {
        return new TestCommit(kind, parent, target, 1, label, List.of(), List.of());
    }

    /// This commit with another kind of content: the blobs that it names.
    public TestCommit withBlobs(List<BlobId> names) {
        return new TestCommit(kind, parent, target, timestampMicros, label, changes, names);
    }

    /// The id.
    public CommitId id() {
        return CommitId.of(Hashes.sha256(encode()));
    }

    /// The bytes.
    public byte[] encode() {
        ByteWriter writer = new ByteWriter();
        writer.writeByte(TAG).writeByte(kind.code());
        writer.writeBytes(parent.toByteArray()).writeBytes(target.toByteArray());
        writer.writeVarint(timestampMicros).writeString(label);
        writer.writeVarint(blobs.size());
        blobs.forEach(blob -> writer.writeBytes(blob.toByteArray()));
        writer.writeVarint(changes.size());
        for (Change change : changes) {
            writeUuid(writer, change.document.attachment());
            writeUuid(writer, change.document.instance());
            writer.writeByte(change.baseline ? 1 : 0);
            writer.writeVarint(change.opcodes.length).writeBytes(change.opcodes);
        }
        return writer.toByteArray();
    }

    /// What a store must know of the encoding, as [CommitIndexer] asks.
    public static IndexedCommit index(byte[] bytes) {
        ByteReader reader = new ByteReader(bytes, "a test commit");
        if (reader.readByte() != TAG) {
            throw reader.corrupt("a test commit", "something else");
        }
        CommitKind kind = kindOf(reader);
        CommitId parent = CommitId.of(reader.readBytes(CommitId.SIZE));
        CommitId target = CommitId.of(reader.readBytes(CommitId.SIZE));
        long timestamp = reader.readVarint();
        String label = reader.readString();
        List<BlobId> blobs = new ArrayList<>();
        for (int count = reader.readCount(BlobId.SIZE); count > 0; count--) {
            blobs.add(BlobId.of(reader.readBytes(BlobId.SIZE)));
        }
        List<Touch> touches = new ArrayList<>();
        for (int count = reader.readCount(1); count > 0; count--) {
            DocumentId document = new DocumentId(readUuid(reader), readUuid(reader));
            boolean baseline = reader.readByte() == 1;
            int length = reader.readCount(1);
            touches.add(new Touch(document, reader.position(), length, baseline));
            reader.skip(length);
        }
        reader.expectEnd();
        CommitId id = CommitId.of(Hashes.sha256(bytes));
        return new IndexedCommit(
                new CommitHeader(id, kind, parent, target, timestamp, "", label), touches, blobs);
    }

    private static CommitKind kindOf(ByteReader reader) {
        int code = reader.readByte();
        for (CommitKind kind : CommitKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new CorruptException("no kind of commit", "a test commit", 1, "a kind", "" + code);
    }

    private static void writeUuid(ByteWriter writer, UUID uuid) {
        writer.writeLong(uuid.getMostSignificantBits()).writeLong(uuid.getLeastSignificantBits());
    }

    private static UUID readUuid(ByteReader reader) {
        return new UUID(reader.readLong(), reader.readLong());
    }
}
