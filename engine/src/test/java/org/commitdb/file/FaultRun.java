package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.commitdb.error.BusyException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.PowerCut;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.SimSchedule;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;

/// A database in a simulated process, used, broken as a [FaultPlan] says, opened again and checked,
/// three times over. Equal seeds make equal runs.
///
/// After each restart [Promises] judges what is left, the file is verified, and writing goes on; at
/// the end the indexes are built anew and must hold the same. How much an opening reads is bounded
/// by the length of the file.
final class FaultRun {

    private static final int ROUNDS = 3;
    private static final int MAX_STEPS = 2_000_000;
    private static final int MAX_OPENINGS = 6;
    private static final int MAX_OPEN_CALLS = 600;
    private static final int MAX_READS_PER_BYTE = 12;
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    private final FaultPlan plan;
    private final SplittableRandom random;
    private final SimSchedule schedule;
    private final SimSchedule.Process process;
    private final Promises promises = new Promises();
    private final Damage damage;
    private final FaultInjector injector;
    private final FileOptions options;
    private final int maxOpcodes;
    private final Map<FaultClass, Integer> struck = new EnumMap<>(FaultClass.class);

    private SimDisk disk = new SimDisk();
    private FaultStorage storage;
    private CommitFile file;
    private ModelStore known = new ModelStore();

    /// How a process ends.
    private enum End {
        CLOSED,
        KILLED,
        POWER_CUT
    }

    /// The run `seed`, which does not begin before [#run].
    FaultRun(long seed, FaultPlan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
        this.schedule = new SimSchedule(random.nextLong(), MAX_STEPS);
        this.process = schedule.process("only");
        this.maxOpcodes = random.nextInt(3) == 0 ? 9_000 : 200;
        Duration delay = Duration.ofMillis(1 + random.nextInt(1_000));
        Durability[] durabilities = {
            Durability.FULL,
            Durability.FULL,
            Durability.FULL,
            new Durability.Group(delay),
            new Durability.Lazy(delay),
            Durability.BULK
        };
        SplittableRandom clock = random.split();
        this.options =
                FileOptions.defaults()
                        .withDurability(durabilities[random.nextInt(durabilities.length)])
                        .withCheckpointAfter(10 + random.nextInt(200), 1 << 20)
                        .withClockAndRandom(
                                () ->
                                        plan.faults().contains(FaultClass.CLOCK_JUMPS)
                                                ? Instant.ofEpochMilli(clock.nextLong(1L << 42))
                                                : Instant.EPOCH,
                                random.split());
        this.damage = new Damage(random, process, options);
        this.injector = new FaultInjector(random, this::note);
    }

    /// Runs it.
    ///
    /// **Errors**: [AssertionError] when a promise is broken.
    void run() {
        schedule.run(process, this::program);
        for (Throwable failure : schedule.uncaught()) {
            if (!(failure instanceof OutOfMemoryError)) {
                throw new AssertionError("a thread of the engine died", failure);
            }
        }
    }

    /// How often each class of faults did strike.
    Map<FaultClass, Integer> struck() {
        return struck;
    }

    /// How many steps its threads took.
    long steps() {
        return schedule.steps();
    }

    private void note(FaultClass fault) {
        struck.merge(fault, 1, Integer::sum);
    }

    private void program() {
        List<FaultClass> first = new ArrayList<>(plan.faults());
        FaultClass inRecovery = plan.duringRecovery() ? first.removeLast() : null;
        create(first);
        for (int round = 0; round < ROUNDS; round++) {
            List<FaultClass> faults = round == 0 ? first : List.of();
            List<FaultClass> later = new ArrayList<>();
            if (round == 1 && first.size() == 2 && first.stream().allMatch(FaultRun::endsProcess)) {
                // Two ends of one process are one after the other.
                faults = List.of(first.get(1));
            }
            for (FaultClass fault : faults) {
                injector.arm(fault, storage, disk, false);
                if (fault == FaultClass.LOCK_REFUSED) {
                    later.add(fault);
                }
            }
            schedule.interruptUsers(faults.contains(FaultClass.INTERRUPTS) ? 25 : 0);
            work(faults);
            schedule.interruptUsers(0);
            End end = end(faults, round == 0 && inRecovery != null);
            changeBytes(faults);
            if (round == 0 && inRecovery != null) {
                later.add(inRecovery);
            }
            reopen(end, later);
        }
        finish();
    }

    private static boolean endsProcess(FaultClass fault) {
        return fault.kind() == FaultClass.Kind.CUT || fault.kind() == FaultClass.Kind.KILL;
    }

    private void attach() {
        storage = new FaultStorage(disk.open(), process);
        storage.beforeCall(SimSchedule::step);
    }

    private void create(List<FaultClass> faults) {
        attach();
        if (faults.contains(FaultClass.CRASH_IN_CREATION)) {
            injector.arm(FaultClass.CRASH_IN_CREATION, storage, disk, true);
            try {
                file = CommitFile.create(storage, options, TestCommit::index);
                return;
            } catch (StorageException e) {
                disk = disk.crash(random.nextLong());
                attach();
            }
            try {
                file = CommitFile.open(storage, options, TestCommit::index);
                return;
            } catch (IncompatibleException e) {
                attach();
            }
        }
        try {
            file = CommitFile.create(storage, options, TestCommit::index);
        } catch (IncompatibleException e) {
            // Noise where nothing was ever written: somebody has to remove the file.
            assertTrue(e.getMessage().contains("some other kind"), e.getMessage());
            disk = new SimDisk();
            attach();
            file = CommitFile.create(storage, options, TestCommit::index);
        }
    }

    /// Has one user or two work for a while.
    private void work(List<FaultClass> faults) {
        int users = 1 + random.nextInt(2);
        int count = (6 + random.nextInt(20)) / users;
        List<Thread> threads = new ArrayList<>();
        List<AssertionError> failures = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            FaultUser user =
                    new FaultUser(
                            file,
                            promises,
                            known,
                            injector,
                            random.split(),
                            maxOpcodes,
                            isFull(),
                            () -> false);
            Runnable work =
                    () -> {
                        try {
                            for (int k = 0; k < count && !storage.isGone(); k++) {
                                if (faults.contains(FaultClass.CLOCK_JUMPS)) {
                                    process.jump(random.nextLong(DAY_NANOS));
                                    note(FaultClass.CLOCK_JUMPS);
                                }
                                user.act();
                            }
                        } catch (RuntimeException | AssertionError e) {
                            failures.add(new AssertionError(e.toString(), e));
                        }
                    };
            threads.add(process.user("user " + i, work));
        }
        if (faults.contains(FaultClass.INTERRUPTS)) {
            note(FaultClass.INTERRUPTS);
        }
        threads.forEach(Thread::start);
        threads.forEach(FaultRun::join);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        if (faults.isEmpty()) {
            promises.checkInUse(file);
        }
    }

    private boolean isFull() {
        return options.durability().isAwaited();
    }

    private static void join(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // Nobody is meant but the users, and this is not one.
                throw new AssertionError(e);
            }
        }
    }

    /// Ends the process, as the faults that struck say, or in some way; `more` says whether the
    /// machine may fail before the file is open again.
    private End end(List<FaultClass> faults, boolean more) {
        FaultClass fatal = faults.stream().filter(FaultRun::endsProcess).findFirst().orElse(null);
        End end = End.values()[random.nextInt(End.values().length)];
        if (fatal != null && (storage.isGone() || end == End.CLOSED)) {
            end = fatal == FaultClass.KILLED_PROCESS ? End.KILLED : End.POWER_CUT;
        }
        injector.disarm(storage);
        if (end == End.CLOSED) {
            int before = promises.moment();
            try {
                file.close();
                promises.promiseBefore(before);
                return end;
            } catch (OutcomeUnknownException | StorageException e) {
                end = End.KILLED;
            }
        }
        boolean syncFailed = injector.hasSyncFailed();
        if (end == End.KILLED && !syncFailed && !more) {
            // What the operating system has outlives the process.
            promises.promiseBefore(promises.moment());
        }
        storage.die();
        closeDead();
        if (end == End.POWER_CUT) {
            if (fatal != null) {
                note(fatal);
            }
            disk = disk.crash(random.nextLong(), cutOf(fatal));
        }
        return end;
    }

    private void closeDead() {
        try {
            file.close();
        } catch (OutcomeUnknownException | StorageException e) {
            // Of course.
            return;
        }
    }

    private PowerCut cutOf(FaultClass fault) {
        return switch (fault) {
            case UNSYNCED_DROPPED -> PowerCut.NOTHING;
            case UNSYNCED_REORDERED -> PowerCut.WHOLE_WRITES;
            case SECTORS_MIXED -> PowerCut.SECTORS;
            case TORN_WRITE -> PowerCut.TORN;
            case NEW_AREA_FILLED ->
                    random.nextBoolean() ? PowerCut.NEW_AREA_ZERO : PowerCut.NEW_AREA_GARBAGE;
            case SIZE_APART_FROM_DATA ->
                    random.nextBoolean() ? PowerCut.SIZE_WITHOUT_DATA : PowerCut.DATA_WITHOUT_SIZE;
            case null, default -> PowerCut.ANY;
        };
    }

    /// Applies the faults that change bytes while nobody has the file open.
    private void changeBytes(List<FaultClass> faults) {
        try {
            byte[] honest = disk.content();
            byte[] lying = honest;
            boolean lies = false;
            for (FaultClass fault : faults) {
                if (fault.kind() == FaultClass.Kind.IMAGE) {
                    byte[] changed = damage.harmless(fault, disk.content());
                    note(fault);
                    disk = new SimDisk(changed);
                } else if (fault.kind() == FaultClass.Kind.LIE) {
                    byte[] changed = damage.lie(fault, disk, lying);
                    if (changed != lying) {
                        note(fault);
                        lying = changed;
                        lies = true;
                    }
                }
            }
            if (lies) {
                boolean rotten =
                        faults.stream()
                                .filter(fault -> fault.kind() == FaultClass.Kind.LIE)
                                .allMatch(FaultClass.BIT_FLIP::equals);
                damage.judge(honest, lying, rotten);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void reopen(End end, List<FaultClass> faults) {
        FaultClass fault = faults.isEmpty() ? null : faults.getLast();
        for (int opening = 0; opening < MAX_OPENINGS; opening++) {
            attach();
            boolean armed = opening == 0 && fault != null;
            if (armed) {
                faults.forEach(each -> injector.arm(each, storage, disk, true));
            }
            try {
                open();
                injector.disarm(storage);
                checkOpened();
                return;
            } catch (StorageException | OutcomeUnknownException | OutOfMemoryError e) {
                if (!armed) {
                    throw new AssertionError("a sound disk, and " + e, e);
                }
                boolean gone = storage.isGone();
                injector.disarm(storage);
                if (gone && (end != End.KILLED || fault != FaultClass.KILLED_PROCESS)) {
                    disk = disk.crash(random.nextLong(), cutOf(fault));
                }
                changeBytes(faults);
            }
        }
        throw new AssertionError("could not be opened");
    }

    private void open() {
        Throwable[] failure = new Throwable[1];
        Thread opener =
                process.user(
                        "opener",
                        () -> {
                            try {
                                file = CommitFile.open(storage, options, TestCommit::index);
                            } catch (RuntimeException | Error e) {
                                failure[0] = e;
                            }
                        });
        opener.start();
        join(opener);
        switch (failure[0]) {
            case null -> {}
            case BusyException busy ->
                    throw new StorageException(busy.getMessage(), storage.name(), busy);
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new AssertionError(failure[0]);
        }
    }

    private void checkOpened() {
        try {
            long size = disk.content().length;
            assertTrue(
                    storage.bytesRead() <= MAX_READS_PER_BYTE * size,
                    () -> "opening read " + storage.bytesRead() + " of " + size + " bytes");
            assertTrue(
                    storage.count() <= MAX_OPEN_CALLS + size / 512,
                    () -> "opening made " + storage.count() + " calls for " + size + " bytes");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        known = promises.checkReopened(file);
        VerifyReport report = file.verify(VerifyLevel.CONTENT, Progress.NONE);
        if (plan.faults().contains(FaultClass.BOTH_SLOTS_DAMAGED)) {
            // The next checkpoint but one mends what is left of the damage, and nothing else.
            assertTrue(
                    report.findings().stream()
                            .allMatch(finding -> finding.place().equals("a META slot")),
                    () -> "findings: " + report.findings());
        } else {
            checkSound(report);
        }
    }

    private static void checkSound(VerifyReport report) {
        assertEquals(List.of(), report.findings());
    }

    private void finish() {
        file.rebuildIndexes();
        work(List.of());
        int before = promises.moment();
        file.close();
        promises.promiseBefore(before);
        checkSound(
                Maintenance.verify(
                        new FaultStorage(disk.open(), process),
                        TestCommit::index,
                        VerifyLevel.BLOBS,
                        Progress.NONE));
        attach();
        open();
        checkOpened();
        file.close();
    }
}
