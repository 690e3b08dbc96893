package org.commitdb.file.storage;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is being made and gets its name only when it is complete: until then whatever had
/// the name keeps it.
///
/// **Threads**: one, which nobody interrupts. **Errors**: [IOException] as the operating system
/// reports it.
public interface NewFile extends AutoCloseable {

    /// A file that will be called `target`, which must not exist, neither now nor then.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] when it exists or cannot be made.
    static NewFile at(Path target) {
        return TemporaryFile.make(target, false);
    }

    /// A file that will take the place of `target`.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] when it cannot be made.
    static NewFile inPlaceOf(Path target) {
        return TemporaryFile.make(target, true);
    }

    /// Where the content goes. Whoever opens a database in it closes it.
    Storage storage();

    /// Gives the file its name, durably. Its content was forced and its storage closed before.
    void publish() throws IOException;

    /// Removes the file unless it was published. A second call does nothing.
    @Override
    void close() throws IOException;
}
