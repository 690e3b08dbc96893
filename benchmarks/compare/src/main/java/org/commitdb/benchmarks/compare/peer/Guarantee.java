package org.commitdb.benchmarks.compare.peer;

/// What a transaction survives once it is acknowledged.
public enum Guarantee {
    /// The loss of power.
    DURABLE,

    /// What the peer gives when it is asked for the least.
    WEAK
}
