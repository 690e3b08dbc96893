package org.commitdb.file.log;

import java.io.IOException;

/// Where the log gets room when its current extent is full.
@FunctionalInterface
public interface ExtentAllocator {

    /// A fresh, zeroed extent of at least `lengthBytes` that follows `current` and that nothing
    /// refers to yet.
    ///
    /// **Errors**: [IOException] when the disk refuses.
    LogExtent allocate(LogExtent current, long lengthBytes) throws IOException;
}
