package org.commitdb.value;

/// Counts how many levels of composite values a value nests: 0 for a scalar, a key, a vec or a mat.
final class Nesting {

    private Nesting() {}

    static int of(Value value) {
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
            case AnyValue any -> any.depth();
            case OptionalValue optional -> 1 + optional.value().map(Nesting::of).orElse(0);
            case VariantValue variant -> 1 + of(variant.value());
            case StructureValue structure -> {
                int most = 0;
                for (int i = 0; i < structure.size(); i++) {
                    most = Math.max(most, of(structure.get(i)));
                }
                yield 1 + most;
            }
            case TupleValue tuple -> {
                int most = 0;
                for (int i = 0; i < tuple.size(); i++) {
                    most = Math.max(most, of(tuple.get(i)));
                }
                yield 1 + most;
            }
            case VectorValue vector -> 1 + ofAll(vector);
            case SetValue set -> 1 + ofAll(set);
            case MapValue map -> 1 + Math.max(ofAll(map.keys()), ofAll(map.values()));
            case XArrayValue xarray -> 1 + ofAll(xarray.values());
        };
    }

    private static int ofAll(Iterable<Value> values) {
        int most = 0;
        for (Value value : values) {
            most = Math.max(most, of(value));
        }
        return most;
    }
}
