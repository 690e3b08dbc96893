package org.commitdb.codec;

import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitHeader;

/// What an encoded commit tells without the definitions: its header, the blobs that it names and
/// where each document's opcodes are.
public record CommitOutline(CommitHeader header, List<BlobId> blobs, List<Section> sections) {

    /// Copies the lists.
    public CommitOutline {
        blobs = List.copyOf(blobs);
        sections = List.copyOf(sections);
    }

    /// What the commit does to one document, see [DocumentCodec]. **Units**: `offset` and `length`
    /// are bytes in the commit's canonical form. `baseline` says that they set or remove the
    /// document.
    public record Section(
            UUID attachment, UUID instance, boolean baseline, int offset, int length) {}
}
