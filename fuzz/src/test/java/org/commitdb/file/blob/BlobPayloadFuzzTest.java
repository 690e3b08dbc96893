package org.commitdb.file.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.junit.jupiter.api.Test;

/// Any bytes as the payload of a log record of a blob: an inline one, an inline one that is
/// compressed, or the extents of a large one, as the first byte says. What is read agrees with its
/// outline and comes back from what is written, or is refused.
final class BlobPayloadFuzzTest {

    private static final String SOURCE = "a record";
    private static final String LAYOUT = "uchar-1";
    private static final int KINDS = 3;

    @FuzzTest(maxDuration = "10m")
    void payloadIsRefusedOrComesBack(byte[] bytes) {
        if (bytes.length > 0) {
            // A compressed one may announce as much as a frame holds, whatever its own length.
            Budget.hold(bytes.length + InlineBlob.MAX_COMPRESSED, 40, () -> isAccepted(bytes));
        }
    }

    private static boolean isAccepted(byte[] bytes) {
        byte[] payload = Arrays.copyOfRange(bytes, 1, bytes.length);
        byte[] before = payload.clone();
        try {
            switch ((bytes[0] & 0xff) % KINDS) {
                case 0 -> inline(payload, false);
                case 1 -> inline(payload, true);
                default -> extents(payload);
            }
            return true;
        } catch (CorruptException e) {
            assertTrue(e.getMessage().contains(SOURCE), e.getMessage());
            return false;
        } finally {
            assertArrayEquals(before, payload);
        }
    }

    private static void inline(byte[] payload, boolean compressed) {
        InlineBlob.Outline outline = InlineBlob.outline(payload, compressed, SOURCE);
        assertTrue(outline.size() >= 0 && outline.storedSize() <= payload.length);
        InlineBlob blob = InlineBlob.decode(payload, compressed, SOURCE);
        assertEquals(outline.id(), blob.id());
        assertEquals(outline.layout(), blob.layout());
        assertEquals(outline.size(), blob.bytes().length);
        InlineBlob.Payload written =
                InlineBlob.encode(blob.id(), blob.layout(), blob.bytes(), blob.bytes().length);
        if (written != null) {
            InlineBlob again = InlineBlob.decode(written.bytes(), written.compressed(), SOURCE);
            assertEquals(blob.id(), again.id());
            assertEquals(blob.layout(), again.layout());
            assertArrayEquals(blob.bytes(), again.bytes());
            assertTrue(written.bytes().length <= InlineBlob.MAX_PAYLOAD);
        } else {
            assertTrue(payload.length > InlineBlob.MAX_PAYLOAD / 2 || compressed);
        }
    }

    private static void extents(byte[] payload) {
        BlobRecord blob = BlobRecord.decode(payload, SOURCE);
        assertArrayEquals(payload, blob.encode());
        long room = blob.extents().stream().mapToLong(BlobExtent::length).sum();
        assertTrue(blob.totalBytes() <= room);
        assertTrue(blob.totalBytes() > room - blob.extents().getLast().length());
        long frames = blob.frameCount();
        long last = blob.frameLength(frames - 1);
        assertTrue(last >= 1 && last <= blob.frameLength(0));
        assertEquals(blob.size(), ((frames - 1) << blob.log2Frame()) + last);
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        int number = 0;
        for (byte[] content : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[5000])) {
            BlobId id = BlobId.ofContent(LAYOUT, content);
            InlineBlob.Payload payload = InlineBlob.encode(id, LAYOUT, content, content.length);
            assertTrue(payload != null);
            seeds.put("inline-" + number++, with(payload.compressed() ? 1 : 0, payload.bytes()));
        }
        long unit = BlobExtent.ALIGNMENT;
        for (BlobCodec codec : BlobCodec.values()) {
            List<BlobExtent> extents =
                    List.of(new BlobExtent(5 * unit, 2 * unit), new BlobExtent(unit, 3 * unit));
            BlobRecord blob =
                    new BlobRecord(BlobId.NONE, LAYOUT, 300_000, 300_000, 18, codec, extents);
            seeds.put("extents-" + codec.code(), with(2, blob.encode()));
        }
        seeds.forEach((name, seed) -> assertTrue(isAccepted(seed), name));
        Corpus.check(BlobPayloadFuzzTest.class, "payloadIsRefusedOrComesBack", seeds);
    }

    private static byte[] with(int kind, byte[] payload) {
        return new ByteWriter().writeByte(kind).writeBytes(payload).toByteArray();
    }
}
