package org.commitdb.file.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A simulated disk that holds one file: what programs see (the live image), what a power cut
/// leaves (the durable image), and the ordered history of everything that was done to it.
///
/// Each [#open] is a process of its own with its own locks, which dies with [Storage#close]: what
/// its threads do afterwards has no effect on the others. The words that processes share are no
/// part of the images, and arbitrary after a crash. [#crash] gives a disk as it could be found
/// after a power cut now, [#crashes] all moments of the history one after the other.
///
/// **Threads**: any.
public final class SimDisk {

    /// More words than anybody asks for.
    private static final int WORDS = 64;

    private final byte[] initial;
    private final HeapBlocks live = new HeapBlocks();
    private final LockTable locks = new LockTable();
    private final WordTable words = new WordTable();
    private final List<DiskOperation> history = new ArrayList<>();
    private int failedForces;
    private boolean forceFails;
    private boolean forceReverts;

    /// An empty file.
    public SimDisk() {
        this(new byte[0]);
    }

    /// A file that holds, durably, a copy of `content`.
    public SimDisk(byte[] content) {
        initial = content.clone();
        live.setLength(initial.length);
        live.write(0, initial, 0, initial.length);
    }

    /// The same, with arbitrary words at these places.
    SimDisk(byte[] content, RandomGenerator random, long... wordPlaces) {
        this(content);
        for (long place : wordPlaces) {
            SharedWords shared = words.at(place, WORDS);
            for (int i = 0; i < WORDS; i++) {
                shared.set(i, random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(3));
            }
        }
    }

    /// Opens the file in a process of its own.
    public synchronized Storage open() {
        return new Handle(failedForces);
    }

    /// The number of writes, syncs and changes of size so far.
    public synchronized int historySize() {
        return history.size();
    }

    /// The bytes that programs see.
    public synchronized byte[] content() throws IOException {
        byte[] content = new byte[Math.toIntExact(live.size())];
        live.read(0, content, 0, content.length);
        return content;
    }

    /// Changes bytes behind everybody's back, as rot does.
    public synchronized void damage(long position, byte[] bytes) {
        live.write(position, bytes, 0, bytes.length);
        history.add(new DiskOperation.Write(position, bytes.clone()));
        history.add(new DiskOperation.Force(false));
    }

    /// Makes the next sync of any process fail, in the way in which Linux fails: what was written
    /// stays visible, is believed to be on the disk and is not. Every other process that has the
    /// file open then is told by its own next sync.
    public synchronized void failNextForce() {
        forceFails = true;
        forceReverts = false;
    }

    /// The same, in the way of file systems that throw away what they could not write: programs see
    /// again what is on the disk.
    public synchronized void failNextForceAndRevert() {
        forceFails = true;
        forceReverts = true;
    }

    /// No sync will fail that has not failed yet.
    public synchronized void spareNextForce() {
        forceFails = false;
    }

    /// Takes all locks of a process away without a word, as POSIX does to one that closes another
    /// handle of the file.
    public synchronized void loseLocks(Storage process) {
        locks.releaseAll(process);
    }

    /// Cuts or extends the file behind everybody's back.
    public synchronized void damageLength(long length) {
        live.setLength(length);
        history.add(new DiskOperation.SetLength(length));
        history.add(new DiskOperation.Force(true));
    }

    /// The disk as a power cut right now may leave it; equal seeds leave equal disks.
    public SimDisk crash(long seed) {
        return crash(seed, PowerCut.ANY);
    }

    /// The disk as such a power cut right now may leave it; equal seeds leave equal disks.
    public SimDisk crash(long seed, PowerCut cut) {
        return crashes().atEnd().image(seed, cut);
    }

    /// What may lie about `image`, which this disk left.
    public synchronized DiskLies lies(byte[] image) {
        return new DiskLies(initial, List.copyOf(history), image);
    }

    /// All moments of the history so far, from the first on.
    public synchronized CrashPoints crashes() {
        return new CrashPoints(initial, List.copyOf(history));
    }

    private synchronized void force(boolean metadata, Handle handle) throws IOException {
        if (forceFails) {
            forceFails = false;
            failedForces++;
            if (forceReverts) {
                crashes().atEnd().revert(live);
            }
            history.add(new DiskOperation.FailedForce());
        }
        if (handle.toldFailures < failedForces) {
            handle.toldFailures = failedForces;
            throw new IOException(handle.name() + ": Input/output error");
        }
        history.add(new DiskOperation.Force(metadata));
    }

    private synchronized void record(DiskOperation operation) {
        history.add(operation);
    }

    private final class Handle implements Storage {

        private volatile boolean closed;
        private int toldFailures;

        private Handle(int toldFailures) {
            this.toldFailures = toldFailures;
        }

        @Override
        public long size() throws IOException {
            checkOpen();
            return live.size();
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            checkOpen();
            live.read(position, target, offset, length);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            checkOpen();
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            synchronized (SimDisk.this) {
                live.write(position, bytes, 0, bytes.length);
                record(new DiskOperation.Write(position, bytes));
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            checkOpen();
            SimDisk.this.force(metadata, this);
        }

        @Override
        public void setLength(long length) throws IOException {
            checkOpen();
            synchronized (SimDisk.this) {
                live.setLength(length);
                record(new DiskOperation.SetLength(length));
            }
        }

        @Override
        public MemorySegment map(long position, long length) throws IOException {
            checkOpen();
            return live.view(position, length);
        }

        @Override
        public long mapUnit() {
            return HeapBlocks.BLOCK;
        }

        @Override
        public Optional<StorageLock> tryLock(long position, long length, boolean shared)
                throws IOException {
            checkOpen();
            return locks.tryLock(this, position, length, shared);
        }

        @Override
        public Optional<SharedWords> sharedWords(long position, int count) throws IOException {
            checkOpen();
            SharedWords shared = words.at(position, WORDS);
            return Optional.of(
                    new SharedWords() {
                        @Override
                        public long get(int index) {
                            return shared.get(index);
                        }

                        @Override
                        public void set(int index, long value) {
                            if (!closed) {
                                shared.set(index, value);
                            }
                        }
                    });
        }

        @Override
        public Object identity() {
            return SimDisk.this;
        }

        @Override
        public String name() {
            return "simulated.cdb";
        }

        @Override
        public void close() {
            closed = true;
            locks.releaseAll(this);
        }

        private void checkOpen() throws IOException {
            if (closed) {
                throw new IOException("simulated.cdb: this handle is closed");
            }
        }
    }
}
