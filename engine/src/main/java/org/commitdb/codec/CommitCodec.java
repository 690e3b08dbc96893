package org.commitdb.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.error.CorruptException;
import org.commitdb.type.Definitions;

/// Writes commits in their canonical form, whose SHA-256 is the commit's id, and reads them back.
///
/// **Shape**:
///
/// | field | bytes | in |
/// |---|---|---|
/// | format tag | 1 | all |
/// | kind | 1 | all |
/// | parent | 32 | all |
/// | target | 32 | merge, disable, enable |
/// | timestamp | 8, microseconds since the epoch | mutations, disable, enable |
/// | author | string | mutations, disable, enable |
/// | label | string | mutations, disable, enable |
/// | program | to the end | mutations |
///
/// A program is a varint count of runtime ids and these ids, 16 bytes each, distinct, in the order
/// of their first use; a varint count of blob ids and these, ascending: every blob that the program
/// names; a varint count of documents, then a document: varint index of the attachment's id, 16
/// bytes of the instance, flags (1: sets or removes the document), varint length of the body, the
/// body (see [DocumentCodec]). No document appears twice.
///
/// **Errors**: [org.commitdb.error.CorruptException] when bytes are not a canonical commit.
/// **Threads**: any.
public final class CommitCodec {

    /// The first byte of every canonical commit.
    static final int FORMAT_TAG = 1;

    /// Names a commit in messages, of which there are few.
    private record Source(CommitId id) {

        @Override
        public String toString() {
            return "commit " + id;
        }
    }

    private CommitCodec() {}

    /// The id of the commit whose canonical form is `commit`.
    public static CommitId id(byte[] commit) {
        return CommitId.of(Hashes.sha256(commit));
    }

    /// The canonical form of a merge.
    ///
    /// **Errors**, of this and the other encoders: [IllegalArgumentException] for what no commit
    /// can be: see [CommitHeader]; a time before the epoch; text with an unpaired surrogate; a
    /// program without a document, or with one twice.
    public static byte[] encodeMerge(CommitId parent, CommitId target) {
        ByteWriter out = new ByteWriter(2 + 2 * CommitId.SIZE);
        writeStart(out, CommitKind.MERGE, parent, target);
        return out.toByteArray();
    }

    /// The canonical form of a disable or enable.
    public static byte[] encodeToggle(
            CommitKind kind,
            CommitId parent,
            CommitId target,
            long timestampMicros,
            String author,
            String label) {
        if (!kind.isToggle()) {
            throw new IllegalArgumentException(kind + " is no toggle");
        }
        ByteWriter out = new ByteWriter();
        writeStart(out, kind, parent, target);
        writeOrigin(out, timestampMicros, author, label);
        return out.toByteArray();
    }

    /// The canonical form of a mutations commit.
    public static byte[] encodeMutations(
            CommitId parent,
            long timestampMicros,
            String author,
            String label,
            List<DocumentProgram> program) {
        ByteWriter out = new ByteWriter(256);
        writeStart(out, CommitKind.MUTATIONS, parent, CommitId.NONE);
        writeOrigin(out, timestampMicros, author, label);
        new ProgramWriter(out).write(program);
        return out.toByteArray();
    }

    private static void writeStart(
            ByteWriter out, CommitKind kind, CommitId parent, CommitId target) {
        CommitHeader.requireParents(kind, parent, target);
        out.writeByte(FORMAT_TAG).writeByte(kind.code()).writeBytes(parent.toByteArray());
        if (kind != CommitKind.MUTATIONS) {
            out.writeBytes(target.toByteArray());
        }
    }

    private static void writeOrigin(
            ByteWriter out, long timestampMicros, String author, String label) {
        if (timestampMicros < 0) {
            throw new IllegalArgumentException(
                    "a commit is not made before 1970: " + timestampMicros + " microseconds");
        }
        out.writeLong(timestampMicros).writeString(author).writeString(label);
    }

    /// The header of `commit`, whose id is `id`; a merge's has [CommitHeader#NO_TIMESTAMP].
    public static CommitHeader header(CommitId id, byte[] commit) {
        return readHeader(id, new ByteReader(commit, new Source(id)));
    }

    /// All of `commit`, checked: also that its program is canonical and names just the blobs that
    /// it lists. `header` is the commit's, with the timestamp that the store gives a merge.
    public static Commit decode(CommitHeader header, byte[] commit, Definitions definitions) {
        ByteReader in = new ByteReader(commit, new Source(header.id()));
        requireHeader(header, readHeader(header.id(), in), in);
        if (header.kind() != CommitKind.MUTATIONS) {
            return new Commit(header, List.of());
        }
        List<CommitOutline.Section> sections = new ProgramReader(in).read(new ArrayList<>());
        List<DocumentProgram> program =
                ProgramReader.decode(commit, sections, definitions, in.source());
        requireCanonical(header, program, commit);
        return new Commit(header, program);
    }

    private static void requireHeader(CommitHeader known, CommitHeader read, ByteReader in) {
        CommitHeader expected =
                known.kind() == CommitKind.MERGE
                        ? known.withTimestampMicros(CommitHeader.NO_TIMESTAMP)
                        : known;
        if (!expected.equals(read)) {
            throw in.corrupt("the header " + expected, read.toString());
        }
    }

    /// What `commit` tells without the definitions; its id is computed. **Cost**: O(bytes).
    public static CommitOutline outline(byte[] commit) {
        CommitId id = id(commit);
        ByteReader in = new ByteReader(commit, new Source(id));
        CommitHeader header = readHeader(id, in);
        List<BlobId> blobs = new ArrayList<>();
        List<CommitOutline.Section> sections =
                header.kind() == CommitKind.MUTATIONS
                        ? new ProgramReader(in).read(blobs)
                        : List.of();
        return new CommitOutline(header, blobs, sections);
    }

    private static void requireCanonical(
            CommitHeader header, List<DocumentProgram> program, byte[] commit) {
        byte[] canonical =
                encodeMutations(
                        header.parent(),
                        header.timestampMicros(),
                        header.author(),
                        header.label(),
                        program);
        int difference = Arrays.mismatch(canonical, commit);
        if (difference >= 0) {
            throw new CorruptException(
                    "commit "
                            + header.id()
                            + " is not in its canonical form from byte "
                            + difference
                            + " on",
                    "commit " + header.id(),
                    difference,
                    "the canonical form",
                    "another form");
        }
    }

    static CommitHeader readHeader(CommitId id, ByteReader in) {
        int tag = in.readByte();
        if (tag != FORMAT_TAG) {
            throw in.corrupt("format tag " + FORMAT_TAG, Integer.toString(tag));
        }
        int code = in.readByte();
        CommitKind kind =
                CommitKind.ofCode(code)
                        .orElseThrow(() -> in.corrupt("a commit kind", Integer.toString(code)));
        CommitId parent = CommitId.of(in.readBytes(CommitId.SIZE));
        CommitId target =
                kind == CommitKind.MUTATIONS
                        ? CommitId.NONE
                        : CommitId.of(in.readBytes(CommitId.SIZE));
        if (kind == CommitKind.MERGE) {
            in.expectEnd();
            return newHeader(in, id, kind, parent, target, CommitHeader.NO_TIMESTAMP, "", "");
        }
        long timestampMicros = in.readLong();
        if (timestampMicros < 0) {
            throw in.corrupt("a time since the epoch", Long.toString(timestampMicros));
        }
        String author = in.readString();
        CommitHeader header =
                newHeader(in, id, kind, parent, target, timestampMicros, author, in.readString());
        if (kind.isToggle()) {
            in.expectEnd();
        }
        return header;
    }

    private static CommitHeader newHeader(
            ByteReader in,
            CommitId id,
            CommitKind kind,
            CommitId parent,
            CommitId target,
            long timestampMicros,
            String author,
            String label) {
        try {
            return new CommitHeader(id, kind, parent, target, timestampMicros, author, label);
        } catch (IllegalArgumentException e) {
            throw in.corrupt("a commit that keeps the rules", e.getMessage() + "");
        }
    }
}
