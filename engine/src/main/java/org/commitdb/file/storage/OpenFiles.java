package org.commitdb.file.storage;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The files that this JVM has open, so that none is opened twice.
///
/// A second set of handles would be fatal: POSIX drops all locks of a process on a file as soon as
/// the process closes any handle of that file. The table lies under a name in the system properties
/// and holds only types of the JDK, so that copies of this library under several class loaders
/// share it.
///
/// **Threads**: any.
final class OpenFiles {

    private static final String PROPERTY = "org.commitdb.open-files";

    private OpenFiles() {}

    /// Notes that the file with this identity is open; false when it was already.
    static boolean add(String identity) {
        return table().putIfAbsent(identity, Boolean.TRUE) == null;
    }

    /// Notes that the file with this identity is closed.
    static void remove(String identity) {
        table().remove(identity);
    }

    @SuppressWarnings("unchecked")
    private static ConcurrentMap<String, Boolean> table() {
        return (ConcurrentMap<String, Boolean>)
                System.getProperties()
                        .computeIfAbsent(
                                PROPERTY, name -> new ConcurrentHashMap<String, Boolean>());
    }
}
