package org.commitdb.tools.json;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.commitdb.type.PrimitiveType;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.CommitIdValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.FloatValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;

/// Makes values of primitive types.
final class ScalarDecoder {

    private static final int ID_DIGITS = 2 * BlobIdValue.SIZE;

    private ScalarDecoder() {}

    static Value decode(PrimitiveType type, Place place) {
        return switch (type) {
            case BOOL -> BoolValue.of(place.bool());
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> integer(type, place);
            case FLOAT -> {
                float number = Float.parseFloat(place.number());
                requireFinite(number, type, place);
                yield FloatValue.of(number);
            }
            case DOUBLE -> {
                double number = Double.parseDouble(place.number());
                requireFinite(number, type, place);
                yield DoubleValue.of(number);
            }
            case STRING -> wellFormed(place, () -> StringValue.of(place.text()));
            case UUID -> UuidValue.of(place.uuid());
            case BLOB -> BlobValue.of(base64(place));
            case BLOB_ID -> BlobIdValue.of(id(place));
            case COMMIT_ID -> CommitIdValue.of(id(place));
            case VOID -> throw place.refuse(JsonProblem.EXPECTED_TYPE, "void has no value");
        };
    }

    private static Value integer(PrimitiveType type, Place place) {
        BigInteger number = new BigInteger(place.integer());
        int bits = type.widthBytes() * Byte.SIZE;
        boolean fits =
                type.isUnsigned()
                        ? number.signum() >= 0 && number.bitLength() <= bits
                        : number.bitLength() < bits;
        if (!fits) {
            throw outOfRange(type, place);
        }
        return IntegerValue.of(type, number);
    }

    private static void requireFinite(double number, PrimitiveType type, Place place) {
        if (!Double.isFinite(number)) {
            throw outOfRange(type, place);
        }
    }

    private static JsonException outOfRange(PrimitiveType type, Place place) {
        return place.refuse(
                JsonProblem.OUT_OF_RANGE,
                "the value " + place.number() + " is not in the range of " + type);
    }

    private static byte[] base64(Place place) {
        String text = place.text();
        if (text.length() % 4 != 0) {
            throw place.refuse(JsonProblem.MALFORMED_TEXT, "malformed Base64");
        }
        return wellFormed(place, () -> Base64.getDecoder().decode(text));
    }

    private static byte[] id(Place place) {
        String text = place.text();
        if (text.length() != ID_DIGITS) {
            throw place.refuse(
                    JsonProblem.MALFORMED_TEXT,
                    "expected " + ID_DIGITS + " hex digits, found " + text.length());
        }
        return wellFormed(place, () -> HexFormat.of().parseHex(text));
    }

    private static <T> T wellFormed(Place place, Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException e) {
            throw place.refuse(JsonProblem.MALFORMED_TEXT, "malformed text: " + e.getMessage());
        }
    }
}
