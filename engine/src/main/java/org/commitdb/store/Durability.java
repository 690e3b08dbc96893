package org.commitdb.store;

import java.time.Duration;

/// When a commit counts as done.
///
/// Whatever the level, a power cut never leaves a damaged file: what is lost is a suffix of the
/// history. The end of the process alone loses nothing that was acknowledged. Several processes may
/// use one file with different levels: a sync by any of them makes durable what all have written.
public sealed interface Durability {

    /// Each commit is on the disk before it is acknowledged; commits that wait at the same time
    /// share one sync.
    Durability FULL = new Full();

    /// As [#FULL], but each sync waits two milliseconds for more commits to join it.
    Durability GROUP = new Group(Duration.ofMillis(2));

    /// A commit is acknowledged when the operating system has it; it is on the disk one second
    /// later.
    Durability LAZY = new Lazy(Duration.ofSeconds(1));

    /// A commit is acknowledged when the operating system has it; it is on the disk after the next
    /// flush, checkpoint or orderly close. For imports: a power cut may take everything since.
    Durability BULK = new Bulk();

    /// Whether a commit is acknowledged only when it is on the disk.
    default boolean isAwaited() {
        return switch (this) {
            case Full full -> true;
            case Group group -> true;
            case Lazy lazy -> false;
            case Bulk bulk -> false;
        };
    }

    /// See [Durability#FULL].
    record Full() implements Durability {}

    /// See [Durability#GROUP]. A commit takes longer by up to the window, and many callers at once
    /// need fewer syncs.
    ///
    /// @param window how long a sync waits for more commits, at most a second
    record Group(Duration window) implements Durability {

        /// A constant of the compiler, for [Durability#GROUP] is made while this class is.
        private static final long MAX_WINDOW_SECONDS = 1;

        /// **Errors**: [IllegalArgumentException] when the window is not positive or too long.
        public Group {
            Duration longest = Duration.ofSeconds(MAX_WINDOW_SECONDS);
            if (window.isNegative() || window.isZero() || window.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "the window is positive and at most " + longest + ", not " + window);
            }
        }
    }

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

    /// See [Durability#BULK].
    record Bulk() implements Durability {}
}
