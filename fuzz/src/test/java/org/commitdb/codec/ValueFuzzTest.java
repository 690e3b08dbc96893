package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.state.RandomValues;
import org.commitdb.state.RichModel;
import org.commitdb.type.Attachment;
import org.commitdb.type.Type;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// Any bytes as a value: what is read equals itself, orders with itself, and is written as it was
/// read; or it is refused. The first byte chooses the type.
final class ValueFuzzTest {

    private static final RichModel MODEL = new RichModel();
    private static final int LARGEST_BYTES = 1 << 9;

    @FuzzTest(maxDuration = "10m")
    void valueIsRefusedOrCanonical(byte[] bytes) {
        if (bytes.length > 0) {
            Budget.hold(bytes.length, 4000, () -> isAccepted(bytes));
        }
    }

    private static boolean isAccepted(byte[] bytes) {
        List<Attachment> attachments = MODEL.attachments();
        Type type = attachments.get((bytes[0] & 0xff) % attachments.size()).documentType();
        byte[] encoded = Arrays.copyOfRange(bytes, 1, bytes.length);
        try {
            Value value = ValueReader.decode(encoded, type, MODEL.definitions(), "test");
            assertArrayEquals(encoded, ValueWriter.encode(value));
            Value again = ValueReader.decode(encoded, type, MODEL.definitions(), "test");
            assertEquals(value, again);
            assertEquals(value.hashCode(), again.hashCode());
            assertEquals(0, value.compareTo(again));
            return true;
        } catch (CorruptException e) {
            assertEquals("test", e.source());
            return false;
        }
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        RandomValues values = new RandomValues(new Random(3), MODEL);
        for (int i = 0; i < MODEL.attachments().size(); i++) {
            for (int j = 0; j < 2; j++) {
                Value value = values.of(MODEL.attachments().get(i).documentType());
                ByteWriter seed = new ByteWriter().writeByte(i);
                seed.writeBytes(ValueWriter.encode(value));
                if (seed.size() <= LARGEST_BYTES) {
                    assertTrue(isAccepted(seed.toByteArray()), value::toString);
                    seeds.put("value-" + i + "-" + j, seed.toByteArray());
                }
            }
        }
        Corpus.check(ValueFuzzTest.class, "valueIsRefusedOrCanonical", seeds);
    }
}
