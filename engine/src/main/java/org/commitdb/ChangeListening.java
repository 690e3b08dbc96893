package org.commitdb;

/// Somebody who is told of new commits, until this is closed.
@FunctionalInterface
public interface ChangeListening extends AutoCloseable {

    /// Ends it; a call that is under way still ends.
    @Override
    void close();
}
