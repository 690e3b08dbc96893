package org.commitdb.value;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.commitdb.type.Type;

/// Arbitrary types and values for property tests; see [RandomValues] for how they are spread.
public final class ValueArbitraries {

    private ValueArbitraries() {}

    /// Types of the sample model.
    public static Arbitrary<Type> types() {
        return Arbitraries.randomValue(random -> new RandomValues(random).type());
    }

    /// Values of any type.
    public static Arbitrary<Value> values() {
        return Arbitraries.randomValue(random -> new RandomValues(random).value());
    }

    /// Values of `type`.
    public static Arbitrary<Value> values(Type type) {
        return Arbitraries.randomValue(random -> new RandomValues(random).value(type));
    }
}
