package org.commitdb.state;

import java.util.List;

/// What a merge did to the two streams that it joins: the receipt of a merge.
///
/// [#replay] is about the opcodes of the commits that only one of the streams has, as replayed in
/// the merged state; its overwrites are across the streams: `lost` is of `ours`, `won` of `theirs`.
/// [#changes] are those opcodes that fared otherwise than in their own stream alone.
///
/// **Invariants**: the counts of `replay` add up to the number of these opcodes.
public record MergeReport(Streams streams, ReplayReport replay, List<Change> changes) {

    /// An opcode whose outcome the merge changed: what became of it in the merged state, and what
    /// in the state of its own stream.
    public record Change(Side side, TracedOpcode merged, Outcome alone) {}

    /// Copies the list.
    public MergeReport {
        changes = List.copyOf(changes);
    }

    /// The opcodes that have an effect in their own stream and none in the merged state.
    public List<Change> dropped() {
        return changes.stream()
                .filter(change ->
                        change.alone().isEffective() && !change.merged().outcome().isEffective())
                .toList();
    }

    /// The opcodes whose slot is elsewhere in the merged state than they asked for, though not in
    /// their own stream.
    public List<Change> relocated() {
        return changes.stream()
                .filter(change -> change.merged().outcome() == Outcome.RELOCATED)
                .toList();
    }

    /// The opcodes of `ours` whose value at a place `theirs` replaced.
    public List<Overwrite> overwritten() {
        return replay.overwrites();
    }
}
