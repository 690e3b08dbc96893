package org.commitdb.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.commitdb.error.BusyException;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// The files on disks that this JVM has open, each as one instance with any number of handles.
///
/// A second set of handles of the operating system would be fatal: POSIX drops all locks of a
/// process on a file when the process closes any handle of that file. So whoever opens a file that
/// is open already gets a [CommitFile] that shares everything with the first; the last one to close
/// closes the file. The table lies under a name in the system properties, so that copies of this
/// library under other class loaders find out, too; they cannot share the instance and are refused.
///
/// **Threads**: any; one that opens a file waits for one that opens or closes the same file.
public final class Instances {

    private static final String PROPERTY = "org.commitdb.instances";

    private Instances() {}

    /// The instance of one file, or the place for one.
    private static final class Slot {

        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable CommitFile file;
        private boolean gone;
    }

    /// Opens the file at `path`, or shares the instance that is open: for the new handle to be
    /// read-only or not, and to wait for the disk or not, as `options` say; in everything else the
    /// options that the instance was opened with hold.
    ///
    /// **Errors**: those of [FileStorage] and of [CommitFile#open]; also [BusyException] when
    /// another copy of this library has the file open in this JVM, or this one has it open for
    /// reading only and `options` ask for more.
    public static CommitFile open(Path path, FileOptions options, CommitIndexer indexer) {
        while (true) {
            String identity = identityOf(path);
            Slot slot = identity == null ? new Slot() : slotOf(identity, path);
            slot.lock.lock();
            try {
                if (slot.gone) {
                    continue;
                }
                CommitFile open = slot.file;
                return open == null
                        ? start(slot, identity, () -> openFirst(path, options, indexer))
                        : open.share(options);
            } finally {
                slot.lock.unlock();
            }
        }
    }

    /// Creates a database at `path` and opens it.
    ///
    /// **Errors**: those of [FileStorage] and of [CommitFile#create].
    public static CommitFile create(Path path, FileOptions options, CommitIndexer indexer) {
        FileStorage storage = FileStorage.create(path);
        String identity = identityOf(path);
        Slot slot = identity == null ? new Slot() : slotOf(identity, path);
        slot.lock.lock();
        try {
            return start(slot, identity, () -> CommitFile.create(storage, options, indexer));
        } finally {
            slot.lock.unlock();
        }
    }

    /// Whether this JVM has the file at `path` open as a database. Opens nothing.
    public static boolean isOpen(Path path) {
        String identity = identityOf(path);
        return identity != null && table().containsKey(identity);
    }

    @FunctionalInterface
    private interface Opener {

        CommitFile open();
    }

    private static CommitFile start(Slot slot, @Nullable String identity, Opener opener) {
        CommitFile file = null;
        try {
            file = opener.open();
            slot.file = file;
            file.handles().guardedBy(closing -> release(slot, identity, closing));
            return file;
        } finally {
            if (file == null) {
                remove(slot, identity);
            }
        }
    }

    private static boolean release(
            Slot slot, @Nullable String identity, BooleanSupplier closing) {
        slot.lock.lock();
        boolean last = true;
        try {
            last = closing.getAsBoolean();
            return last;
        } finally {
            if (last) {
                remove(slot, identity);
            }
            slot.lock.unlock();
        }
    }

    private static CommitFile openFirst(Path path, FileOptions options, CommitIndexer indexer) {
        return CommitFile.open(
                options.readOnly() ? FileStorage.openReadOnly(path) : FileStorage.open(path),
                options,
                indexer);
    }

    private static void remove(Slot slot, @Nullable String identity) {
        slot.gone = true;
        slot.file = null;
        if (identity != null) {
            table().remove(identity, slot);
        }
    }

    /// Null when there is no such file.
    private static @Nullable String identityOf(Path path) {
        try {
            return FileStorage.identityOf(path).toString();
        } catch (IOException e) {
            // Opening it tells why.
            return null;
        }
    }

    private static Slot slotOf(String identity, Path path) {
        if (table().computeIfAbsent(identity, key -> new Slot()) instanceof Slot slot) {
            return slot;
        }
        throw new BusyException(
                path
                        + ": is open in this process through another copy of this library (another"
                        + " class loader); close it there first, or load the library once",
                path.toString(),
                "this process");
    }

    @SuppressWarnings("unchecked")
    private static ConcurrentMap<String, Object> table() {
        return (ConcurrentMap<String, Object>)
                System.getProperties()
                        .computeIfAbsent(PROPERTY, name -> new ConcurrentHashMap<String, Object>());
    }
}
