package org.commitdb.tools.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.state.RandomValues;
import org.commitdb.state.RichModel;
import org.commitdb.type.Attachment;
import org.commitdb.type.Type;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// Any text as the JSON of a value: writing and reading what was read gives the same text and, from
/// then on, the same value; or it is refused with a path. The first byte chooses the type.
final class ValueJsonFuzzTest {

    private static final RichModel MODEL = new RichModel();
    private static final ValueJson JSON = new ValueJson(MODEL.definitions());
    private static final int LARGEST_BYTES = 1 << 10;

    @FuzzTest(maxDuration = "10m")
    void textIsRefusedOrRoundTrips(byte[] bytes) {
        if (bytes.length > 0) {
            Budget.hold(bytes.length, 20_000, () -> isAccepted(bytes));
        }
    }

    private static boolean isAccepted(byte[] bytes) {
        List<Attachment> attachments = MODEL.attachments();
        Type type = attachments.get((bytes[0] & 0xff) % attachments.size()).documentType();
        String text =
                new String(Arrays.copyOfRange(bytes, 1, bytes.length), StandardCharsets.UTF_8);
        Value value;
        try {
            value = JSON.decode(type, text);
        } catch (JsonException e) {
            assertTrue(e.path().startsWith("$") || !e.path().isEmpty(), e.getMessage());
            return false;
        }
        String written = JSON.encode(value);
        Value again = JSON.decode(type, written);
        assertEquals(written, JSON.encode(again), text);
        assertEquals(again, JSON.decode(type, JSON.encodeIndented(again)), text);
        return true;
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        RandomValues values = new RandomValues(new Random(5), MODEL);
        for (int i = 0; i < MODEL.attachments().size(); i++) {
            for (int j = 0; j < 2; j++) {
                Value value = values.of(MODEL.attachments().get(i).documentType());
                byte[] seed = seed(i, value);
                if (seed.length > 0 && seed.length <= LARGEST_BYTES) {
                    assertTrue(isAccepted(seed), value::toString);
                    seeds.put("value-" + i + "-" + j, seed);
                }
            }
        }
        Corpus.check(ValueJsonFuzzTest.class, "textIsRefusedOrRoundTrips", seeds);
    }

    /// The input that is read as `value`; nothing when it has no JSON form, like NaN.
    private static byte[] seed(int type, Value value) {
        try {
            byte[] text = JSON.encode(value).getBytes(StandardCharsets.UTF_8);
            return new ByteWriter().writeByte(type).writeBytes(text).toByteArray();
        } catch (JsonException e) {
            return new byte[0];
        }
    }
}
