package org.commitdb.state;

/// What part a commit of a linear order has in the state.
enum Presence {
    /// Its opcodes are replayed.
    ENABLED,
    /// A toggle disables it: only the slots that it inserts keep a place, masked.
    DISABLED,
    /// It is left out, because only disabled merges lead to it.
    UNREACHED
}
