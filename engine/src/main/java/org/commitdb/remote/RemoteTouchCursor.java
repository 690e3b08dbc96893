package org.commitdb.remote;

import org.commitdb.remote.wire.Reply;
import org.commitdb.store.DocumentId;
import org.commitdb.store.TouchCursor;
import org.jspecify.annotations.Nullable;

/// Walks the commits that touched one document page by page: a short page first, which is enough
/// for the newest value, long ones when the walk goes on.
final class RemoteTouchCursor implements TouchCursor {

    private final RemoteStore store;
    private final DocumentId document;
    private long newest;
    private Reply.@Nullable TouchPage page;
    private int index = -1;

    RemoteTouchCursor(RemoteStore store, DocumentId document, long newest) {
        this.store = store;
        this.document = document;
        this.newest = newest;
    }

    @Override
    public boolean next() {
        Reply.TouchPage current = page;
        if (current == null) {
            page = newest == 0 ? null : store.touchPage(document, newest, true);
            return page != null && moveTo(0);
        }
        if (index + 1 < current.entries().size()) {
            return moveTo(index + 1);
        }
        if (!current.more()) {
            return false;
        }
        newest = current.entries().getLast().ordinal() - 1;
        page = store.touchPage(document, newest, false);
        return moveTo(0);
    }

    private boolean moveTo(int next) {
        index = next;
        return page != null && index < page.entries().size();
    }

    private Reply.TouchEntry entry() {
        Reply.TouchPage current = page;
        if (current == null || index < 0 || index >= current.entries().size()) {
            throw new IllegalStateException("the cursor stands on no commit");
        }
        return current.entries().get(index);
    }

    @Override
    public long ordinal() {
        return entry().ordinal();
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
