package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.commitdb.error.BusyException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.SimSchedule;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;

/// Two or three simulated processes that use one file at the same time: they write, read, write
/// checkpoints, are stopped, go on, and die, one call to the disk at a time, in an order that the
/// seed decides; then the machine fails or all close, and what is left is judged.
///
/// **Invariants**: what one process was told is stored is visible in all others.
final class SharedRun {

    private static final int ROUNDS = 2;
    private static final int MAX_STEPS = 2_000_000;

    private final long seed;
    private final List<FaultClass> faults;
    private final SplittableRandom random;
    private final SimSchedule schedule;
    private final SimSchedule.Process controller;
    private final Promises promises = new Promises();
    private final FaultInjector injector;
    private final boolean awaited;
    private final int maxOpcodes;
    private final Map<FaultClass, Integer> struck = new EnumMap<>(FaultClass.class);
    private final List<Throwable> failures = new ArrayList<>();

    private SimDisk disk = new SimDisk();
    private ModelStore known = new ModelStore();
    private List<Member> members = new ArrayList<>();
    private boolean machineFails;
    private int processes;

    /// One process and its handle of the file.
    private static final class Member {

        private final SimSchedule.Process process;
        private final FileOptions options;
        private FaultStorage storage;
        private CommitFile file;

        private Member(SimSchedule.Process process, FileOptions options) {
            this.process = process;
            this.options = options;
        }

        private boolean isAlive() {
            return file != null && !storage.isGone();
        }
    }

    /// The run `seed`, with these classes of faults.
    SharedRun(long seed, List<FaultClass> faults) {
        this.seed = seed;
        this.faults = faults;
        this.random = new SplittableRandom(~seed);
        this.schedule = new SimSchedule(random.nextLong(), MAX_STEPS);
        this.controller = schedule.process("controller");
        this.injector = new FaultInjector(random, this::note);
        this.awaited = random.nextInt(4) > 0;
        this.maxOpcodes = random.nextInt(3) == 0 ? 9_000 : 200;
    }

    /// The faults of the run `seed`: each that concerns several processes alone, then in pairs.
    static List<FaultClass> faultsOf(long seed) {
        FaultClass[] all = {
            FaultClass.READER_SUSPENDED,
            FaultClass.KILLED_PROCESS,
            FaultClass.CRASH_AT_ANY_CALL,
            FaultClass.SECTORS_MIXED,
            FaultClass.SYNC_FAILS_ONCE,
            FaultClass.SYNC_FAILS_FOR_EVER,
            FaultClass.WRITE_FAILS,
            FaultClass.GROWTH_FAILS,
            FaultClass.OUT_OF_MEMORY,
            FaultClass.DISK_FULL_AT_THE_WORST_MOMENT,
            FaultClass.INTERRUPTS,
            FaultClass.CLOCK_JUMPS
        };
        int first = (int) Math.floorMod(seed, (long) all.length);
        int second = (int) Math.floorMod(seed / all.length, all.length + 1L);
        return second == all.length || second == first
                ? List.of(all[first])
                : List.of(all[first], all[second]);
    }

    /// Runs it.
    ///
    /// **Errors**: [AssertionError] when a promise is broken.
    void run() {
        schedule.run(controller, this::program);
        for (Throwable failure : schedule.uncaught()) {
            if (!(failure instanceof OutOfMemoryError)) {
                throw new AssertionError("a thread of the engine died", failure);
            }
        }
    }

    Map<FaultClass, Integer> struck() {
        return struck;
    }

    long steps() {
        return schedule.steps();
    }

    private void note(FaultClass fault) {
        struck.merge(fault, 1, Integer::sum);
        machineFails |= fault.kind() == FaultClass.Kind.CUT;
    }

    private FileOptions options(boolean reading) {
        Duration delay = Duration.ofMillis(1 + random.nextInt(1_000));
        Durability durability =
                awaited
                        ? random.nextBoolean() ? Durability.FULL : new Durability.Group(delay)
                        : new Durability.Lazy(delay);
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(durability)
                        .withLockTimeout(Duration.ofMillis(100))
                        .withCheckpointAfter(10 + random.nextInt(100), 1 << 20)
                        .withClockAndRandom(() -> Instant.EPOCH, random.split());
        return reading ? options.forReading() : options;
    }

    private void program() {
        Member first = join(false, true);
        for (int round = 0; round < ROUNDS; round++) {
            boolean last = round == ROUNDS - 1;
            int others = 1 + random.nextInt(2);
            for (int i = 0; i < others; i++) {
                join(i == 1 && random.nextBoolean(), false);
            }
            if (!last) {
                arm();
            }
            work(!last);
            leave(!last);
            machineFails = false;
            first = join(false, false);
            promises.checkReopened(first.file);
            known = promises.find(first.file).model();
            assertEquals(
                    List.of(), first.file.verify(VerifyLevel.CONTENT, Progress.NONE).findings());
        }
        first.file.rebuildIndexes();
        promises.checkInUse(first.file);
        first.file.close();
    }

    /// A process opens the file, or makes it.
    private Member join(boolean reading, boolean create) {
        Member member = new Member(schedule.process("process " + ++processes), options(reading));
        member.storage = new FaultStorage(disk.open(), member.process);
        member.storage.beforeCall(SimSchedule::step);
        inside(
                member,
                () ->
                        member.file =
                                create
                                        ? CommitFile.create(
                                                member.storage, member.options, TestCommit::index)
                                        : CommitFile.open(
                                                member.storage, member.options, TestCommit::index));
        if (!failures.isEmpty()) {
            throw new AssertionError("could not be opened", failures.getFirst());
        }
        members.add(member);
        return member;
    }

    /// Does something on a thread of the process, and waits for it.
    private void inside(Member member, Runnable action) {
        Thread thread = member.process.thread("opener", guarded(action));
        thread.start();
        await(List.of(thread));
    }

    private Runnable guarded(Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        };
    }

    private static void await(List<Thread> threads) {
        while (threads.stream().anyMatch(Thread::isAlive)) {
            SimSchedule.step();
        }
    }

    private void arm() {
        for (FaultClass fault : faults) {
            Member victim = members.get(random.nextInt(members.size()));
            switch (fault) {
                case READER_SUSPENDED, CLOCK_JUMPS, INTERRUPTS -> {}
                default -> injector.arm(fault, victim.storage, disk, false);
            }
        }
        schedule.interruptUsers(faults.contains(FaultClass.INTERRUPTS) ? 25 : 0);
        if (faults.contains(FaultClass.INTERRUPTS)) {
            note(FaultClass.INTERRUPTS);
        }
    }

    /// Has the users of all processes work, while some of these are stopped for a while.
    private void work(boolean faulty) {
        List<Thread> threads = new ArrayList<>();
        for (Member member : members) {
            int users = 1 + random.nextInt(2);
            for (int i = 0; i < users; i++) {
                FaultUser user =
                        new FaultUser(
                                member.file,
                                promises,
                                known,
                                injector,
                                random.split(),
                                maxOpcodes,
                                awaited,
                                member.storage::isGone);
                int count = 3 + random.nextInt(10);
                Runnable actions =
                        () -> {
                            for (int k = 0; k < count && !isOver(member); k++) {
                                act(member, user, faulty);
                            }
                        };
                threads.add(member.process.user("user " + i, guarded(actions)));
            }
        }
        threads.forEach(Thread::start);
        Member stopped = null;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            SimSchedule.step();
            if (machineFails) {
                // The others stand in front of a dead disk, too.
                members.forEach(member -> member.storage.die());
            }
            if (stopped != null && (random.nextInt(200) == 0 || machineFails)) {
                stopped.process.setStopped(false);
                stopped = null;
            } else if (stopped == null && faulty && suspends() && random.nextInt(60) == 0) {
                stopped = members.get(random.nextInt(members.size()));
                stopped.process.setStopped(true);
                note(FaultClass.READER_SUSPENDED);
            }
        }
        members.forEach(member -> member.process.setStopped(false));
        schedule.interruptUsers(0);
        if (!failures.isEmpty()) {
            throw new AssertionError("seed " + seed + ": " + failures, failures.getFirst());
        }
    }

    private boolean suspends() {
        return faults.contains(FaultClass.READER_SUSPENDED);
    }

    private boolean isOver(Member member) {
        return machineFails || member.storage.isGone();
    }

    private void act(Member member, FaultUser user, boolean faulty) {
        if (faulty && faults.contains(FaultClass.CLOCK_JUMPS) && random.nextInt(4) == 0) {
            member.process.jump(random.nextLong(Duration.ofDays(1).toNanos()));
            note(FaultClass.CLOCK_JUMPS);
        }
        if (member.options.readOnly()) {
            user.read();
        } else {
            user.act();
        }
    }

    /// All processes end: the machine fails, or they close, or are killed.
    private void leave(boolean faulty) {
        boolean syncFailed = injector.hasSyncFailed();
        members.forEach(member -> injector.disarm(member.storage));
        boolean killed = members.stream().anyMatch(member -> member.storage.isGone());
        if (killed) {
            promises.doubtRefusals();
        }
        boolean cut = machineFails || (faulty && random.nextInt(3) == 0);
        if (!cut) {
            for (Member member : members) {
                if (member.isAlive() && !syncFailed) {
                    inside(member, () -> promises.checkInUse(member.file));
                }
            }
            if (!failures.isEmpty()) {
                throw new AssertionError("seed " + seed + ": " + failures, failures.getFirst());
            }
            if (!syncFailed) {
                // What the operating system has outlives every process.
                promises.promiseBefore(promises.moment());
            }
        }
        for (Member member : members) {
            if (cut || random.nextInt(4) == 0) {
                member.storage.die();
            }
        }
        for (Member member : members) {
            inside(member, () -> close(member));
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("seed " + seed + ": " + failures, failures.getFirst());
        }
        members = new ArrayList<>();
        if (cut) {
            disk = disk.crash(random.nextLong());
        }
    }

    private static void close(Member member) {
        try {
            member.file.close();
        } catch (StorageException | OutcomeUnknownException | BusyException e) {
            // It was killed, or a sync had failed.
            return;
        }
    }
}
