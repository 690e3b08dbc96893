package org.commitdb.file;

import org.jspecify.annotations.Nullable;

/// Decides when readers see what this process has staged, and tells other processes how far theirs
/// may see.
///
/// Readers see what a sync has made durable, by whichever process; where nobody waits for a sync,
/// they see what was written.
///
/// **Invariants**: what readers see is staged, and nothing that they have seen disappears.
/// **Threads**: under the lock of the [LogTip]; [#isBehind] at any time.
final class Visibility {

    private final LogTip tip;
    private final Readers readers;
    private final @Nullable SharedStatus status;
    private final boolean unsynced;
    private @Nullable Snapshot inSync;
    private long inSyncSeq;
    private volatile long seenSeq;

    /// @param status what the processes know of each other, null when there is only this one
    /// @param unsynced whether readers see what was written before it is durable
    Visibility(LogTip tip, Readers readers, @Nullable SharedStatus status, boolean unsynced) {
        this.tip = tip;
        this.readers = readers;
        this.status = status;
        this.unsynced = unsynced;
        this.seenSeq = status == null ? 0 : visibleSeq(status);
    }

    /// Whether others have published anything that readers here do not see yet. **Cost**: a few
    /// words of memory.
    boolean isBehind() {
        SharedStatus words = status;
        return words != null && words.isShared() && visibleSeq(words) != seenSeq;
    }

    /// The last record that readers may see who know what all processes have published.
    long visibleSeq() {
        SharedStatus words = status;
        return words == null ? 0 : visibleSeq(words);
    }

    /// Shows what others have published up to the record `seq`, all of which is staged.
    void show(long seq) {
        showUpTo(seq);
        seenSeq = seq;
    }

    /// Shows what this process has just staged, where nobody waits for a sync; `shared` tells
    /// whether other processes have to hear of it.
    void showAppended(boolean shared) {
        SharedStatus words = status;
        if (words != null && shared) {
            words.setAppended(tip.lastSeq());
        }
        if (unsynced) {
            readers.publish(tip.staged());
            if (words != null) {
                noteSeen(words);
            }
        }
    }

    /// Shows what others have appended, where nobody waits for a sync; `shared` as in
    /// [#showAppended]. Who appended may have died before it could say so.
    void showFollowed(boolean shared) {
        SharedStatus words = status;
        if (words != null && shared && words.appended() < tip.lastSeq()) {
            words.setAppended(tip.lastSeq());
        }
        if (unsynced) {
            showUpTo(tip.end().seq());
        }
    }

    /// Shows what is staged as it is indexed now, where nobody waits for a sync.
    void showStaged() {
        if (unsynced) {
            readers.publish(tip.staged());
        }
    }

    /// What a sync that begins now makes durable of what is staged here; `shared` as in
    /// [#showAppended]. What others have appended becomes durable, too, also where it has not been
    /// read yet, and has to be published: whoever wrote it may show nothing before it shows that.
    Snapshot beginSync(boolean shared) {
        Snapshot staged = tip.staged();
        SharedStatus words = status;
        inSync = staged;
        inSyncSeq = staged.lastSeq();
        if (words != null && shared) {
            inSyncSeq = Math.max(inSyncSeq, words.appended());
        }
        return staged;
    }

    /// Shows what a sync has made durable, over the newest trees; `shared` as in [#showAppended].
    void showDurable(Snapshot durable, boolean shared) {
        Snapshot sent = inSync;
        publish(sent != null && sent.lastSeq() == durable.lastSeq() ? sent : durable);
        SharedStatus words = status;
        if (words != null && shared) {
            words.setPublished(Math.max(inSyncSeq, words.published()));
            noteSeen(words);
        }
    }

    /// Ends what [#beginSync] began.
    void endSync() {
        inSync = null;
    }

    /// What is being made durable, null when no sync is going on.
    @Nullable Snapshot inSync() {
        return inSync;
    }

    /// The index was replaced while a sync is going on: `again` is what that makes durable.
    void reindexed(Snapshot again) {
        inSync = again;
    }

    /// The last record that readers see.
    long shownSeq() {
        return readers.published().lastSeq();
    }

    /// Shows what readers see already in a new index, or more where nobody waits for a sync.
    void showAgain(Snapshot visible) {
        readers.publish(visible);
        showStaged();
    }

    /// Shows what readers see already over trees that know what the frozen tail holds.
    void showOver(Generation newer) {
        Snapshot seen = readers.published();
        Tail active = tip.staging().active();
        readers.publish(
                seen.active() == active
                        ? seen.over(newer)
                        : new Snapshot(
                                newer,
                                null,
                                active,
                                seen.lastOrdinal(),
                                seen.lastSeq(),
                                HeadDelta.NONE,
                                seen.deleted()));
    }

    private void showUpTo(long seq) {
        if (tip.staged().lastSeq() <= seq) {
            publish(tip.staged());
        }
    }

    private void publish(Snapshot durable) {
        if (durable.lastSeq() <= shownSeq()) {
            return;
        }
        Staging staging = tip.staging();
        Tail frozen = staging.frozen();
        boolean beforeFreeze = durable.active() == frozen;
        if (!beforeFreeze && durable.active() != staging.active()) {
            throw new IllegalStateException("a tail went into the trees before readers saw it");
        }
        readers.publish(
                new Snapshot(
                        staging.generation(),
                        beforeFreeze ? null : frozen,
                        durable.active(),
                        durable.lastOrdinal(),
                        durable.lastSeq(),
                        durable.heads(),
                        durable.deleted()));
    }

    private void noteSeen(SharedStatus words) {
        long seq = visibleSeq(words);
        if (seq <= shownSeq()) {
            seenSeq = seq;
        }
    }

    private long visibleSeq(SharedStatus words) {
        long durable = words.published();
        return unsynced ? Math.max(durable, words.appended()) : durable;
    }
}
