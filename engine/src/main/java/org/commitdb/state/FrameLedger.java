package org.commitdb.state;

import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// Counts what was written to documents since their last key frames, as far as it knows.
///
/// **Invariants**: bounded: a document has its account in one of a few places that its hash tells;
/// of those who share them, the one that was written the longest time ago is forgotten, and then
/// starts again from nothing. **Threads**: any. **Cost**: O(1).
final class FrameLedger {

    private static final int PLACES = 4;
    private static final int SETS_BITS = 10;
    private static final int SPREAD = 0x9E37_79B9;

    private final FrameSpacing spacing;
    private final @Nullable Account[] accounts = new @Nullable Account[PLACES << SETS_BITS];

    /// The spread hash of the document in each place: a hint, which the account confirms. (Most
    /// commits are on documents without an account, and to look at four accounts for each was a
    /// tenth of what a commit costs.)
    private final int[] tags = new int[PLACES << SETS_BITS];

    private static final class Account {

        private DocumentId document;
        private long commits;
        private long bytes;
        private long sizeBytes;

        private Account(DocumentId document) {
            this.document = document;
        }

        private void giveTo(DocumentId other) {
            document = other;
            commits = 0;
            bytes = 0;
            sizeBytes = 0;
        }
    }

    FrameLedger(FrameSpacing spacing) {
        this.spacing = spacing;
    }

    /// Counts a commit with so many bytes, and tells whether a frame may be due.
    synchronized boolean count(DocumentId document, long bytes) {
        Account account = accountOf(document);
        account.commits++;
        account.bytes += bytes;
        return spacing.allows(account.commits, account.bytes, account.sizeBytes);
    }

    /// Notes that a frame takes so many bytes, and tells whether that is little enough. If it is,
    /// counting starts again.
    synchronized boolean settle(DocumentId document, long sizeBytes) {
        Account account = accountOf(document);
        account.sizeBytes = sizeBytes;
        boolean pays = spacing.allows(account.commits, account.bytes, sizeBytes);
        if (pays) {
            restart(document);
        }
        return pays;
    }

    /// Starts counting again.
    synchronized void restart(DocumentId document) {
        Account account = accountOf(document);
        account.commits = 0;
        account.bytes = 0;
    }

    /// The account of a document, which moves to the first of its places; when it has none, that of
    /// the last place becomes its own.
    private Account accountOf(DocumentId document) {
        int tag = document.hashCode() * SPREAD;
        int first = (tag >>> Integer.SIZE - SETS_BITS) * PLACES;
        int last = first + PLACES - 1;
        int place = first;
        while (place < last && !isAt(place, tag, document)) {
            place++;
        }
        Account account = accounts[place];
        if (account == null) {
            account = new Account(document);
        } else if (!isAt(place, tag, document)) {
            account.giveTo(document);
        }
        if (place > first) {
            System.arraycopy(accounts, first, accounts, first + 1, place - first);
            System.arraycopy(tags, first, tags, first + 1, place - first);
        }
        accounts[first] = account;
        tags[first] = tag;
        return account;
    }

    private boolean isAt(int place, int tag, DocumentId document) {
        Account account = tags[place] == tag ? accounts[place] : null;
        return account != null && account.document.equals(document);
    }
}
