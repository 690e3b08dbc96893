package org.commitdb.state;

/// Two opcodes of concurrent commits that met at a place: `lost` put something there, which `won`,
/// later in linear order, replaced by something else.
///
/// **Invariants**: neither commit is an ancestor of the other; both opcodes have an effect at
/// `place`, or at a place that it lies in; what is there differs just before and just after `won`.
public record Overwrite(Place place, TracedOpcode lost, TracedOpcode won) {}
