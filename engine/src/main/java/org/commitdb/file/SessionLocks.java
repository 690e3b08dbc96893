package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.BusyException;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.Storage;
import org.commitdb.file.storage.StorageLock;

/// The locks that one who has the file open holds: a writer excludes everybody, readers exclude
/// only writers.
///
/// **Shape** of the note of who writes, in the STATUS page, little-endian: at 512, 8 B process id,
/// 0 for unknown. It is never trusted, only shown to those who find the file locked.
///
/// **Threads**: one, which nobody interrupts.
final class SessionLocks implements AutoCloseable {

    private static final long HOLDER = FileLayout.STATUS + FileLayout.BLOCK_SIZE;
    private static final int HOLDER_SIZE = Long.BYTES;
    private static final long FIRST_PAUSE_NANOS = 100_000;
    private static final long MAX_PAUSE_NANOS = 20_000_000;

    private final StorageLock open;

    private SessionLocks(StorageLock open) {
        this.open = open;
    }

    /// Locks the file in `storage` for a session.
    ///
    /// **Errors**: [BusyException] when another process keeps it for longer than the options allow.
    static SessionLocks acquire(Storage storage, FileOptions options) throws IOException {
        StorageLock recovery = wait(storage, options, FileLayout.LOCK_RECOVERY);
        try {
            return new SessionLocks(wait(storage, options, FileLayout.LOCK_OPEN));
        } finally {
            recovery.close();
        }
    }

    /// Notes that this process writes the file.
    static void noteHolder(Storage storage) throws IOException {
        byte[] note =
                new ByteWriter(HOLDER_SIZE).writeLong(ProcessHandle.current().pid()).toByteArray();
        storage.write(HOLDER, ByteBuffer.wrap(note));
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    private static StorageLock wait(Storage storage, FileOptions options, long position)
            throws IOException {
        Execution execution = storage.execution();
        long deadline = execution.nanoTime() + options.lockTimeout().toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            Optional<StorageLock> lock = storage.tryLock(position, 1, options.readOnly());
            if (lock.isPresent()) {
                return lock.get();
            }
            if (deadline - execution.nanoTime() <= 0) {
                throw busy(storage);
            }
            execution.parkNanos(storage, pause);
            pause = Math.min(MAX_PAUSE_NANOS, pause * 2);
        }
    }

    private static BusyException busy(Storage storage) {
        String holder = readHolder(storage);
        String who = holder.isEmpty() ? "another process" : holder;
        return new BusyException(
                storage.name() + ": is in use by " + who + "; close it there first, or wait longer",
                storage.name(),
                holder);
    }

    private static String readHolder(Storage storage) {
        byte[] note = new byte[HOLDER_SIZE];
        try {
            storage.read(HOLDER, note, 0, note.length);
        } catch (IOException e) {
            return "";
        }
        long pid = new ByteReader(note, storage.name()).readLong();
        return pid > 0 ? "process " + pid : "";
    }
}
