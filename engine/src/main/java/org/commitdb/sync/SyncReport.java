package org.commitdb.sync;

/// What a synchronisation moved.
///
/// @param fetched to the target
/// @param pushed to the source
public record SyncReport(Moved fetched, Moved pushed) {

    /// What was moved one way. What the other side had meanwhile got from elsewhere counts too.
    ///
    /// @param definitions definition records
    /// @param commits commits
    /// @param commitBytes bytes of their encodings
    /// @param blobs blobs
    /// @param blobBytes bytes in them
    public record Moved(
            long definitions, long commits, long commitBytes, long blobs, long blobBytes) {

        /// Nothing.
        public static final Moved NOTHING = new Moved(0, 0, 0, 0, 0);

        /// Whether nothing was moved.
        public boolean isNothing() {
            return equals(NOTHING);
        }
    }

    /// Whether the two sides had the same already.
    public boolean isNothing() {
        return fetched.isNothing() && pushed.isNothing();
    }
}
