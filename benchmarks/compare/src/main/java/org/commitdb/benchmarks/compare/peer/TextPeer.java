package org.commitdb.benchmarks.compare.peer;

import java.util.List;

/// A store that is open: one text, edited by many commits, and every past state of it.
///
/// **Units**: code points. **Threads**: one.
public interface TextPeer extends AutoCloseable {

    /// Deletes `deleted` code points at `position` and puts `inserted` there.
    record Patch(int position, int deleted, String inserted) {}

    /// Commits patches, each on what the ones before it left.
    void commit(List<Patch> patches) throws Exception;

    /// Commits patches on what the revisions `parents` make when they are merged, on the empty text
    /// if there are none, and names the state after that.
    Object commit(List<Object> parents, List<Patch> patches) throws Exception;

    /// Names the state after the newest commit.
    Object revision() throws Exception;

    /// The text at a revision.
    String text(Object revision) throws Exception;

    /// Leaves everything in the folder in the form that the store keeps for good.
    void save() throws Exception;

    @Override
    void close() throws Exception;
}
