package org.commitdb.file;

/// The trees that index the log. Each has a class that says what its keys and values are.
enum IndexTree {
    /// See [CommitIndex].
    COMMITS,
    /// See [OrderIndex].
    ORDER,
    /// See [RunIndex].
    RUNS,
    /// See [ChildIndex].
    CHILDREN,
    /// See [HeadIndex].
    HEADS,
    /// See [RootIndex].
    ROOTS,
    /// See [ToggleIndex].
    TOGGLES,
    /// See [TouchIndex].
    TOUCHES,
    /// See [BlobIndex].
    BLOBS,
    /// See [DefinitionIndex].
    DEFINITIONS,
    /// See [ExtentIndex].
    EXTENTS,
    /// See [FrameIndex].
    FRAMES,
    /// See [DeletedIndex].
    DELETED;

    /// The number of the tree in the format, from 1 on.
    int treeId() {
        return ordinal() + 1;
    }
}
