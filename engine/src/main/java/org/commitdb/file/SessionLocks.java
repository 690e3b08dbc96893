package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.BusyException;
import org.commitdb.file.storage.Storage;
import org.commitdb.file.storage.StorageLock;
import org.jspecify.annotations.Nullable;

/// The locks that one who has the file open holds for as long as that takes.
///
/// Everybody takes RECOVERY while opening, and OPEN, shared, until closing; one who needs the file
/// alone takes OPEN exclusively. Writers also share SESSION: one who gets it exclusively finds that
/// no other writer lives, and opens *cold*: what the log holds is recovered, and a session begins.
/// Everybody else opens *warm* and joins the session. SESSION cannot be turned from exclusive to
/// shared in one step, so RECOVERY, which nobody opens or closes without, covers the gap. Whoever
/// closes as the last writer finds SESSION free in the same way, and OPEN when nobody reads either.
///
/// A lock dies with its process, wherever that is at the moment. Locks are only ever tried, never
/// waited for in the operating system.
///
/// **Shape** of the note of who opened the file for writing last, in the STATUS block,
/// little-endian: at 512, 8 B process id, 0 for unknown. It is never trusted, only shown to those
/// who find the file locked.
///
/// **Threads**: one at a time.
final class SessionLocks implements AutoCloseable {

    private static final long HOLDER = FileLayout.STATUS + FileLayout.BLOCK_SIZE;
    private static final int HOLDER_SIZE = Long.BYTES;
    private static final long MAX_PAUSE_NANOS = 20_000_000;

    private final Storage storage;
    private final FileOptions options;
    private @Nullable StorageLock recovery;
    private @Nullable StorageLock open;
    private @Nullable StorageLock session;
    private @Nullable StorageLock write;
    private @Nullable StorageLock checkpoint;
    private boolean alone;
    private boolean cold;

    private SessionLocks(Storage storage, FileOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /// Takes the locks of one who opens the file in `storage`, as the options say: to read it, to
    /// write it, or to write it alone. Nobody else can open it before [#opened].
    ///
    /// **Errors**: [BusyException] when another process keeps it for longer than the options allow.
    static SessionLocks acquire(Storage storage, FileOptions options, boolean alone)
            throws IOException {
        SessionLocks locks = new SessionLocks(storage, options);
        boolean done = false;
        try {
            if (options.readOnly()) {
                locks.acquireForReading();
            } else {
                locks.acquireForWriting(alone);
            }
            done = true;
            return locks;
        } finally {
            if (!done) {
                locks.close();
            }
        }
    }

    /// Takes the locks of one who examines the file while nobody writes it: where the storage can
    /// be written, nobody has it open; otherwise nobody appends or writes a checkpoint.
    static SessionLocks acquireUndisturbed(Storage storage, FileOptions options)
            throws IOException {
        if (!storage.isReadOnly()) {
            SessionLocks locks = acquire(storage, options, true);
            locks.opened();
            return locks;
        }
        SessionLocks locks = acquire(storage, options.forReading(), false);
        boolean done = false;
        try {
            locks.write = locks.wait(FileLayout.LOCK_WRITE, true);
            locks.checkpoint = locks.wait(FileLayout.LOCK_CHECKPOINT, true);
            done = true;
            return locks;
        } finally {
            if (!done) {
                locks.close();
            }
        }
    }

    /// On a medium that cannot be locked at all, a reader goes without.
    private void acquireForReading() throws IOException {
        try {
            recovery = wait(FileLayout.LOCK_RECOVERY, true);
            open = wait(FileLayout.LOCK_OPEN, true);
        } catch (IOException e) {
            if (!storage.isReadOnly()) {
                throw e;
            }
        }
        recovery = free(recovery);
    }

    private void acquireForWriting(boolean wantsAlone) throws IOException {
        recovery = wait(FileLayout.LOCK_RECOVERY, false);
        if (wantsAlone) {
            open = wait(FileLayout.LOCK_OPEN, false);
            alone = true;
        } else {
            open = wait(FileLayout.LOCK_OPEN, true);
            session = storage.tryLock(FileLayout.LOCK_SESSION, 1, false).orElse(null);
        }
        cold = alone || session != null;
        if (cold) {
            // Somebody may be examining the file.
            write = wait(FileLayout.LOCK_WRITE, false);
            checkpoint = wait(FileLayout.LOCK_CHECKPOINT, false);
        } else {
            session = wait(FileLayout.LOCK_SESSION, true);
        }
    }

    /// Whether nobody else may open the file.
    boolean isAlone() {
        return alone;
    }

    /// Whether no other writer was there.
    boolean isCold() {
        return cold;
    }

    /// Goes on alone, because there is no way to share the file.
    ///
    /// **Errors**: [BusyException] when somebody else has it.
    void becomeAlone() throws IOException {
        if (!cold) {
            throw busy(storage, readHolder(storage));
        }
        open = free(open);
        open = wait(FileLayout.LOCK_OPEN, false);
        alone = true;
    }

    /// Takes the lock under which others append, as one who joins their session.
    StorageLock waitForWriting(SharedStatus status) throws IOException {
        Patience patience =
                new Patience(storage.execution(), options.lockTimeout(), MAX_PAUSE_NANOS);
        while (true) {
            Optional<StorageLock> lock = storage.tryLock(FileLayout.LOCK_WRITE, 1, false);
            if (lock.isPresent()) {
                status.setWanted(false);
                return lock.get();
            }
            status.setWanted(true);
            if (!patience.pause()) {
                throw busy(storage, status.holderOf(FileLayout.LOCK_WRITE));
            }
        }
    }

    /// Lets others open the file, which has been recovered.
    void opened() throws IOException {
        write = free(write);
        checkpoint = free(checkpoint);
        if (session != null && cold) {
            session = free(session);
            session = wait(FileLayout.LOCK_SESSION, true);
        }
        recovery = free(recovery);
    }

    /// Whether no other writer has the file now. If so, nobody can open it before [#close].
    boolean isLast() throws IOException {
        if (alone) {
            return true;
        }
        try {
            recovery = wait(FileLayout.LOCK_RECOVERY, false);
        } catch (BusyException e) {
            // Whoever is opening it goes on from where this writer leaves it.
            return false;
        }
        session = free(session);
        session = storage.tryLock(FileLayout.LOCK_SESSION, 1, false).orElse(null);
        if (session == null) {
            recovery = free(recovery);
        }
        return session != null;
    }

    /// Whether nobody else has the file open, not even to read it; to be asked once [#isLast] said
    /// so. If so, nobody can open it before [#close].
    boolean isOnlyOne() throws IOException {
        if (!alone) {
            // Nobody opens it meanwhile: RECOVERY is held.
            open = free(open);
            open = storage.tryLock(FileLayout.LOCK_OPEN, 1, false).orElse(null);
        }
        return open != null;
    }

    /// Notes that this process writes the file.
    static void noteHolder(Storage storage) throws IOException {
        byte[] note =
                new ByteWriter(HOLDER_SIZE).writeLong(ProcessHandle.current().pid()).toByteArray();
        storage.write(HOLDER, ByteBuffer.wrap(note));
    }

    @Override
    public void close() throws IOException {
        checkpoint = free(checkpoint);
        write = free(write);
        session = free(session);
        open = free(open);
        recovery = free(recovery);
    }

    private static @Nullable StorageLock free(@Nullable StorageLock lock) throws IOException {
        if (lock != null) {
            lock.close();
        }
        return null;
    }

    private StorageLock wait(long position, boolean shared) throws IOException {
        Patience patience =
                new Patience(storage.execution(), options.lockTimeout(), MAX_PAUSE_NANOS);
        while (true) {
            Optional<StorageLock> lock = storage.tryLock(position, 1, shared);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (!patience.pause()) {
                throw busy(storage, readHolder(storage));
            }
        }
    }

    /// A failure to get a lock that the process `pid` holds, 0 for an unknown one; to be thrown by
    /// the caller.
    static BusyException busy(Storage storage, long pid) {
        String holder =
                pid > 0 && ProcessHandle.of(pid).isPresent()
                        ? pid == ProcessHandle.current().pid() ? "this process" : "process " + pid
                        : "";
        String who = holder.isEmpty() ? "another process" : holder;
        return new BusyException(
                storage.name() + ": is in use by " + who + "; close it there first, or wait longer",
                storage.name(),
                holder);
    }

    private static long readHolder(Storage storage) {
        byte[] note = new byte[HOLDER_SIZE];
        try {
            storage.read(HOLDER, note, 0, note.length);
        } catch (IOException e) {
            return 0;
        }
        return new ByteReader(note, storage.name()).readLong();
    }
}
