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

    private static final class Account {

        private final DocumentId document;
        private long commits;
        private long bytes;
        private long sizeBytes;

        private Account(DocumentId document) {
            this.document = document;
        }

        private static boolean isOf(@Nullable Account account, DocumentId document) {
            return account != null && account.document.equals(document);
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

    /// The account of a document, which moves to the first of its places, made if there is none.
    private Account accountOf(DocumentId document) {
        int first = (document.hashCode() * SPREAD >>> Integer.SIZE - SETS_BITS) * PLACES;
        int place = first;
        while (place < first + PLACES - 1 && !Account.isOf(accounts[place], document)) {
            place++;
        }
        Account known = accounts[place];
        Account account =
                known != null && Account.isOf(known, document) ? known : new Account(document);
        System.arraycopy(accounts, first, accounts, first + 1, place - first);
        accounts[first] = account;
        return account;
    }
}
