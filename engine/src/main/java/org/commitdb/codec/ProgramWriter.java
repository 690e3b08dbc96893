package org.commitdb.codec;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.type.RuntimeId;

/// Writes a program; its form is described at [CommitCodec].
final class ProgramWriter {

    private final ByteWriter out;
    private final Map<RuntimeId, Integer> dictionary = new LinkedHashMap<>();

    ProgramWriter(ByteWriter out) {
        this.out = out;
    }

    void write(List<DocumentProgram> program) {
        if (program.isEmpty()) {
            throw new IllegalArgumentException("a program has at least one document");
        }
        ByteWriter documents = new ByteWriter(256);
        ByteWriter body = new ByteWriter(256);
        ValueWriter values = new ValueWriter(body);
        Set<List<Object>> seen = HashSet.newHashSet(program.size());
        for (DocumentProgram document : program) {
            RuntimeId attachment = document.attachment().runtimeId();
            UUID instance = document.key().instance();
            if (!seen.add(List.of(attachment, instance))) {
                throw new IllegalArgumentException(
                        "a program has each document once: "
                                + document.attachment()
                                + " of "
                                + instance);
            }
            body.clear();
            DocumentCodec.write(body, values, document);
            documents.writeVarint(indexOf(attachment));
            ValueWriter.writeUuid(documents, instance);
            documents.writeByte(flags(document)).writeVarint(body.size());
            body.writeTo(documents);
        }
        out.writeVarint(dictionary.size());
        dictionary.keySet().forEach(id -> ValueWriter.writeUuid(out, id.uuid()));
        out.writeVarint(values.blobs().size());
        for (BlobId blob : values.blobs()) {
            out.writeBytes(blob.toByteArray());
        }
        out.writeVarint(program.size());
        documents.writeTo(out);
    }

    private int indexOf(RuntimeId id) {
        return dictionary.computeIfAbsent(id, key -> dictionary.size());
    }

    private static int flags(DocumentProgram document) {
        for (Opcode opcode : document.opcodes()) {
            if (!(opcode instanceof Opcode.Edit)) {
                return ProgramReader.BASELINE;
            }
        }
        return 0;
    }
}
