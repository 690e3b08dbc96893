package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.error.CorruptException;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RandomValues;
import org.commitdb.state.RichModel;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.AnyType;
import org.commitdb.type.Attachment;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.TypeCode;
import org.commitdb.type.VecType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// That bytes which are no canonical encoding are refused with a [CorruptException] and nothing
/// else, and that what is accepted is canonical.
final class CommitCodecCorruptionTest {

    private static final RichModel MODEL = new RichModel();

    @Property(tries = 300)
    void damagedCommitsAreRefusedOrCanonical(@ForAll long seed) {
        Random random = new Random(seed);
        RandomHistory made = grown(seed);
        for (byte[] bytes : made.encoded()) {
            for (int i = 0; i < 20; i++) {
                byte[] damaged = damaged(bytes, random);
                withBoundedAllocation(damaged.length, () -> assertRefusedOrCanonical(damaged));
            }
        }
    }

    @Property(tries = 300)
    void damagedDocumentBodiesAreRefusedOrCanonical(@ForAll long seed) {
        Random random = new Random(seed);
        for (Commit commit : grown(seed).commits()) {
            for (DocumentProgram program : commit.program()) {
                byte[] body = CommitEncodings.encodeBody(program);
                for (int i = 0; i < 20; i++) {
                    byte[] damaged = damaged(body, random);
                    withBoundedAllocation(
                            damaged.length, () -> assertBodyRefusedOrCanonical(damaged, program));
                }
            }
        }
    }

    @Property(tries = 300)
    void damagedValuesAreRefusedOrCanonical(@ForAll long seed) {
        Random random = new Random(seed);
        RandomValues values = new RandomValues(random, MODEL);
        for (Attachment attachment : MODEL.attachments()) {
            byte[] bytes = ValueWriter.encode(values.of(attachment.documentType()));
            for (int i = 0; i < 50; i++) {
                byte[] damaged = damaged(bytes, random);
                withBoundedAllocation(
                        damaged.length,
                        () -> {
                            try {
                                Value value = decode(damaged, attachment);
                                assertArrayEquals(damaged, ValueWriter.encode(value));
                            } catch (CorruptException e) {
                                assertEquals("test", e.source());
                            }
                        });
            }
        }
    }

    private static Value decode(byte[] bytes, Attachment attachment) {
        return ValueReader.decode(bytes, attachment.documentType(), MODEL.definitions(), "test");
    }

    private static void assertRefusedOrCanonical(byte[] bytes) {
        try {
            CommitHeader header = CommitCodec.outline(bytes).header();
            Commit commit = CommitCodec.decode(header, bytes, MODEL.definitions());
            assertArrayEquals(bytes, CommitEncodings.encode(commit));
        } catch (CorruptException e) {
            assertTrue(e.source().startsWith("commit "), e.source());
        }
    }

    private static void assertBodyRefusedOrCanonical(byte[] body, DocumentProgram program) {
        try {
            DocumentProgram decoded =
                    DocumentCodec.decode(
                            body,
                            program.attachment(),
                            program.key().instance(),
                            MODEL.definitions(),
                            "test");
            assertArrayEquals(body, CommitEncodings.encodeBody(decoded));
        } catch (CorruptException e) {
            assertEquals("test", e.source());
        }
    }

    /// One kind of damage: a bit, a byte, a cut, an insertion, a removal, a copy, or other bytes.
    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt(256);
            case 2 -> copy = Arrays.copyOf(bytes, at);
            case 3 -> copy[at] = (byte) random.nextInt(32);
            case 4 -> {
                int end = at + random.nextInt(Math.min(20, bytes.length - at) + 1);
                ByteWriter out = new ByteWriter();
                out.writeBytes(bytes, 0, end).writeBytes(bytes, at, bytes.length - at);
                copy = out.toByteArray();
            }
            case 5 -> {
                int end = at + random.nextInt(Math.min(20, bytes.length - at) + 1);
                ByteWriter out = new ByteWriter();
                out.writeBytes(bytes, 0, at).writeBytes(bytes, end, bytes.length - end);
                copy = out.toByteArray();
            }
            default -> {
                copy = new byte[random.nextInt(120)];
                random.nextBytes(copy);
                System.arraycopy(bytes, 0, copy, 0, Math.min(at, copy.length));
            }
        }
        return copy;
    }

    @Test
    void textBelowAnyThatIsNoFieldNameIsRefused() {
        Attachment mark = MODEL.definitions().attachment("any_concept.mark");
        ByteWriter body = new ByteWriter();
        body.writeByte(2);
        ValueWriter.writeUuid(body, MODEL.definitions().concept("Rich::Thing").runtimeId().uuid());
        body.writeByte(3).writeVarint(2).writeByte(6).writeByte(1).writeString("a.b");
        assertBodyRefused(body, mark);
    }

    @Test
    void documentWithoutOpcodesIsRefused() {
        assertBodyRefused(
                new ByteWriter().writeByte(1), MODEL.definitions().attachment("Rich::Thing.name"));
    }

    @Test
    void everyNaNButTheCanonicalOneIsRefusedInVec() {
        VecType type = new VecType(PrimitiveType.FLOAT, 1);
        byte[] other = new ByteWriter().writeInt(0x7fc00001).toByteArray();
        byte[] canonical = new ByteWriter().writeInt(0x7fc00000).toByteArray();
        assertThrows(
                CorruptException.class,
                () -> ValueReader.decode(other, type, MODEL.definitions(), "test"));
        assertArrayEquals(
                canonical,
                ValueWriter.encode(
                        ValueReader.decode(canonical, type, MODEL.definitions(), "test")));
    }

    @Test
    void slotsAtOnePositionAreRefusedInCommits() {
        assertSlotsRefused(2);
        assertSlotsRefused(1000);
    }

    /// So many slots, the last one where the first is.
    private static void assertSlotsRefused(int count) {
        Attachment notes = MODEL.definitions().attachment("Rich::Crew.notes");
        ByteWriter body = new ByteWriter();
        body.writeByte(2);
        ValueWriter.writeUuid(body, MODEL.definitions().concept("Rich::Other").runtimeId().uuid());
        body.writeByte(1).writeVarint(count);
        for (int slot = 1; slot < count; slot++) {
            ValueWriter.writeUuid(body, new UUID(1, slot));
            body.writeByte(0).writeString("a");
        }
        ValueWriter.writeUuid(body, new UUID(1, 1));
        body.writeByte(1);
        ByteWriter commit = new ByteWriter();
        commit.writeByte(1).writeByte(1).writeBytes(new byte[CommitId.SIZE]).writeLong(5);
        commit.writeString("").writeString("").writeVarint(1);
        ValueWriter.writeUuid(commit, notes.runtimeId().uuid());
        commit.writeVarint(0).writeVarint(1).writeVarint(0);
        ValueWriter.writeUuid(commit, new UUID(9, 9));
        commit.writeByte(1).writeVarint(body.size());
        body.writeTo(commit);
        byte[] bytes = commit.toByteArray();
        CommitHeader header = CommitCodec.outline(bytes).header();
        CorruptException refused =
                assertThrows(
                        CorruptException.class,
                        () -> CommitCodec.decode(header, bytes, MODEL.definitions()));
        assertTrue(String.valueOf(refused.getMessage()).contains("position"), refused.getMessage());
    }

    @Test
    void editsThatAPlaceDoesNotTakeAreRefused() {
        Attachment name = MODEL.definitions().attachment("Rich::Thing.name");
        for (int verb = 4; verb <= 11; verb++) {
            ByteWriter body = new ByteWriter().writeByte(1).writeByte(verb).writeVarint(0);
            body.writeBytes(new byte[40]);
            assertBodyRefused(body, name);
        }
        assertBodyRefused(new ByteWriter().writeByte(1).writeByte(12), name);
        assertBodyRefused(new ByteWriter().writeByte(1).writeByte(0), name);
    }

    @Test
    void anyInAnyBeyondTheLimitIsRefusedOnASmallStack() throws InterruptedException {
        ByteWriter out = new ByteWriter();
        for (int level = 0; level < 300; level++) {
            out.writeByte(1);
            for (int i = 0; i < 100; i++) {
                out.writeByte(TypeCode.OPTIONAL);
            }
            out.writeByte(TypeCode.ANY);
            for (int i = 0; i < 100; i++) {
                out.writeByte(1);
            }
        }
        byte[] bytes = out.writeByte(0).toByteArray();
        Throwable[] thrown = new Throwable[1];
        Thread reader =
                new Thread(
                        null,
                        () -> {
                            try {
                                ValueReader.decode(bytes, AnyType.ANY, MODEL.definitions(), "test");
                            } catch (Throwable t) {
                                thrown[0] = t;
                            }
                        },
                        "small stack",
                        512 << 10);
        reader.start();
        reader.join();
        assertTrue(thrown[0] instanceof CorruptException, String.valueOf(thrown[0]));
    }

    @Test
    void countsThatNoBytesFollowAllocateNothing() {
        byte[] huge = new ByteWriter().writeVarint(Integer.MAX_VALUE).toByteArray();
        for (Attachment attachment :
                List.of(
                        MODEL.definitions().attachment("Rich::Gadget.tags"),
                        MODEL.definitions().attachment("Rich::Crew.notes"),
                        MODEL.definitions().attachment("Rich::Thing.log"),
                        MODEL.definitions().attachment("Rich::Thing.name"))) {
            withBoundedAllocation(
                    0, () -> assertThrows(CorruptException.class, () -> decode(huge, attachment)));
        }
    }

    @Test
    void pathOfTooManyStepsIsRefused() {
        Attachment mark = MODEL.definitions().attachment("any_concept.mark");
        ByteWriter body = new ByteWriter();
        body.writeByte(2);
        ValueWriter.writeUuid(body, MODEL.definitions().concept("Rich::Thing").runtimeId().uuid());
        body.writeByte(3).writeVarint(100_000);
        for (int i = 0; i < 100_000; i++) {
            body.writeByte(6);
        }
        body.writeByte(PrimitiveType.BOOL.code()).writeByte(1);
        withBoundedAllocation(body.size(), () -> assertBodyRefused(body, mark));
    }

    @Test
    void emptySlotCountOfAnXArrayIsTheEmptyXArray() {
        XArrayType type = new XArrayType(PrimitiveType.BOOL);
        Value value = ValueReader.decode(new byte[] {0}, type, MODEL.definitions(), "test");
        assertEquals(Value.zero(type), value);
    }

    private static void assertBodyRefused(ByteWriter body, Attachment attachment) {
        byte[] bytes = body.toByteArray();
        assertThrows(
                CorruptException.class,
                () ->
                        DocumentCodec.decode(
                                bytes, attachment, new UUID(1, 1), MODEL.definitions(), "test"));
    }

    /// What `work` allocates must follow the bytes that are there, not the numbers that they spell.
    private static void withBoundedAllocation(int lengthBytes, Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(
                allocatedBytes < (4L << 20) + 2000L * lengthBytes,
                allocatedBytes + " bytes for " + lengthBytes);
    }

    private static RandomHistory grown(long seed) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            return new RandomHistory(store, MODEL, seed).grow(12);
        }
    }
}
