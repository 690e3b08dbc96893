package org.commitdb.file;

import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;
import org.commitdb.file.log.LogRecord;
import org.commitdb.store.DocumentId;

/// The payload of a FRAME record: a key frame of a document at a commit.
///
/// It names the commit by its id and not by its ordinal, so that a log that is copied in part can
/// tell the frames that it still has the commit of.
///
/// **Shape**: attachment (16 B, as printed), instance (16 B), commit id (32 B), the frame.
record FrameRecord(DocumentId document, CommitId commit, byte[] frame) {

    private static final int HEAD = 2 * IndexKeys.UUID_SIZE + CommitId.SIZE;

    /// The most bytes that a frame can have.
    static final int MAX_FRAME = LogRecord.MAX_PAYLOAD - HEAD;

    /// The payload.
    byte[] encode() {
        return new ByteWriter(HEAD + frame.length)
                .writeBytes(IndexKeys.uuid(document.attachment()))
                .writeBytes(IndexKeys.uuid(document.instance()))
                .writeBytes(commit.toByteArray())
                .writeBytes(frame)
                .toByteArray();
    }

    /// Reads a payload. **Errors**: [org.commitdb.error.CorruptException] when it is too short.
    static FrameRecord decode(byte[] payload, String name) {
        ByteReader reader = new ByteReader(payload, name);
        UUID attachment = IndexKeys.uuidAt(reader.readBytes(IndexKeys.UUID_SIZE), 0);
        UUID instance = IndexKeys.uuidAt(reader.readBytes(IndexKeys.UUID_SIZE), 0);
        CommitId commit = CommitId.of(reader.readBytes(CommitId.SIZE));
        return new FrameRecord(
                new DocumentId(attachment, instance), commit, reader.readBytes(reader.remaining()));
    }
}
