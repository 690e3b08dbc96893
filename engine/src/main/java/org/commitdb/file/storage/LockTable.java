package org.commitdb.file.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The byte-range locks on one file of the heap, with the rules that the operating system and the
/// JDK give to a real one.
///
/// **Invariants**: two locks overlap only when both are shared and their owners differ.
/// **Threads**: any.
final class LockTable {

    private final List<Held> held = new ArrayList<>();

    /// Locks a range for `owner`, or says that it cannot be had.
    synchronized Optional<StorageLock> tryLock(
            Object owner, long position, long length, boolean shared) {
        for (Held other : held) {
            boolean compatible = shared && other.shared && other.owner != owner;
            if (!compatible
                    && position < other.position + other.length
                    && other.position < position + length) {
                return Optional.empty();
            }
        }
        Held lock = new Held(owner, position, length, shared);
        held.add(lock);
        return Optional.of(() -> release(lock));
    }

    /// Lets go of every lock of `owner`, as the end of its process does.
    synchronized void releaseAll(Object owner) {
        held.removeIf(lock -> lock.owner == owner);
    }

    private synchronized void release(Held lock) {
        held.removeIf(other -> other == lock);
    }

    private static final class Held {

        private final Object owner;
        private final long position;
        private final long length;
        private final boolean shared;

        private Held(Object owner, long position, long length, boolean shared) {
            this.owner = owner;
            this.position = position;
            this.length = length;
            this.shared = shared;
        }
    }
}
