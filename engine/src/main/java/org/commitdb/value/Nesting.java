package org.commitdb.value;

/// Counts how many levels of composite values a value nests: 0 for a scalar, a key, a vec or a mat.
///
/// Every composite carries a bound that edits maintain in O(1): never less than its nesting, and
/// more only after something deep was removed. The exact number is counted only where the bound is
/// too large.
final class Nesting {

    private Nesting() {}

    /// The nesting of what an `any` is to hold: exact when it is more than an `any` can hold, else
    /// a bound.
    static int ofContent(Value content) {
        int bound = bound(content);
        return bound <= Value.MAXIMUM_DEPTH ? bound : exact(content);
    }

    /// **Cost**: O(1).
    static int bound(Value value) {
        return switch (value) {
            case BoolValue scalar -> 0;
            case IntegerValue scalar -> 0;
            case FloatValue scalar -> 0;
            case DoubleValue scalar -> 0;
            case StringValue scalar -> 0;
            case UuidValue scalar -> 0;
            case BlobValue scalar -> 0;
            case BlobIdValue scalar -> 0;
            case CommitIdValue scalar -> 0;
            case EnumerationValue scalar -> 0;
            case VecValue packed -> 0;
            case MatValue packed -> 0;
            case Key key -> 0;
            case AnyValue any -> any.nesting();
            case OptionalValue optional -> optional.nesting();
            case VariantValue variant -> variant.nesting();
            case StructureValue structure -> structure.nesting();
            case TupleValue tuple -> tuple.nesting();
            case VectorValue vector -> vector.nesting();
            case SetValue set -> set.nesting();
            case MapValue map -> map.nesting();
            case XArrayValue xarray -> xarray.nesting();
        };
    }

    /// The most that one of `values` nests, or more.
    static int most(Value[] values) {
        int most = 0;
        for (Value value : values) {
            most = Math.max(most, bound(value));
        }
        return most;
    }

    /// **Cost**: O(size of the value). It recurses as deep as the value nests, which the types and
    /// the limit of `any` bound.
    private static int exact(Value value) {
        if (bound(value) <= 1) {
            return bound(value);
        }
        int most = 0;
        switch (value) {
            case AnyValue any -> most = any.value().map(Nesting::exact).orElse(0);
            case OptionalValue optional -> most = optional.value().map(Nesting::exact).orElse(0);
            case VariantValue variant -> most = exact(variant.value());
            case StructureValue structure -> {
                for (int i = 0; i < structure.size(); i++) {
                    most = Math.max(most, exact(structure.get(i)));
                }
            }
            case TupleValue tuple -> {
                for (int i = 0; i < tuple.size(); i++) {
                    most = Math.max(most, exact(tuple.get(i)));
                }
            }
            case VectorValue vector -> most = deepest(vector);
            case SetValue set -> most = deepest(set);
            case MapValue map -> most = Math.max(deepest(map.keys()), deepest(map.values()));
            case XArrayValue xarray -> most = deepest(xarray.values());
            case Value scalar -> most = -1;
        }
        return 1 + most;
    }

    private static int deepest(Iterable<Value> values) {
        int most = 0;
        for (Value value : values) {
            most = Math.max(most, exact(value));
        }
        return most;
    }
}
