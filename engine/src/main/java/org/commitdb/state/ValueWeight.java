package org.commitdb.state;

import java.util.Iterator;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.CommitIdValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.FloatValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.MatValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

/// Guesses how many bytes of the heap a value takes: of a large container it looks at the first few
/// elements and takes the others to be like them.
///
/// **Cost**: O(1): at most [#MAX_LOOKS] values are looked at.
final class ValueWeight {

    private static final int MAX_LOOKS = 256;
    private static final int SAMPLE = 8;
    private static final int OBJECT_BYTES = 32;
    private static final int SLOT_BYTES = 40;

    private int looks;

    private ValueWeight() {}

    /// About how many bytes `value` takes.
    static long of(Value value) {
        return new ValueWeight().weigh(value);
    }

    private long weigh(Value value) {
        if (++looks > MAX_LOOKS) {
            return OBJECT_BYTES;
        }
        return OBJECT_BYTES
                + switch (value) {
                    case BlobValue blob -> blob.size();
                    case StringValue string -> 2L * string.value().length();
                    case VecValue vec -> (long) Double.BYTES * vec.size();
                    case MatValue mat -> (long) Double.BYTES * mat.size();
                    case BlobIdValue id -> BlobIdValue.SIZE;
                    case CommitIdValue id -> CommitIdValue.SIZE;
                    case OptionalValue optional -> optional.value().map(this::weigh).orElse(0L);
                    case AnyValue any -> any.value().map(this::weigh).orElse(0L);
                    case VariantValue variant -> weigh(variant.value());
                    case StructureValue structure -> {
                        long sum = 0;
                        for (int i = 0; i < structure.size(); i++) {
                            sum += weigh(structure.get(i));
                        }
                        yield sum;
                    }
                    case TupleValue tuple -> {
                        long sum = 0;
                        for (int i = 0; i < tuple.size(); i++) {
                            sum += weigh(tuple.get(i));
                        }
                        yield sum;
                    }
                    case VectorValue vector -> all(vector, vector.size());
                    case SetValue set -> all(set, set.size());
                    case MapValue map ->
                            all(map.keys(), map.size()) + all(map.values(), map.size());
                    case XArrayValue xarray ->
                            all(xarray.values(), xarray.size())
                                    + (long) SLOT_BYTES * xarray.slotCount();
                    case BoolValue scalar -> 0;
                    case IntegerValue scalar -> 0;
                    case FloatValue scalar -> 0;
                    case DoubleValue scalar -> 0;
                    case UuidValue scalar -> 0;
                    case EnumerationValue scalar -> 0;
                    case Key key -> OBJECT_BYTES;
                };
    }

    private long all(Iterable<Value> values, int count) {
        long sum = 0;
        int sampled = 0;
        for (Iterator<Value> each = values.iterator(); sampled < SAMPLE && each.hasNext(); ) {
            sum += weigh(each.next());
            sampled++;
        }
        return sampled == 0 ? 0 : (long) ((double) sum / sampled * count);
    }
}
