package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

/// The rules of a program that can be checked without the definitions.
final class ProgramCorruptionTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final UUID INSTANCE = new UUID(9, 9);

    private final ByteWriter program = new ByteWriter();

    private ProgramCorruptionTest attachments(UUID... ids) {
        program.writeVarint(ids.length);
        for (UUID id : ids) {
            ValueWriter.writeUuid(program, id);
        }
        return this;
    }

    private ProgramCorruptionTest blobs(BlobId... blobs) {
        program.writeVarint(blobs.length);
        for (BlobId blob : blobs) {
            program.writeBytes(blob.toByteArray());
        }
        return this;
    }

    private ProgramCorruptionTest documents(int count) {
        program.writeVarint(count);
        return this;
    }

    private ProgramCorruptionTest document(long attachment, UUID instance, int flags, int length) {
        program.writeVarint(attachment);
        ValueWriter.writeUuid(program, instance);
        program.writeByte(flags).writeVarint(length).writeBytes(new byte[length]);
        return this;
    }

    private ProgramCorruptionTest document(long attachment) {
        return document(attachment, INSTANCE, 0, 2);
    }

    private CommitOutline outline() {
        ByteWriter commit = new ByteWriter();
        commit.writeByte(1).writeByte(1).writeBytes(new byte[CommitId.SIZE]).writeLong(5);
        commit.writeString("").writeString("");
        program.writeTo(commit);
        return CommitCodec.outline(commit.toByteArray());
    }

    private static void refuses(Consumer<ProgramCorruptionTest> writing) {
        ProgramCorruptionTest program = new ProgramCorruptionTest();
        writing.accept(program);
        assertThrows(CorruptException.class, program::outline);
    }

    private static BlobId blob(int first) {
        byte[] bytes = new byte[BlobId.SIZE];
        bytes[0] = (byte) first;
        return BlobId.of(bytes);
    }

    @Test
    void outlineTellsBlobsAndDocuments() {
        int start = 1 + 1 + CommitId.SIZE + Long.BYTES + 2;
        CommitOutline outline =
                attachments(ONE, TWO)
                        .blobs(blob(1), blob(200))
                        .documents(3)
                        .document(0, INSTANCE, 0, 2)
                        .document(1, INSTANCE, 1, 5)
                        .document(0, ONE, 0, 1)
                        .outline();
        assertEquals(List.of(blob(1), blob(200)), outline.blobs());
        int first = start + 1 + 2 * 16 + 1 + 2 * BlobId.SIZE + 1 + 1 + 16 + 2;
        assertEquals(
                List.of(
                        new CommitOutline.Section(ONE, INSTANCE, false, first, 2),
                        new CommitOutline.Section(TWO, INSTANCE, true, first + 2 + 19, 5),
                        new CommitOutline.Section(ONE, ONE, false, first + 2 + 19 + 5 + 19, 1)),
                outline.sections());
    }

    @Test
    void programHasDocuments() {
        refuses(p -> p.attachments().blobs().documents(0));
        refuses(p -> p.attachments().blobs());
    }

    @Test
    void attachmentsAreThoseOfTheDocumentsInTheOrderOfFirstUse() {
        refuses(p -> p.attachments(ONE, TWO).blobs().documents(1).document(0));
        refuses(p -> p.attachments(ONE, TWO).blobs().documents(2).document(1).document(0));
        refuses(p -> p.attachments(ONE, ONE).blobs().documents(2).document(0).document(1));
        refuses(p -> p.attachments().blobs().documents(1).document(0));
        refuses(p -> p.attachments(ONE).blobs().documents(2).document(0).document(1));
        refuses(p -> p.attachments(ONE).blobs().documents(2).document(0).document(Long.MIN_VALUE));
    }

    @Test
    void blobsAscendAndNoneIsNoBlob() {
        refuses(p -> p.attachments(ONE).blobs(blob(2), blob(1)).documents(1).document(0));
        refuses(p -> p.attachments(ONE).blobs(blob(1), blob(1)).documents(1).document(0));
        refuses(p -> p.attachments(ONE).blobs(BlobId.NONE).documents(1).document(0));
        refuses(p -> p.attachments(ONE).blobs(blob(200), blob(1)).documents(1).document(0));
    }

    @Test
    void documentIsThereOnce() {
        refuses(p -> p.attachments(ONE).blobs().documents(2).document(0).document(0));
    }

    @Test
    void documentHasKnownFlagsAndABody() {
        refuses(p -> p.attachments(ONE).blobs().documents(1).document(0, INSTANCE, 2, 2));
        refuses(p -> p.attachments(ONE).blobs().documents(1).document(0, INSTANCE, 0, 0));
    }

    @Test
    void programEndsWithItsLastDocument() {
        refuses(p -> p.attachments(ONE).blobs().documents(1).document(0).documents(0));
        refuses(p -> p.attachments(ONE).blobs().documents(2).document(0));
    }
}
