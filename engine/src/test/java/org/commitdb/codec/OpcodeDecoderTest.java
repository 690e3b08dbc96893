package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.error.CorruptException;
import org.commitdb.path.Path;
import org.commitdb.state.RichModel;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.value.BoolValue;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.Test;

/// Decoding what several commits do to one document.
final class OpcodeDecoderTest {

    private static final UUID INSTANCE = new UUID(7, 7);

    private final Definitions definitions = new RichModel().definitions();
    private final Attachment mark = definitions.attachment("any_concept.mark");
    private final Concept thing = definitions.concept("Rich::Thing");
    private final OpcodeDecoder decoder = new OpcodeDecoder(mark, INSTANCE, definitions);

    private Key key() {
        return Key.of(mark.keyTarget(), INSTANCE, thing.runtimeId());
    }

    private byte[] body(Opcode... opcodes) {
        return CommitEncodings.encodeBody(new DocumentProgram(mark, key(), List.of(opcodes)));
    }

    @Test
    void eachCommitIsDecodedByItself() {
        Path held = Path.root(mark.documentType()).unwrap();
        Path a = held.field("a");
        Path other = held.key(StringValue.of("a")).unwrap();
        List<List<Opcode>> commits =
                List.of(
                        List.of(new Opcode.Update(a, BoolValue.of(true))),
                        List.of(
                                new Opcode.Update(a, BoolValue.of(false)),
                                new Opcode.Update(other, StringValue.of("x")),
                                new Opcode.Update(a, StringValue.of("y"))),
                        List.of(new Opcode.DocumentRemove()));
        for (List<Opcode> opcodes : commits) {
            assertEquals(opcodes, decoder.decode(body(opcodes.toArray(Opcode[]::new)), 1));
        }
    }

    @Test
    void documentIsNamedByTheKeyOfTheCommit() {
        assertEquals(key(), decoder.decodeKey(body(new Opcode.DocumentRemove()), 1));
    }

    @Test
    void failureNamesTheCommitAndTheAttachment() {
        String source = "commit 41 on " + mark;
        assertEquals(source, OpcodeDecoder.source(mark, 41));
        byte[] sound = body(new Opcode.DocumentRemove());
        byte[] withoutVerb = sound.clone();
        withoutVerb[sound.length - 1] = 0;
        assertEquals(source, failure(() -> decoder.decode(withoutVerb, 41)).source());
        byte[] withoutConcept = new ByteWriter().writeByte(1).writeByte(2).toByteArray();
        assertEquals(source, failure(() -> decoder.decode(withoutConcept, 41)).source());
        assertEquals(source, failure(() -> decoder.decodeKey(withoutConcept, 41)).source());
    }

    private static CorruptException failure(Runnable decoding) {
        return assertThrows(CorruptException.class, decoding::run);
    }
}
