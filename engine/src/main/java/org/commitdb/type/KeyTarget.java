package org.commitdb.type;

/// What a key may point at.
public sealed interface KeyTarget permits Concept, Club, AnyConcept {}
