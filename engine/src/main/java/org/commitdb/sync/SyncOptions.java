package org.commitdb.sync;

/// How to synchronise.
///
/// @param mode which way
/// @param packSizeBytes how many bytes of blobs are handed over at once
/// @param progress who is told how far it is
public record SyncOptions(SyncMode mode, long packSizeBytes, SyncProgress progress) {

    /// Both ways, 25 MB, and nobody is told.
    public static final SyncOptions DEFAULT =
            new SyncOptions(SyncMode.SYNC, 25_000_000, (toTarget, done, total) -> {});

    /// **Errors**: [IllegalArgumentException] when a pack would hold nothing.
    public SyncOptions {
        if (packSizeBytes <= 0) {
            throw new IllegalArgumentException("a pack of " + packSizeBytes + " bytes");
        }
    }

    /// These options, another way.
    public SyncOptions withMode(SyncMode other) {
        return new SyncOptions(other, packSizeBytes, progress);
    }

    /// These options with packs of another size.
    public SyncOptions withPackSize(long sizeBytes) {
        return new SyncOptions(mode, sizeBytes, progress);
    }

    /// These options, telling somebody else.
    public SyncOptions withProgress(SyncProgress other) {
        return new SyncOptions(mode, packSizeBytes, other);
    }
}
