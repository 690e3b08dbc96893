package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import java.util.List;

/// A kind of store that keeps the history of documents.
///
/// @param name how reports call it
/// @param keeping where its commits are while the clock runs
/// @param slow whether commits take so long that fewer are timed
/// @param opener opens or creates a store in a folder
public record HistoryKind(String name, String keeping, boolean slow, Opener opener) {

    /// Opens or creates a store in a folder.
    @FunctionalInterface
    public interface Opener {

        /// The store in `folder`.
        HistoryPeer open(Path folder) throws Exception;
    }

    /// Automerge's name in reports.
    public static final String AUTOMERGE = "Automerge";

    /// JGit's name in reports.
    public static final String JGIT = "JGit";

    /// All of them, the product first.
    public static List<HistoryKind> all() {
        return List.of(
                new HistoryKind(
                        KeyValueKind.COMMITDB,
                        "in the file (LAZY)",
                        false,
                        CommitDbHistoryPeer::new),
                new HistoryKind(
                        AUTOMERGE,
                        "in memory, one columnar file when it is saved",
                        false,
                        AutomergeHistoryPeer::new),
                new HistoryKind(
                        JGIT,
                        "loose objects without sync, one pack when it is saved",
                        true,
                        JGitHistoryPeer::new));
    }
}
