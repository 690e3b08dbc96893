package org.commitdb.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.DocumentId;
import org.commitdb.store.TouchCursor;
import org.jspecify.annotations.Nullable;

/// The documents of a remote store: which there are, and which commits touched them.
///
/// **Threads**: any.
final class RemoteDocuments {

    private final Questions questions;
    private final RemoteMemory memory;

    RemoteDocuments(Questions questions, RemoteMemory memory) {
        this.questions = questions;
        this.memory = memory;
    }

    RemoteTouchCursor touches(DocumentId document, long newest) {
        checkNewest(newest);
        return new RemoteTouchCursor(
                this, document, () -> newest == 0 ? null : touchPage(document, newest, true));
    }

    /// Cursors that fetch their first pages together.
    List<TouchCursor> touches(List<DocumentId> documents, long newest) {
        checkNewest(newest);
        RemoteTouchPages pages = new RemoteTouchPages(this, documents, newest);
        List<TouchCursor> cursors = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            int index = i;
            cursors.add(
                    new RemoteTouchCursor(
                            this, documents.get(i), () -> newest == 0 ? null : pages.first(index)));
        }
        return cursors;
    }

    private void checkNewest(long newest) {
        questions.checkOpen();
        if (newest < 0) {
            throw new IllegalArgumentException("no commit has the ordinal " + newest);
        }
    }

    /// The first page of a document that is remembered.
    Reply.@Nullable TouchPage known(DocumentId document, long newest) {
        questions.checkOpen();
        return memory.touches(document, newest);
    }

    /// The first pages of some of `documents`, of the first one at least.
    List<Reply.TouchPage> touchPages(List<DocumentId> documents, long newest) {
        long seen = memory.seenOrdinal();
        List<Reply.TouchPage> pages =
                questions
                        .ask(new Request.TouchesOfMany(documents, newest), Reply.TouchPages.class)
                        .pages();
        if (pages.isEmpty() || pages.size() > documents.size()) {
            throw questions.strange("1 to " + documents.size() + " pages", pages.size() + " pages");
        }
        for (int i = 0; i < pages.size(); i++) {
            checkPage(pages.get(i), newest);
            memory.keepTouches(documents.get(i), newest, pages.get(i), seen);
        }
        return pages;
    }

    /// A page of the commits that touched `document`, from `newest` down.
    Reply.TouchPage touchPage(DocumentId document, long newest, boolean untilBaseline) {
        questions.checkOpen();
        Reply.TouchPage known = memory.touches(document, newest);
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        Request request = new Request.Touches(document, newest, untilBaseline);
        Reply.TouchPage page = questions.ask(request, Reply.TouchPage.class);
        checkPage(page, newest);
        memory.keepTouches(document, newest, page, seen);
        return page;
    }

    private void checkPage(Reply.TouchPage page, long newest) {
        long before = Long.MAX_VALUE;
        for (Reply.TouchEntry entry : page.entries()) {
            if (entry.ordinal() <= 0 || entry.ordinal() > newest || entry.ordinal() >= before) {
                throw questions.strange(
                        "descending ordinals", entry.ordinal() + " after " + before);
            }
            before = entry.ordinal();
        }
        if (page.next() != 0 && (page.entries().isEmpty() || page.next() >= before)) {
            throw questions.strange("a page that goes on below " + before, page.next() + " next");
        }
    }

    List<DocumentId> documents(UUID attachment, @Nullable UUID after, int limit) {
        Questions.checkLimit(limit);
        List<DocumentId> documents = new ArrayList<>();
        UUID last = after;
        while (documents.size() < limit) {
            int wanted = limit - documents.size();
            Request request = new Request.Documents(attachment, last, wanted);
            List<UUID> page = questions.ask(request, Reply.Uuids.class).uuids();
            page.forEach(instance -> documents.add(new DocumentId(attachment, instance)));
            if (page.isEmpty()) {
                break;
            }
            last = page.getLast();
        }
        return documents;
    }

    List<UUID> attachments() {
        return questions.ask(new Request.Attachments(), Reply.Uuids.class).uuids();
    }

    long newestFrame(DocumentId document, long newest) {
        return newest <= 0
                ? 0
                : questions
                        .ask(new Request.NewestFrame(document, newest), Reply.Number.class)
                        .value();
    }

    byte @Nullable [] frame(DocumentId document, long ordinal) {
        return questions.ask(new Request.KeyFrame(document, ordinal), Reply.Bytes.class).bytes();
    }
}
