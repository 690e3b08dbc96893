package org.commitdb.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.commitdb.type.PrimitiveType;
import org.jspecify.annotations.Nullable;

/// Makes values of primitive types from plain Java objects: no text is parsed, no number is taken
/// for a bool or a bool for a number.
final class ScalarConversion {

    private ScalarConversion() {}

    static Value convert(PrimitiveType type, @Nullable Object object) {
        return switch (type) {
            case BOOL -> object instanceof Boolean flag ? BoolValue.of(flag) : unfit(type, object);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                    ofInteger(type, object);
            case FLOAT -> FloatValue.of(NumberRange.toFloat(number(type, object)));
            case DOUBLE -> DoubleValue.of(number(type, object));
            case BLOB_ID ->
                    object instanceof byte[] bytes ? BlobIdValue.of(bytes) : unfit(type, object);
            case COMMIT_ID ->
                    object instanceof byte[] bytes ? CommitIdValue.of(bytes) : unfit(type, object);
            case UUID -> object instanceof UUID uuid ? UuidValue.of(uuid) : unfit(type, object);
            case STRING ->
                    object instanceof String text ? StringValue.of(text) : unfit(type, object);
            case BLOB -> object instanceof byte[] bytes ? BlobValue.of(bytes) : unfit(type, object);
            case VOID -> unfit(type, object);
        };
    }

    private static Value ofInteger(PrimitiveType type, @Nullable Object object) {
        return switch (object) {
            case Byte number -> IntegerValue.of(type, number.longValue());
            case Short number -> IntegerValue.of(type, number.longValue());
            case Integer number -> IntegerValue.of(type, number.longValue());
            case Long number -> IntegerValue.of(type, number.longValue());
            case BigInteger number -> IntegerValue.of(type, number);
            case null, default -> unfit(type, object);
        };
    }

    private static double number(PrimitiveType type, @Nullable Object object) {
        return switch (object) {
            case Byte number -> number.doubleValue();
            case Short number -> number.doubleValue();
            case Integer number -> number.doubleValue();
            case Long number -> number.doubleValue();
            case Float number -> number.doubleValue();
            case Double number -> number;
            case BigInteger number -> finite(type, number.doubleValue(), number);
            case BigDecimal number -> finite(type, number.doubleValue(), number);
            case null, default -> throw Conversion.unfit(type, object);
        };
    }

    private static double finite(PrimitiveType type, double rounded, Number exact) {
        if (Double.isInfinite(rounded)) {
            throw new IllegalArgumentException(
                    "the number " + exact + " is out of the range of " + type);
        }
        return rounded;
    }

    private static Value unfit(PrimitiveType type, @Nullable Object object) {
        throw Conversion.unfit(type, object);
    }
}
