package org.commitdb.store;

import java.time.Duration;

/// When a commit counts as done.
///
/// Whatever the level, a power cut never leaves a damaged file: what is lost is a suffix of the
/// history. The end of the process alone loses nothing that was acknowledged.
public sealed interface Durability {

    /// Each commit is on the disk before it is acknowledged; commits that wait at the same time
    /// share one sync.
    Durability FULL = new Full();

    /// A commit is acknowledged when the operating system has it; it is on the disk one second
    /// later.
    Durability LAZY = new Lazy(Duration.ofSeconds(1));

    /// See [Durability#FULL].
    record Full() implements Durability {}

    /// See [Durability#LAZY].
    ///
    /// @param maxDelay the longest time until a sync
    record Lazy(Duration maxDelay) implements Durability {

        /// **Errors**: [IllegalArgumentException] when the delay is not positive.
        public Lazy {
            if (maxDelay.isNegative() || maxDelay.isZero()) {
                throw new IllegalArgumentException("the delay is not positive: " + maxDelay);
            }
        }
    }
}
