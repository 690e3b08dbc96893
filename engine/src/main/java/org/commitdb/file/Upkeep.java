package org.commitdb.file;

/// What appending asks for now and then and leaves to other threads.
///
/// **Threads**: any; told under the lock of the [LogTip], except [#renewTrees].
interface Upkeep {

    /// The tail is long: have it written to the trees; false when that cannot be. Told again until
    /// [TailHandover#freeze].
    boolean tailIsLong();

    /// The current extent is half full: have `lengthBytes` ready behind the end.
    void extentIsHalfFull(long lengthBytes);

    /// Others have replaced the trees: take over the newest ones, with [PeerLog#renew(Renewal)].
    void renewTrees();

    /// There is something to do for the thread that syncs.
    void wakeSync();
}
