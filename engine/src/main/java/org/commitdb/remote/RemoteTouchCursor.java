package org.commitdb.remote;

import java.util.function.Supplier;
import org.commitdb.remote.wire.Reply;
import org.commitdb.store.DocumentId;
import org.commitdb.store.TouchCursor;
import org.jspecify.annotations.Nullable;

/// Walks the commits that touched one document page by page: a short page first, which is enough
/// for the newest value, long ones when the walk goes on. Where a page ends, the ordinal of the
/// next commit is known; its page is fetched when more of it is asked for.
final class RemoteTouchCursor implements TouchCursor {

    private final RemoteDocuments documents;
    private final DocumentId document;
    private final Supplier<Reply.@Nullable TouchPage> first;
    private Reply.@Nullable TouchPage page;
    private int index = -1;

    /// A cursor that gets its first page from `first`; there is no commit when that is null.
    RemoteTouchCursor(
            RemoteDocuments documents,
            DocumentId document,
            Supplier<Reply.@Nullable TouchPage> first) {
        this.documents = documents;
        this.document = document;
        this.first = first;
    }

    @Override
    public boolean next() {
        Reply.TouchPage current = page;
        if (current == null) {
            page = first.get();
        } else if (index == current.entries().size() && current.next() != 0) {
            entry();
        }
        if (page == null) {
            return false;
        }
        index = Math.min(index + 1, page.entries().size());
        return index < page.entries().size() || page.next() != 0;
    }

    @Override
    public long ordinal() {
        Reply.TouchPage current = page;
        return current != null && index == current.entries().size() && current.next() != 0
                ? current.next()
                : entry().ordinal();
    }

    /// The current commit, fetched if need be.
    private Reply.TouchEntry entry() {
        Reply.TouchPage current = page;
        if (current != null && index == current.entries().size() && current.next() != 0) {
            current = documents.touchPage(document, current.next(), false);
            page = current;
            index = 0;
        }
        if (current == null || index < 0 || index >= current.entries().size()) {
            throw new IllegalStateException("the cursor stands on no commit");
        }
        return current.entries().get(index);
    }

    @Override
    public boolean baseline() {
        return entry().baseline();
    }

    @Override
    public byte[] opcodes() {
        return entry().opcodes();
    }
}
