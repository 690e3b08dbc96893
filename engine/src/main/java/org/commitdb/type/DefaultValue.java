package org.commitdb.type;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.bytes.Utf8;

/// What a default literal means, with the total order of values. Only values of one type are ever
/// compared.
sealed interface DefaultValue extends Comparable<DefaultValue> {

    /// A bool (0 or 1), a whole number, or the index of a case.
    record Whole(BigInteger number) implements DefaultValue {}

    /// A float or a double. **Invariants**: finite.
    record Real(double number) implements DefaultValue {}

    /// A string.
    record Text(String text) implements DefaultValue {}

    /// A UUID.
    record Id(UUID uuid) implements DefaultValue {}

    /// An optional.
    record Maybe(Optional<DefaultValue> value) implements DefaultValue {}

    /// Values by position: vec, mat (all columns back to back), tuple, structure, vector, set (in
    /// order), map (pairs, in order). The list is not copied: the zero of a large vec is one
    /// element, counted.
    record Several(List<? extends DefaultValue> values) implements DefaultValue {}

    /// The zero of a type that accepts no default. Never compared.
    record Opaque() implements DefaultValue {}

    @Override
    default int compareTo(DefaultValue other) {
        return switch (this) {
            case Whole whole -> whole.number.compareTo(((Whole) other).number);
            case Real real -> Double.compare(real.number, ((Real) other).number);
            case Text text ->
                    Arrays.compareUnsigned(
                            Utf8.encode(text.text), Utf8.encode(((Text) other).text));
            case Id id -> new RuntimeId(id.uuid).compareTo(new RuntimeId(((Id) other).uuid));
            case Maybe maybe ->
                    compareAll(
                            maybe.value.stream().toList(), ((Maybe) other).value.stream().toList());
            case Several several -> compareAll(several.values, ((Several) other).values);
            case Opaque opaque ->
                    throw new IllegalStateException("a type without defaults has no order here");
        };
    }

    private static int compareAll(
            List<? extends DefaultValue> left, List<? extends DefaultValue> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
