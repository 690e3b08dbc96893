package org.commitdb.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.state.RichModel;
import org.commitdb.type.Attachment;
import org.commitdb.type.Type;
import org.junit.jupiter.api.Test;

/// Any text as a path: what is read is read again from how it is written; or it is refused with a
/// message. The first byte chooses the document type, the rest is UTF-8.
final class PathTextFuzzTest {

    private static final RichModel MODEL = new RichModel();

    @FuzzTest(maxDuration = "10m")
    void textIsRefusedOrRoundTrips(byte[] bytes) {
        if (bytes.length > 0) {
            Budget.hold(bytes.length, 4000, () -> isAccepted(bytes));
        }
    }

    private static boolean isAccepted(byte[] bytes) {
        List<Attachment> attachments = MODEL.attachments();
        Type type = attachments.get((bytes[0] & 0xff) % attachments.size()).documentType();
        String text =
                new String(Arrays.copyOfRange(bytes, 1, bytes.length), StandardCharsets.UTF_8);
        Path path;
        try {
            path = Path.parse(type, text);
        } catch (IllegalArgumentException e) {
            assertEquals(IllegalArgumentException.class, e.getClass());
            assertTrue(!String.valueOf(e.getMessage()).isBlank());
            return false;
        }
        assertEquals(path, Path.parse(type, path.toString()), text);
        assertEquals(path, Path.of(type, path.steps()), text);
        return true;
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        String[] texts = {
            "0",
            "0.point.x",
            "0.maybe?.labels",
            "0.free?",
            "0.free?{string \"a\"}",
            "0.choice?",
            "0.place[2]",
            "0.pair[1]?",
            "0.points[12].steps<00000000-0000-0001-0000-000000000002>",
            "0.scores{\"a\\n\\u00e4\"}.x",
            "0.items<0e5f6a7c-0000-0001-0000-000000000002>.labels",
            "2<0e5f6a7c-0000-0001-0000-000000000002>",
            "3?",
            "4{.red}[3]?",
            "6?<0e5f6a7c-0000-0001-0000-000000000002>?"
        };
        for (int i = 0; i < texts.length; i++) {
            ByteWriter seed = new ByteWriter().writeByte(texts[i].charAt(0) - '0');
            seed.writeBytes(texts[i].substring(1).getBytes(StandardCharsets.UTF_8));
            assertTrue(isAccepted(seed.toByteArray()), texts[i]);
            seeds.put("path-" + i, seed.toByteArray());
        }
        Corpus.check(PathTextFuzzTest.class, "textIsRefusedOrRoundTrips", seeds);
    }
}
