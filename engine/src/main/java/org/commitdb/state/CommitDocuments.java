package org.commitdb.state;

import java.util.Set;
import org.commitdb.codec.CommitCodec;
import org.commitdb.codec.CommitOutline;
import org.commitdb.store.DocumentId;
import org.commitdb.store.RecordStore;

/// Tells which documents a commit touches, from where its sections start, without its opcodes.
final class CommitDocuments {

    private CommitDocuments() {}

    /// Adds the documents that the commit at `ordinal` touches to `documents`.
    static void add(RecordStore store, long ordinal, Set<DocumentId> documents) {
        for (CommitOutline.Section section :
                CommitCodec.outline(store.commit(ordinal)).sections()) {
            documents.add(new DocumentId(section.attachment(), section.instance()));
        }
    }
}
