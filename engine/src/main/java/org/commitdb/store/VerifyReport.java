package org.commitdb.store;

import java.util.List;

/// What the examination of a file found.
///
/// @param level how thoroughly it was examined
/// @param findings what is not as it should be
/// @param complete whether everything was examined; false when there were so many findings that it
///   was given up
/// @param treePages pages of the index trees that were read
/// @param logRecords log records that were read
/// @param commits commits among them
/// @param blobs blobs among them
public record VerifyReport(
        VerifyLevel level,
        List<Finding> findings,
        boolean complete,
        long treePages,
        long logRecords,
        long commits,
        long blobs) {

    /// Copies the findings.
    public VerifyReport {
        findings = List.copyOf(findings);
    }

    /// Whether nothing was found.
    public boolean isSound() {
        return findings.isEmpty();
    }
}
