package org.commitdb;

import java.time.Duration;
import java.time.InstantSource;
import org.commitdb.store.Durability;

/// How a database is opened.
///
/// @param durability when an acknowledged commit survives what
/// @param readOnly whether writing is refused and the file is left untouched
/// @param lockTimeout how long to wait for another holder of the file
/// @param clock where timestamps of commits come from
/// @param allowNetworkFileSystem whether to write a file on a network file system, whose locks and
///   mapped memory cannot be depended upon; no other process can open it then
public record DatabaseOptions(
        Durability durability,
        boolean readOnly,
        Duration lockTimeout,
        InstantSource clock,
        boolean allowNetworkFileSystem) {

    /// Full durability, reading and writing, five seconds for locks, the system's clock.
    public static final DatabaseOptions DEFAULT =
            new DatabaseOptions(
                    Durability.FULL, false, Duration.ofSeconds(5), InstantSource.system(), false);

    /// Refuses a negative time-out.
    public DatabaseOptions {
        if (lockTimeout.isNegative()) {
            throw new IllegalArgumentException("the lock time-out " + lockTimeout + " is negative");
        }
    }

    /// These options with another durability.
    public DatabaseOptions withDurability(Durability other) {
        return new DatabaseOptions(other, readOnly, lockTimeout, clock, allowNetworkFileSystem);
    }

    /// These options, reading only or not.
    public DatabaseOptions withReadOnly(boolean other) {
        return new DatabaseOptions(durability, other, lockTimeout, clock, allowNetworkFileSystem);
    }

    /// These options with another lock time-out.
    public DatabaseOptions withLockTimeout(Duration other) {
        return new DatabaseOptions(durability, readOnly, other, clock, allowNetworkFileSystem);
    }

    /// These options with another clock.
    public DatabaseOptions withClock(InstantSource other) {
        return new DatabaseOptions(
                durability, readOnly, lockTimeout, other, allowNetworkFileSystem);
    }

    /// These options, for a file on a network file system or not.
    public DatabaseOptions withNetworkFileSystem(boolean allowed) {
        return new DatabaseOptions(durability, readOnly, lockTimeout, clock, allowed);
    }
}
