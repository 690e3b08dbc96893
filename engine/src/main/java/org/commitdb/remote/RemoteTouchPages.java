package org.commitdb.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.remote.wire.Reply;
import org.commitdb.store.DocumentId;

/// The first pages of the commits that touched each of many documents, as many fetched at once as
/// fit into an answer.
///
/// **Invariants**: holds the pages of one answer. **Threads**: one.
final class RemoteTouchPages {

    private final RemoteDocuments source;
    private final List<DocumentId> documents;
    private final long newest;
    private final Map<DocumentId, Reply.TouchPage> fetched = new HashMap<>();

    RemoteTouchPages(RemoteDocuments source, List<DocumentId> documents, long newest) {
        this.source = source;
        this.documents = List.copyOf(documents);
        this.newest = newest;
    }

    /// The page of the document at `index`; when it has to be fetched, those behind it are, too.
    Reply.TouchPage first(int index) {
        DocumentId document = documents.get(index);
        Reply.TouchPage page = fetched.get(document);
        if (page == null) {
            page = source.known(document, newest);
        }
        return page == null ? fetchFrom(index) : page;
    }

    private Reply.TouchPage fetchFrom(int index) {
        List<DocumentId> unknown = new ArrayList<>();
        for (DocumentId document : documents.subList(index, documents.size())) {
            if (source.known(document, newest) == null) {
                unknown.add(document);
            }
        }
        List<Reply.TouchPage> pages = source.touchPages(unknown, newest);
        fetched.clear();
        for (int i = 0; i < pages.size(); i++) {
            fetched.put(unknown.get(i), pages.get(i));
        }
        return pages.getFirst();
    }
}
