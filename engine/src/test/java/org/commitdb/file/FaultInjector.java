package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Event;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.SimDisk;

/// Makes calls to a simulated disk fail at moments that a seed picks.
final class FaultInjector {

    private static final int CALLS_OF_WORK = 60;
    private static final int CALLS_OF_RECOVERY = 24;

    private final SplittableRandom random;
    private final Consumer<FaultClass> struck;
    private final List<SimDisk> disks = new ArrayList<>();
    private boolean storingBlob;
    private boolean syncFailed;
    private boolean reverted;

    /// An injector that tells `struck` when a fault takes place.
    FaultInjector(SplittableRandom random, Consumer<FaultClass> struck) {
        this.random = random;
        this.struck = struck;
    }

    /// A user begins or ends storing a blob.
    void storingBlob(boolean storing) {
        storingBlob = storing;
    }

    /// Whether the operating system may have thrown away what was written, so that it is not there
    /// any more in the session that wrote it.
    boolean hasReverted() {
        return reverted;
    }

    /// Whether a sync has failed since the last call.
    boolean hasSyncFailed() {
        boolean result = syncFailed;
        syncFailed = false;
        reverted = false;
        return result;
    }

    /// No more faults of calls; what is gone stays so.
    void disarm(FaultStorage storage) {
        boolean gone = storage.isGone();
        storage.heal();
        // The call may have died at once of another fault.
        disks.forEach(SimDisk::spareNextForce);
        disks.clear();
        if (gone) {
            storage.die();
        }
    }

    /// Makes `fault` take place some time from now on, soon when the file is being opened.
    void arm(FaultClass fault, FaultStorage storage, SimDisk disk, boolean recovery) {
        int soon = 1 + random.nextInt(recovery ? CALLS_OF_RECOVERY : CALLS_OF_WORK);
        int few = 1 + random.nextInt(recovery ? 4 : 20);
        int length = 1 + random.nextInt(4);
        switch (fault) {
            case CRASH_AT_ANY_CALL,
                    UNSYNCED_DROPPED,
                    UNSYNCED_REORDERED,
                    SECTORS_MIXED,
                    TORN_WRITE,
                    NEW_AREA_FILLED,
                    SIZE_APART_FROM_DATA,
                    KILLED_PROCESS ->
                    at(fault, storage, Failure.CRASH, storage.count() + soon);
            case CRASH_IN_CREATION -> {
                if (recovery) {
                    at(fault, storage, Failure.CRASH, 1 + random.nextInt(14));
                }
            }
            case BLOB_ABORTED -> {
                int[] count = new int[1];
                storage.alsoFailWhen(
                        Failure.CRASH,
                        event -> (storingBlob || recovery) && ++count[0] == few && tell(fault));
            }
            case CHECKPOINT_WITHOUT_PAGES,
                    BOTH_SLOTS_DAMAGED,
                    GARBAGE_BEHIND_THE_END,
                    BIT_FLIP,
                    LOST_WRITE,
                    MISDIRECTED_WRITE,
                    STALE_PAGE,
                    ZEROED_SECTOR_IN_LOG,
                    STALE_RECORDS_BEHIND_TAIL,
                    STATUS_RANDOM -> {
                if (recovery) {
                    // Bytes change when nobody has the file open: between two openings.
                    at(FaultClass.CRASH_AT_ANY_CALL, storage, Failure.CRASH, soon);
                }
            }
            case SYNC_FAILS_ONCE -> {
                int number = storage.count(Call.FORCE) + (few + 1) / 2;
                boolean revert = random.nextBoolean();
                storage.alsoFailWhen(
                        Failure.IO_ERROR,
                        event -> {
                            if (is(event, Call.FORCE, number, number) && tell(fault)) {
                                syncFailed = true;
                                reverted |= revert;
                                disks.add(disk);
                                if (revert) {
                                    disk.failNextForceAndRevert();
                                } else {
                                    disk.failNextForce();
                                }
                            }
                            return false;
                        });
            }
            case SYNC_FAILS_FOR_EVER -> {
                int number = storage.count(Call.FORCE) + few;
                storage.alsoFailWhen(
                        Failure.IO_ERROR,
                        event -> {
                            boolean fails = is(event, Call.FORCE, number, Integer.MAX_VALUE);
                            syncFailed |= fails;
                            return fails && tell(fault);
                        });
            }
            case WRITE_FAILS -> {
                Failure[] ways = {
                    Failure.IO_ERROR, Failure.NO_SPACE, Failure.SHORT_WRITE, Failure.LATE_ERROR
                };
                range(fault, storage, ways[random.nextInt(ways.length)], Call.WRITE, few, length);
            }
            case GROWTH_FAILS ->
                    range(fault, storage, Failure.NO_SPACE, Call.SET_LENGTH, (few + 5) / 6, length);
            case READ_FAILS -> {
                range(fault, storage, Failure.IO_ERROR, Call.READ, recovery ? soon : few, length);
                range(fault, storage, Failure.IO_ERROR, Call.MAP, recovery ? soon : few, length);
            }
            case LOCK_REFUSED -> range(fault, storage, Failure.IO_ERROR, Call.LOCK, 1, length);
            case OUT_OF_MEMORY -> at(fault, storage, Failure.OUT_OF_MEMORY, storage.count() + soon);
            case DISK_FULL_AT_THE_WORST_MOMENT -> fillUp(fault, storage, few, length * 4);
            case INTERRUPTS, CLOCK_JUMPS -> {}
            case TRUNCATED_WHILE_MAPPED,
                    LOCK_LOST,
                    FILE_REPLACED,
                    TWO_CLASS_LOADERS,
                    READER_SUSPENDED,
                    CRASH_IN_COMPACTION,
                    HOSTILE_FRAMES,
                    HOSTILE_PAGES,
                    FUTURE_VERSIONS,
                    FOREIGN_FILES ->
                    throw new IllegalArgumentException(fault + " is not for runs");
        }
    }

    /// No room for tree pages, slots and growth, from the first of these on for some calls.
    private void fillUp(FaultClass fault, FaultStorage storage, int first, int length) {
        int[] count = new int[1];
        int start = (first + 2) / 3;
        storage.alsoFailWhen(
                Failure.NO_SPACE,
                event -> {
                    boolean pages =
                            event.call() == Call.WRITE
                                    && event.position() % 4096 == 0
                                    && event.position() > 0;
                    if (!pages && event.call() != Call.SET_LENGTH) {
                        return false;
                    }
                    count[0]++;
                    return count[0] >= start && count[0] < start + length && tell(fault);
                });
    }

    private void at(FaultClass fault, FaultStorage storage, Failure failure, int number) {
        storage.alsoFailWhen(failure, event -> event.totalNumber() == number && tell(fault));
    }

    private void range(
            FaultClass fault,
            FaultStorage storage,
            Failure failure,
            Call call,
            int first,
            int length) {
        int from = storage.count(call) + first;
        storage.alsoFailWhen(
                failure, event -> is(event, call, from, from + length - 1) && tell(fault));
    }

    private static boolean is(Event event, Call call, int from, int to) {
        return event.call() == call && event.number() >= from && event.number() <= to;
    }

    private boolean tell(FaultClass fault) {
        struck.accept(fault);
        return true;
    }
}
