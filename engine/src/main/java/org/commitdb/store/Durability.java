package org.commitdb.store;

import java.time.Duration;

/// When an acknowledged commit survives what.
///
/// Whatever the level: a commit is there whole or not at all, and consistency never suffers. What
/// is at stake is how many of the latest commits a loss of power may take.
public sealed interface Durability {

    /// [Full].
    Durability FULL = new Full();

    /// [Lazy].
    Durability LAZY = new Lazy();

    /// Every acknowledged commit survives a loss of power: it is synced before the call returns.
    /// Calls that wait share one sync.
    record Full() implements Durability {}

    /// Every acknowledged commit survives the end of the process, also by kill -9, from the moment
    /// the call returns; a loss of power may take those of about the last second, the latest first.
    record Lazy() implements Durability {}

    /// The longest that an acknowledged [Lazy] commit waits for its sync.
    Duration LAZY_SYNC_INTERVAL = Duration.ofSeconds(1);
}
