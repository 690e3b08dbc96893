package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.error.CorruptException;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.state.RichModel;
import org.commitdb.type.Attachment;
import org.junit.jupiter.api.Test;

/// Any bytes as what a commit does to one document, read as replay reads it. The first byte chooses
/// the attachment.
final class OpcodeFuzzTest {

    private static final RichModel MODEL = new RichModel();
    private static final UUID INSTANCE = new UUID(1, 2);
    private static final int LARGEST_BYTES = 1 << 9;

    @FuzzTest(maxDuration = "10m")
    void programIsRefusedOrCanonical(byte[] bytes) {
        if (bytes.length > 0) {
            Budget.hold(bytes.length, 4000, () -> isAccepted(bytes));
        }
    }

    private static boolean isAccepted(byte[] bytes) {
        List<Attachment> attachments = MODEL.attachments();
        Attachment attachment = attachments.get((bytes[0] & 0xff) % attachments.size());
        byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
        try {
            DocumentProgram program =
                    DocumentCodec.decode(body, attachment, INSTANCE, MODEL.definitions(), "test");
            assertArrayEquals(body, CommitEncodings.encodeBody(program));
            return true;
        } catch (CorruptException e) {
            assertEquals("test", e.source());
            return false;
        }
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        List<DocumentProgram> programs = SampleCommits.programs(2, 24);
        for (int i = 0; i < programs.size(); i++) {
            DocumentProgram program = programs.get(i);
            ByteWriter seed = new ByteWriter();
            seed.writeByte(MODEL.attachments().indexOf(program.attachment()));
            seed.writeBytes(CommitEncodings.encodeBody(program));
            if (seed.size() <= LARGEST_BYTES) {
                assertTrue(isAccepted(seed.toByteArray()), program::toString);
                seeds.put("program-" + i, seed.toByteArray());
            }
        }
        Corpus.check(OpcodeFuzzTest.class, "programIsRefusedOrCanonical", seeds);
    }
}
