package org.commitdb.file.page;

import java.lang.foreign.MemorySegment;

/// Where tree pages are read from.
///
/// **Threads**: any. **Errors**: [org.commitdb.error.CorruptException] when the page number lies
/// outside the file.
public interface PageSource {

    /// The size of every page, in bytes: a power of two from 4096 to 65536.
    int pageSize();

    /// The salt of the file, mixed into every checksum.
    long fileSalt();

    /// A read-only segment of exactly one page. Its bytes are not yet trusted.
    MemorySegment page(int pageNumber);

    /// The name of the file, for messages.
    String name();
}
