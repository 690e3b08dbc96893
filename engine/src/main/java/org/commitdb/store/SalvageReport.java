package org.commitdb.store;

import java.util.List;

/// What was recovered from a damaged file, and what was not.
///
/// @param commits commits that were recovered, with all their ancestors
/// @param blobs blobs that were recovered
/// @param definitions definition records that were recovered
/// @param orphans sound commits that were left behind because an ancestor is lost
/// @param losses what is lost, one finding each, the first thousand
public record SalvageReport(
        long commits, long blobs, long definitions, long orphans, List<Finding> losses) {

    /// Copies the losses.
    public SalvageReport {
        losses = List.copyOf(losses);
    }
}
