package org.commitdb.file.storage;

import java.io.IOException;

/// A lock on a range of bytes of a [Storage], held until it is closed or its process dies.
public interface StorageLock extends AutoCloseable {

    /// Lets go. A second call does nothing.
    @Override
    void close() throws IOException;
}
