package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import java.util.List;

/// A kind of store that keeps the history of a text.
///
/// @param name how reports call it
/// @param opener opens or creates a store in a folder
public record TextKind(String name, Opener opener) {

    /// Opens or creates a store in a folder.
    @FunctionalInterface
    public interface Opener {

        /// The store in `folder`.
        TextPeer open(Path folder) throws Exception;
    }

    /// All of them, the product first.
    public static List<TextKind> all() {
        return List.of(
                new TextKind(KeyValueKind.COMMITDB, CommitDbTextPeer::new),
                new TextKind(HistoryKind.AUTOMERGE, AutomergeTextPeer::new));
    }
}
