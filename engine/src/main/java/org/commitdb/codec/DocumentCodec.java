package org.commitdb.codec;

import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.RuntimeId;
import org.commitdb.value.Key;

/// Writes and reads what one commit does to one document whose attachment and instance are known.
///
/// **Shape**: 01 when the key's concept is the one that the attachment names, or 02 and 16 bytes of
/// the concept's runtime id; then the opcodes, see [OpcodeCodec].
public final class DocumentCodec {

    private static final int CONCEPT_OF_ATTACHMENT = 1;
    private static final int OTHER_CONCEPT = 2;

    private DocumentCodec() {}

    static void write(ByteWriter out, ValueWriter values, DocumentProgram document) {
        RuntimeId concept = document.key().concept();
        if (isStatic(document.attachment(), concept)) {
            out.writeByte(CONCEPT_OF_ATTACHMENT);
        } else {
            ValueWriter.writeUuid(out.writeByte(OTHER_CONCEPT), concept.uuid());
        }
        for (Opcode opcode : document.opcodes()) {
            OpcodeCodec.write(out, values, opcode);
        }
    }

    /// What `body` does to the document of `attachment` for `instance`; `source` names the bytes in
    /// messages.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the bytes are no such program in its
    /// canonical form.
    public static DocumentProgram decode(
            byte[] body,
            Attachment attachment,
            UUID instance,
            Definitions definitions,
            String source) {
        ByteReader in = new ByteReader(body, source);
        return read(in, new ValueReader(in, definitions), attachment, instance);
    }

    /// Reads to the end of `in`, from which `values` reads too.
    static DocumentProgram read(
            ByteReader in, ValueReader values, Attachment attachment, UUID instance) {
        RuntimeId concept = readConcept(in, attachment, values.definitions());
        return new DocumentProgram(
                attachment,
                Key.of(attachment.keyTarget(), instance, concept),
                OpcodeCodec.readAll(in, values, new PathMemo(attachment.documentType())));
    }

    /// The key that `body` names its document by. **Errors**: as [#decode].
    public static Key decodeKey(
            byte[] body,
            Attachment attachment,
            UUID instance,
            Definitions definitions,
            String source) {
        RuntimeId concept = readConcept(new ByteReader(body, source), attachment, definitions);
        return Key.of(attachment.keyTarget(), instance, concept);
    }

    static RuntimeId readConcept(ByteReader in, Attachment attachment, Definitions definitions) {
        int form = in.readByte();
        if (form == CONCEPT_OF_ATTACHMENT && attachment.keyTarget() instanceof Concept concept) {
            return concept.runtimeId();
        }
        if (form != OTHER_CONCEPT) {
            throw in.corrupt("the concept of a key for " + attachment, "form " + form);
        }
        RuntimeId concept = new RuntimeId(ValueReader.readUuid(in));
        boolean conforms =
                !concept.isNone() && definitions.conforms(attachment.keyTarget(), concept);
        if (!conforms || isStatic(attachment, concept)) {
            throw in.corrupt(
                    "another concept that a key for " + attachment + " may have",
                    concept.toString());
        }
        return concept;
    }

    private static boolean isStatic(Attachment attachment, RuntimeId concept) {
        return attachment.keyTarget() instanceof Concept target
                && target.runtimeId().equals(concept);
    }
}
