package org.commitdb.codec;

import java.util.List;
import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.commit.Opcode;
import org.commitdb.error.CorruptException;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;

/// Decodes what many commits do to one document, one after the other.
///
/// **Threads**: one. **Cost**: O(bytes); what the commits have in common is worked out once.
public final class OpcodeDecoder {

    private final Attachment attachment;
    private final UUID instance;
    private final Definitions definitions;
    private final PathMemo paths;

    /// A decoder for the document of `attachment` for `instance`.
    public OpcodeDecoder(Attachment attachment, UUID instance, Definitions definitions) {
        this.attachment = attachment;
        this.instance = instance;
        this.definitions = definitions;
        this.paths = new PathMemo(attachment.documentType());
    }

    /// The opcodes in `body`, which is one commit's part on the document.
    ///
    /// **Errors**: as [DocumentCodec#decode], with `ordinal` in the message.
    public List<Opcode> decode(byte[] body, long ordinal) {
        try {
            ByteReader in = new ByteReader(body, "a commit");
            ValueReader values = new ValueReader(in, definitions);
            DocumentCodec.readConcept(in, attachment, definitions);
            return OpcodeCodec.readAll(in, values, paths);
        } catch (CorruptException e) {
            // Only a failure is worth a message that names the place.
            DocumentCodec.decode(
                    body, attachment, instance, definitions, source(attachment, ordinal));
            throw e;
        }
    }

    /// The key that `body`, which is one commit's part on the document, names it by.
    ///
    /// **Errors**: as [#decode].
    public Key decodeKey(byte[] body, long ordinal) {
        try {
            return DocumentCodec.decodeKey(body, attachment, instance, definitions, "a commit");
        } catch (CorruptException e) {
            // Only a failure is worth a message that names the place.
            DocumentCodec.decodeKey(
                    body, attachment, instance, definitions, source(attachment, ordinal));
            throw e;
        }
    }

    /// The name of what the commit at `ordinal` does to a document of `attachment`, for messages.
    public static String source(Attachment attachment, long ordinal) {
        return "commit " + ordinal + " on " + attachment;
    }
}
