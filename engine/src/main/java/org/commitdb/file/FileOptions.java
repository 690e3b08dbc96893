package org.commitdb.file;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.commitdb.store.Durability;

/// How a file is made or opened.
///
/// @param durability when a commit counts as done
/// @param readOnly whether nothing may be written; the file then stays as it is, byte for byte
/// @param pageSize bytes in a tree page of a new file: a power of two from 4096 to 65536
/// @param lockTimeout how long to wait for another process that has the file
/// @param checkpointEntries how many index entries may wait in the heap before the trees are
///   written
/// @param checkpointBytes how many bytes of log may lie behind the trees before they are written
/// @param clock tells the time of creation
/// @param random gives a new file its identity and its salt
/// @param allowNetworkFileSystem whether a file may be written that lies on a network file system;
///   nobody else can open it then
public record FileOptions(
        Durability durability,
        boolean readOnly,
        int pageSize,
        Duration lockTimeout,
        int checkpointEntries,
        long checkpointBytes,
        InstantSource clock,
        RandomGenerator random,
        boolean allowNetworkFileSystem) {

    private static final int MIN_PAGE_SIZE = 1 << 12;
    private static final int MAX_PAGE_SIZE = 1 << 16;
    private static final int DEFAULT_ENTRIES = 1 << 17;
    private static final long DEFAULT_BYTES = 1L << 26;

    /// Checks the ranges.
    ///
    /// **Errors**: [IllegalArgumentException] that shows the value.
    public FileOptions {
        if (Integer.bitCount(pageSize) != 1
                || pageSize < MIN_PAGE_SIZE
                || pageSize > MAX_PAGE_SIZE) {
            throw new IllegalArgumentException(
                    "the page size is a power of two from 4096 to 65536, not " + pageSize);
        }
        if (lockTimeout.isNegative()) {
            throw new IllegalArgumentException("the lock time-out is negative: " + lockTimeout);
        }
        if (checkpointEntries < 1 || checkpointBytes < 1) {
            throw new IllegalArgumentException(
                    "checkpoint limits are positive, not "
                            + checkpointEntries
                            + " entries and "
                            + checkpointBytes
                            + " bytes");
        }
    }

    /// Full durability, reading and writing, pages of 4 KiB, two seconds of patience, a checkpoint
    /// after 131 072 entries or 64 MiB.
    public static FileOptions defaults() {
        return new FileOptions(
                Durability.FULL,
                false,
                MIN_PAGE_SIZE,
                Duration.ofSeconds(2),
                DEFAULT_ENTRIES,
                DEFAULT_BYTES,
                InstantSource.system(),
                new SecureRandom(),
                false);
    }

    /// These options with another durability.
    public FileOptions withDurability(Durability newDurability) {
        return new FileOptions(
                newDurability,
                readOnly,
                pageSize,
                lockTimeout,
                checkpointEntries,
                checkpointBytes,
                clock,
                random,
                allowNetworkFileSystem);
    }

    /// These options for reading only.
    public FileOptions forReading() {
        return new FileOptions(
                durability,
                true,
                pageSize,
                lockTimeout,
                checkpointEntries,
                checkpointBytes,
                clock,
                random,
                allowNetworkFileSystem);
    }

    /// These options with another page size.
    public FileOptions withPageSize(int newPageSize) {
        return new FileOptions(
                durability,
                readOnly,
                newPageSize,
                lockTimeout,
                checkpointEntries,
                checkpointBytes,
                clock,
                random,
                allowNetworkFileSystem);
    }

    /// These options with another lock time-out.
    public FileOptions withLockTimeout(Duration newLockTimeout) {
        return new FileOptions(
                durability,
                readOnly,
                pageSize,
                newLockTimeout,
                checkpointEntries,
                checkpointBytes,
                clock,
                random,
                allowNetworkFileSystem);
    }

    /// These options with other limits for a checkpoint.
    public FileOptions withCheckpointAfter(int entries, long bytes) {
        return new FileOptions(
                durability,
                readOnly,
                pageSize,
                lockTimeout,
                entries,
                bytes,
                clock,
                random,
                allowNetworkFileSystem);
    }

    /// These options, for a file on a network file system or not.
    public FileOptions withNetworkFileSystem(boolean allowed) {
        return new FileOptions(
                durability,
                readOnly,
                pageSize,
                lockTimeout,
                checkpointEntries,
                checkpointBytes,
                clock,
                random,
                allowed);
    }

    /// These options with another clock and another source of randomness.
    public FileOptions withClockAndRandom(InstantSource newClock, RandomGenerator newRandom) {
        return new FileOptions(
                durability,
                readOnly,
                pageSize,
                lockTimeout,
                checkpointEntries,
                checkpointBytes,
                newClock,
                newRandom,
                allowNetworkFileSystem);
    }
}
