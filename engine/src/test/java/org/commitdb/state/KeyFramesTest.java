package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.path.Path;
import org.commitdb.store.CountingRecordStore;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much a read replays, by counting what it asks of the store.
final class KeyFramesTest {

    private static final int COMMITS = 100_000;
    private static final int BATCH = 5_000;
    private static final FrameSpacing SPACING = FrameSpacing.DEFAULT;
    private static final FileOptions OPTIONS =
            FileOptions.defaults().withDurability(Durability.LAZY);

    @TempDir java.nio.file.Path folder;

    private final List<CommitId> ids = new ArrayList<>();
    private CountingRecordStore counted =
            new CountingRecordStore(new NaiveRecordStore(new CanonicalIndexer()));
    private Definitions definitions = Definitions.builder().build();
    private CommitId last = CommitId.NONE;

    private Attachment define(Type documentType) {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace = new Namespace(new UUID(7, 7), "Long");
        Concept concept = builder.concept(namespace, "Page");
        builder.attachment(namespace, concept, documentType, "page");
        definitions = builder.build();
        return definitions.attachments().getFirst();
    }

    private CommitFile create() {
        return CommitFile.create(
                FileStorage.create(folder.resolve("long.cdb")), OPTIONS, new CanonicalIndexer());
    }

    private CommitFile open() {
        return CommitFile.open(
                FileStorage.open(folder.resolve("long.cdb")), OPTIONS, new CanonicalIndexer());
    }

    private byte[] commit(Attachment attachment, Key key, Opcode opcode) {
        List<DocumentProgram> program =
                List.of(new DocumentProgram(attachment, key, List.of(opcode)));
        byte[] commit = CommitCodec.encodeMutations(last, ids.size() + 1, "", "", program);
        last = CommitCodec.id(commit);
        ids.add(last);
        return commit;
    }

    /// A document that is set to 0 and then updated to 1, 2, … by one commit each.
    private Attachment countTo(CommitFile file, Key key, Attachment attachment, int count) {
        Path root = Path.root(attachment.documentType());
        List<byte[]> batch = new ArrayList<>();
        batch.add(commit(attachment, key, new Opcode.DocumentSet(number(0))));
        for (int i = 1; i <= count; i++) {
            batch.add(commit(attachment, key, new Opcode.Update(root, number(i))));
            if (batch.size() == BATCH) {
                file.append(batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            file.append(batch);
        }
        return attachment;
    }

    private static Value number(int value) {
        return IntegerValue.of(PrimitiveType.INT32, value);
    }

    private Value readCold(RecordStore store, CommitId id, Attachment attachment, Key key) {
        counted = new CountingRecordStore(store);
        History cold = new History(counted, () -> definitions);
        return cold.state(id).attachmentGetting().get(attachment, key).orElseThrow();
    }

    @Test
    void coldReadOfASmallDocumentReplaysNoMoreThanTheSpacing() {
        Attachment attachment = define(PrimitiveType.INT32);
        Key key = Key.create(attachment);
        try (CommitFile file = create()) {
            countTo(file, key, attachment, COMMITS);
            assertEquals(number(COMMITS), readCold(file, last, attachment, key));
            assertEquals(COMMITS + 1, counted.bodies(), "without frames all is replayed");
        }
        try (CommitFile file = open()) {
            assertEquals(number(COMMITS), readCold(file, last, attachment, key));
            assertAtMost(SPACING.touches() + SPACING.walkBefore(), counted.steps());
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 50; i++) {
                int past = random.nextInt(COMMITS);
                assertEquals(number(past), readCold(file, ids.get(past), attachment, key));
                assertAtMost(SPACING.touches() + SPACING.walkBefore(), counted.steps());
            }
        }
    }

    @Test
    void framesOfAGrowingDocumentCostAPartOfTheLog() {
        Attachment attachment = define(new XArrayType(PrimitiveType.INT32));
        Key key = Key.create(attachment);
        Path root = Path.root(attachment.documentType());
        DocumentId document = DocumentReader.documentId(attachment, key.instance());
        int commits = 20_000;
        SplittableRandom random = new SplittableRandom(3);
        long logBytes = 0;
        try (CommitFile file = create()) {
            List<byte[]> batch = new ArrayList<>();
            batch.add(
                    commit(
                            attachment,
                            key,
                            new Opcode.DocumentSet(Value.zero(attachment.documentType()))));
            for (int i = 0; i < commits; i++) {
                UUID slot = new UUID(random.nextLong(), random.nextLong());
                batch.add(
                        commit(
                                attachment,
                                key,
                                new Opcode.InsertInXArray(root, XArrayValue.END, slot, number(i))));
                logBytes += batch.getLast().length;
            }
            file.append(batch);
            readCold(file, last, attachment, key);
        }
        try (CommitFile file = open()) {
            long frameBytes = 0;
            long newestBytes = 0;
            int frames = 0;
            for (long ordinal = file.newestFrame(document, Long.MAX_VALUE);
                    ordinal != 0;
                    ordinal = file.newestFrame(document, ordinal - 1)) {
                int lengthBytes = file.frame(document, ordinal).length;
                newestBytes = Math.max(newestBytes, lengthBytes);
                frameBytes += lengthBytes;
                frames++;
            }
            assertTrue(frames > 5, frames + " frames");
            assertAtMost(logBytes / SPACING.timesSize(), frameBytes);
            XArrayValue read = (XArrayValue) readCold(file, last, attachment, key);
            assertEquals(commits, read.size());
            long due = SPACING.timesSize() * 2 * newestBytes / FrameSpacing.TOUCH_OVERHEAD_BYTES;
            assertAtMost(due, counted.bodies());
        }
    }

    @Test
    void framesAreLaidBehindWhatIsWritten() {
        Attachment attachment = define(PrimitiveType.INT32);
        Key key = Key.create(attachment);
        Path root = Path.root(attachment.documentType());
        DocumentId document = DocumentReader.documentId(attachment, key.instance());
        try (CommitFile file = create()) {
            History history = new History(file, () -> definitions);
            countTo(file, key, attachment, 0);
            for (int i = 1; i <= SPACING.touches(); i++) {
                DocumentProgram program =
                        new DocumentProgram(
                                attachment, key, List.of(new Opcode.Update(root, number(i))));
                byte[] commit = commit(attachment, key, program.opcodes().getFirst());
                file.append(List.of(commit));
                history.written(last, List.of(program), commit.length);
            }
            history.close();
        }
        try (CommitFile file = open()) {
            assertEquals(file.lastOrdinal(), file.newestFrame(document, Long.MAX_VALUE));
            assertEquals(number(SPACING.touches()), readCold(file, last, attachment, key));
            assertAtMost(SPACING.walkBefore(), counted.bodies());
        }
    }

    @Test
    void framesLeaveReadsAsTheyAreWhenTheyAreDropped() {
        Attachment attachment = define(PrimitiveType.INT32);
        Key key = Key.create(attachment);
        DocumentId document = DocumentReader.documentId(attachment, key.instance());
        try (CommitFile file = create()) {
            countTo(file, key, attachment, 2_000);
            assertEquals(number(2_000), readCold(file, last, attachment, key));
            file.checkpoint();
            assertTrue(file.newestFrame(document, Long.MAX_VALUE) > 0);
            file.dropFrames();
            assertEquals(0, file.newestFrame(document, Long.MAX_VALUE));
            file.rebuildIndexes();
            assertEquals(0, file.newestFrame(document, Long.MAX_VALUE));
            assertEquals(number(2_000), readCold(file, last, attachment, key));
            assertEquals(2_001, counted.bodies());
            file.checkpoint();
            assertTrue(file.newestFrame(document, Long.MAX_VALUE) > 0, "laid again");
        }
    }

    @Test
    void readingOnlyLaysNoFrames() {
        Attachment attachment = define(PrimitiveType.INT32);
        Key key = Key.create(attachment);
        DocumentId document = DocumentReader.documentId(attachment, key.instance());
        try (CommitFile file = create()) {
            countTo(file, key, attachment, 2_000);
        }
        try (CommitFile file =
                CommitFile.open(
                        FileStorage.openReadOnly(folder.resolve("long.cdb")),
                        OPTIONS.forReading(),
                        new CanonicalIndexer())) {
            assertEquals(number(2_000), readCold(file, last, attachment, key));
            assertEquals(0, file.newestFrame(document, Long.MAX_VALUE));
        }
    }

    private static void assertAtMost(long limit, long found) {
        assertTrue(found <= limit, () -> found + " is more than " + limit);
    }
}
