package org.commitdb.type;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Random registries and types for property tests.
public final class DefinitionsArbitraries {

    private DefinitionsArbitraries() {}

    /// Registries with a few definitions of each kind.
    public static Arbitrary<Definitions> definitions() {
        return Arbitraries.longs().map(RandomDefinitions::of);
    }

    /// Types over the named types of `known`.
    public static Arbitrary<Type> types(Definitions known) {
        return Arbitraries.longs().map(seed -> RandomDefinitions.type(seed, known, 4));
    }
}
