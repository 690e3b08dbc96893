package org.commitdb.file;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.store.CommitIndexer;

/// Follows the log of a file that is open for reading only, whether or not anybody writes it.
///
/// Nothing is known but the file itself: what is there as a whole is visible, also when it is not
/// durable yet. When a disk fails under a writer, a transaction that was seen may be taken back; it
/// is gone here after the next checkpoint.
///
/// **Threads**: any.
final class ReadOnlyLog implements Readers.Source {

    private final Volume volume;
    private final CommitIndexer indexer;
    private final Readers readers;
    private final MetaSlots slots;
    private final LogFollower follower;
    private final ReentrantLock lock = new ReentrantLock();
    private Staging staging;
    private volatile LogFollower.Reached reached;

    /// A log that is known as far as `found` says, and published in `readers`.
    ReadOnlyLog(Volume volume, CommitIndexer indexer, Recovery.Result found, Readers readers) {
        this.volume = volume;
        this.indexer = indexer;
        this.readers = readers;
        this.slots = new MetaSlots(volume);
        this.follower = new LogFollower(volume, indexer);
        this.staging = found.staging();
        this.reached = new LogFollower.Reached(found.tail(), found.lastTxn(), found.tailBytes(), 0);
    }

    @Override
    public boolean isBehind() {
        return follower.isMoreAt(reached.tail());
    }

    @Override
    public void refresh() {
        lock.lock();
        try {
            while (!follow()) {
                renewIndex();
            }
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "follow the log", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean keeps(long checkpointSeq) {
        return slots.keep(checkpointSeq);
    }

    @Override
    public void renew() {
        lock.lock();
        try {
            if (!slots.keep(staging.generation().checkpointSeq())) {
                renewIndex();
            }
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "read a newer checkpoint", e);
        } finally {
            lock.unlock();
        }
    }

    /// False when the trees changed meanwhile, so that the index is worth nothing.
    private boolean follow() throws IOException {
        long checkpointSeq = staging.generation().checkpointSeq();
        if (!slots.keep(checkpointSeq)) {
            return false;
        }
        try {
            LogFollower.Reached at = follower.follow(staging, reached, Long.MAX_VALUE);
            if (slots.keep(checkpointSeq)) {
                publish(at);
                return true;
            }
        } catch (RuntimeException e) {
            if (slots.keep(checkpointSeq)) {
                throw e;
            }
        }
        return false;
    }

    private void renewIndex() throws IOException {
        Renewal newer = Renewal.prepare(volume, slots, indexer, Long.MAX_VALUE);
        staging = newer.staging();
        publish(newer.reached());
    }

    private void publish(LogFollower.Reached at) throws IOException {
        volume.map().growTo(at.tail().extent().end());
        readers.publish(staging.snapshot(at.lastSeq()));
        reached = at;
    }
}
