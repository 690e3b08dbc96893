package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.codec.CommitCodec;
import org.commitdb.codec.CommitOutline;
import org.commitdb.commit.CommitHeader;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.DocumentId;
import org.commitdb.store.IndexedCommit;
import org.commitdb.store.Touch;

/// Tells a store what it needs to know of a commit in its canonical encoding.
public final class CanonicalIndexer implements CommitIndexer {

    @Override
    public IndexedCommit index(byte[] commit) {
        CommitOutline outline = CommitCodec.outline(commit);
        List<Touch> touches = new ArrayList<>(outline.sections().size());
        for (CommitOutline.Section section : outline.sections()) {
            DocumentId document = new DocumentId(section.attachment(), section.instance());
            touches.add(
                    new Touch(document, section.offset(), section.length(), section.baseline()));
        }
        return new IndexedCommit(outline.header(), touches, outline.blobs());
    }

    @Override
    public CommitHeader header(byte[] commit) {
        return CommitCodec.header(CommitCodec.id(commit), commit);
    }
}
