package org.commitdb.codec;

import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.DocumentProgram;

/// Encodes what was decoded again, for comparing bytes.
final class CommitEncodings {

    private CommitEncodings() {}

    static byte[] encode(Commit commit) {
        CommitHeader header = commit.header();
        return switch (header.kind()) {
            case MUTATIONS ->
                    CommitCodec.encodeMutations(
                            header.parent(),
                            header.timestampMicros(),
                            header.author(),
                            header.label(),
                            commit.program());
            case MERGE -> CommitCodec.encodeMerge(header.parent(), header.target());
            case DISABLE, ENABLE ->
                    CommitCodec.encodeToggle(
                            header.kind(),
                            header.parent(),
                            header.target(),
                            header.timestampMicros(),
                            header.author(),
                            header.label());
        };
    }

    static byte[] encodeBody(DocumentProgram program) {
        ByteWriter out = new ByteWriter();
        DocumentCodec.write(out, new ValueWriter(out), program);
        return out.toByteArray();
    }
}
