package org.commitdb.file.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Counts the calls to another [Storage], and makes chosen ones fail.
///
/// **Threads**: any.
public final class FaultStorage implements Storage {

    /// A kind of call.
    public enum Call {
        READ,
        WRITE,
        FORCE,
        SET_LENGTH,
        MAP,
        LOCK
    }

    /// What a chosen call does.
    public enum Failure {
        /// Fails without effect: input/output error.
        IO_ERROR,
        /// Fails without effect: no space left on device.
        NO_SPACE,
        /// A write that writes its first half, then fails: no space left on device.
        SHORT_WRITE,
        /// Fails without effect, and so does every later call: the process is gone, with its locks.
        CRASH,
        /// Takes place, and is reported as failed.
        LATE_ERROR,
        /// Fails without effect: the JVM has no memory left.
        OUT_OF_MEMORY
    }

    private final Storage inner;
    private final Map<Call, Integer> counts = new EnumMap<>(Call.class);
    private long bytesRead;
    private int total;
    private boolean crashed;
    private final List<Rule> rules = new ArrayList<>();
    private final Execution execution;
    private volatile Runnable gate = () -> {};
    private volatile Runnable forceGate = () -> {};
    private boolean readOnlyMedium;
    private String fileSystem = "";

    private record Rule(Failure failure, Predicate<Event> choice) {}

    /// One call, as a choice of failing calls sees it: its kind, its number among its kind and
    /// among all, both from 1 on, the position that it is about, -1 for none, and how many bytes.
    public record Event(Call call, int number, int totalNumber, long position, long length) {}

    /// Passes everything on to `inner` until told otherwise.
    public FaultStorage(Storage inner) {
        this(inner, inner.execution());
    }

    /// The same, in a process of its own.
    public FaultStorage(Storage inner, Execution execution) {
        this.inner = inner;
        this.execution = execution;
    }

    /// From now on every call that `choice` picks does `what`.
    public synchronized void failWhen(Failure what, Predicate<Event> choice) {
        rules.clear();
        alsoFailWhen(what, choice);
    }

    /// From now on every call that `choice` picks does `what`, unless an earlier choice picks it.
    public synchronized void alsoFailWhen(Failure what, Predicate<Event> choice) {
        rules.add(new Rule(what, choice));
    }

    /// From now on every call fails: the process, or the machine, is gone, and with it its locks.
    public synchronized void die() {
        crashed = true;
        try {
            inner.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether every call fails, because the process or the machine is gone.
    public synchronized boolean isGone() {
        return crashed;
    }

    /// Has `what` run before every call, by the thread that calls.
    public void beforeCall(Runnable what) {
        gate = what;
    }

    /// Has `gate` run before every sync, by the thread that syncs.
    public void beforeForce(Runnable gate) {
        forceGate = gate;
    }

    /// Lies on a medium that cannot be written.
    public FaultStorage onReadOnlyMedium() {
        readOnlyMedium = true;
        return this;
    }

    /// Lies on a file system of this type.
    public FaultStorage on(String type) {
        fileSystem = type;
        return this;
    }

    /// From now on nothing fails.
    public synchronized void heal() {
        rules.clear();
        crashed = false;
    }

    /// How many calls of this kind took place.
    public synchronized int count(Call call) {
        return counts.getOrDefault(call, 0);
    }

    /// How many calls took place.
    public synchronized int count() {
        return total;
    }

    /// How many bytes were read through [#read].
    public synchronized long bytesRead() {
        return bytesRead;
    }

    private Optional<Failure> next(Call call, long position, long length) throws IOException {
        gate.run();
        return judge(call, position, length);
    }

    private synchronized Optional<Failure> judge(Call call, long position, long length)
            throws IOException {
        if (crashed) {
            throw new IOException("the machine is gone");
        }
        total++;
        int number = counts.merge(call, 1, Integer::sum);
        Event event = new Event(call, number, total, position, length);
        // Every choice sees every call.
        List<Failure> failures =
                rules.stream().filter(rule -> rule.choice.test(event)).map(Rule::failure).toList();
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        return switch (failures.getFirst()) {
            case IO_ERROR -> throw new IOException("Input/output error");
            case NO_SPACE -> throw new IOException("No space left on device");
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("simulated");
            case CRASH -> {
                crashed = true;
                inner.close();
                throw new IOException("the machine is gone");
            }
            case SHORT_WRITE, LATE_ERROR -> Optional.of(failures.getFirst());
        };
    }

    private static void failLate(Optional<Failure> failure) throws IOException {
        if (failure.isPresent()) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public long size() throws IOException {
        return inner.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Optional<Failure> late = next(Call.READ, position, length);
        inner.read(position, target, offset, length);
        synchronized (this) {
            bytesRead += length;
        }
        failLate(late);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        Optional<Failure> late = next(Call.WRITE, position, source.remaining());
        if (late.isPresent() && late.get() == Failure.SHORT_WRITE) {
            source.limit(source.position() + source.remaining() / 2);
        }
        inner.write(position, source);
        if (late.isPresent() && late.get() == Failure.SHORT_WRITE) {
            throw new IOException("No space left on device");
        }
        failLate(late);
    }

    @Override
    public void force(boolean metadata) throws IOException {
        forceGate.run();
        Optional<Failure> late = next(Call.FORCE, -1, 0);
        inner.force(metadata);
        failLate(late);
    }

    @Override
    public void setLength(long length) throws IOException {
        Optional<Failure> late = next(Call.SET_LENGTH, length, 0);
        inner.setLength(length);
        failLate(late);
    }

    @Override
    public MemorySegment map(long position, long length) throws IOException {
        Optional<Failure> late = next(Call.MAP, position, length);
        MemorySegment segment = inner.map(position, length);
        failLate(late);
        return segment;
    }

    @Override
    public long mapUnit() {
        return inner.mapUnit();
    }

    @Override
    public Optional<StorageLock> tryLock(long position, long length, boolean shared)
            throws IOException {
        Optional<Failure> late = next(Call.LOCK, position, length);
        Optional<StorageLock> lock = inner.tryLock(position, length, shared);
        failLate(late);
        return lock;
    }

    @Override
    public Optional<SharedWords> sharedWords(long position, int count) throws IOException {
        return inner.sharedWords(position, count).map(WordsOfMortal::new);
    }

    /// Words that a process cannot change once it is gone.
    private final class WordsOfMortal implements SharedWords {

        private final SharedWords words;

        private WordsOfMortal(SharedWords words) {
            this.words = words;
        }

        @Override
        public long get(int index) {
            return words.get(index);
        }

        @Override
        public void set(int index, long value) {
            if (!isGone()) {
                words.set(index, value);
            }
        }
    }

    @Override
    public boolean isReadOnly() {
        return readOnlyMedium || inner.isReadOnly();
    }

    @Override
    public String fileSystem() {
        return fileSystem;
    }

    @Override
    public Execution execution() {
        return execution;
    }

    @Override
    public Object identity() throws IOException {
        return inner.identity();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
