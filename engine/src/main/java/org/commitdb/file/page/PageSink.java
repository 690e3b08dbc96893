package org.commitdb.file.page;

/// Where a checkpoint gets fresh pages and puts them.
///
/// **Threads**: one. A page that was given out is written exactly once before the checkpoint is
/// published.
public interface PageSink {

    /// The number of a page that nothing reachable uses.
    int allocate();

    /// Writes a page, whole. The bytes are copied before this returns.
    void write(int pageNumber, byte[] page);

    /// Tells that the page was part of the tree that the checkpoint replaces and is not part of the
    /// new one.
    void release(int pageNumber);
}
