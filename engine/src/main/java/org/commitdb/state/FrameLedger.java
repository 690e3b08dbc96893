package org.commitdb.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.commitdb.store.DocumentId;

/// Counts what was written to documents since their last key frames, as far as it knows.
///
/// **Invariants**: bounded: it forgets the documents that were written the longest time ago, which
/// then start again from nothing. **Threads**: any.
final class FrameLedger {

    private static final int REMEMBERED_DOCUMENTS = 1 << 12;

    private final FrameSpacing spacing;
    private final Map<DocumentId, Account> accounts =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<DocumentId, Account> eldest) {
                    return size() > REMEMBERED_DOCUMENTS;
                }
            };

    private static final class Account {

        private long commits;
        private long bytes;
        private long sizeBytes;
    }

    FrameLedger(FrameSpacing spacing) {
        this.spacing = spacing;
    }

    /// Counts a commit with so many bytes, and tells whether a frame may be due.
    synchronized boolean count(DocumentId document, long bytes) {
        Account account = accounts.computeIfAbsent(document, key -> new Account());
        account.commits++;
        account.bytes += bytes;
        return spacing.allows(account.commits, account.bytes, account.sizeBytes);
    }

    /// Notes that a frame takes so many bytes, and tells whether that is little enough. If it is,
    /// counting starts again.
    synchronized boolean settle(DocumentId document, long sizeBytes) {
        Account account = accounts.computeIfAbsent(document, key -> new Account());
        account.sizeBytes = sizeBytes;
        boolean pays = spacing.allows(account.commits, account.bytes, sizeBytes);
        if (pays) {
            restart(document);
        }
        return pays;
    }

    /// Starts counting again.
    synchronized void restart(DocumentId document) {
        Account account = accounts.computeIfAbsent(document, key -> new Account());
        account.commits = 0;
        account.bytes = 0;
    }
}
