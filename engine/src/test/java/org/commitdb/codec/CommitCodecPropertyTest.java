package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RandomValues;
import org.commitdb.state.RichModel;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Touch;
import org.commitdb.type.Attachment;
import org.commitdb.value.Value;

/// That commits and values survive their encoding, and that the encoding is one to one.
final class CommitCodecPropertyTest {

    private static final RichModel MODEL = new RichModel();

    @Property(tries = 100)
    void commitsSurviveTheirEncoding(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int commits) {
        RandomHistory made = grown(seed, commits);
        for (int i = 0; i < made.commits().size(); i++) {
            Commit commit = made.commits().get(i);
            byte[] bytes = made.encoded().get(i);
            CommitHeader header = CommitCodec.header(commit.header().id(), bytes);
            assertEquals(
                    commit.header(), header.withTimestampMicros(commit.header().timestampMicros()));
            Commit decoded = CommitCodec.decode(commit.header(), bytes, MODEL.definitions());
            assertEquals(commit, decoded);
            assertArrayEquals(bytes, CommitEncodings.encode(decoded));
        }
    }

    @Property(tries = 50)
    void outlineSaysWhereEachDocumentIs(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int commits) {
        RandomHistory made = grown(seed, commits);
        for (int i = 0; i < made.commits().size(); i++) {
            Commit commit = made.commits().get(i);
            byte[] bytes = made.encoded().get(i);
            List<Touch> touches = new CanonicalIndexer().index(bytes).touches();
            assertEquals(commit.program().size(), touches.size());
            for (int j = 0; j < touches.size(); j++) {
                Touch touch = touches.get(j);
                DocumentProgram program = commit.program().get(j);
                byte[] body =
                        Arrays.copyOfRange(bytes, touch.offset(), touch.offset() + touch.length());
                assertEquals(
                        program,
                        DocumentCodec.decode(
                                body,
                                program.attachment(),
                                touch.document().instance(),
                                MODEL.definitions(),
                                "test"));
                assertArrayEquals(body, CommitEncodings.encodeBody(program));
                assertEquals(
                        program.key(),
                        DocumentCodec.decodeKey(
                                body,
                                program.attachment(),
                                touch.document().instance(),
                                MODEL.definitions(),
                                "test"));
            }
        }
    }

    @Property(tries = 200)
    void valuesAreEqualExactlyWhenTheirBytesAre(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed), MODEL);
        for (Attachment attachment : MODEL.attachments()) {
            List<Value> several = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                several.add(values.of(attachment.documentType()));
            }
            for (Value left : several) {
                byte[] bytes = ValueWriter.encode(left);
                Value decoded =
                        ValueReader.decode(
                                bytes, attachment.documentType(), MODEL.definitions(), "test");
                assertEquals(left, decoded);
                assertEquals(left.hashCode(), decoded.hashCode());
                assertArrayEquals(bytes, ValueWriter.encode(decoded));
                for (Value right : several) {
                    assertEquals(
                            left.equals(right), Arrays.equals(bytes, ValueWriter.encode(right)));
                }
            }
        }
    }

    @Property
    void typedValuesSurvive(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed), MODEL);
        for (Attachment attachment : MODEL.attachments()) {
            Value value = values.of(attachment.documentType());
            ByteWriter out = new ByteWriter();
            new ValueWriter(out).writeTyped(value);
            ValueReader reader =
                    new ValueReader(new ByteReader(out.toByteArray(), "test"), MODEL.definitions());
            assertEquals(value, reader.readTyped());
        }
    }

    @Property
    void mergesDependOnNothingButTheirParents(@ForAll long seed) {
        Random random = new Random(seed);
        CommitId ours = randomId(random);
        CommitId theirs = randomId(random);
        byte[] bytes = CommitCodec.encodeMerge(ours, theirs);
        CommitHeader header = CommitCodec.outline(bytes).header();
        assertEquals(CommitKind.MERGE, header.kind());
        assertEquals("", header.author());
        assertEquals("", header.label());
        assertEquals(CommitHeader.NO_TIMESTAMP, header.timestampMicros());
        assertEquals(ours, header.parent());
        assertEquals(theirs, header.target());
        assertEquals(CommitCodec.id(bytes), header.id());
        assertTrue(
                !CommitCodec.id(bytes)
                        .equals(CommitCodec.id(CommitCodec.encodeMerge(theirs, ours))));
    }

    private static CommitId randomId(Random random) {
        byte[] bytes = new byte[CommitId.SIZE];
        random.nextBytes(bytes);
        return CommitId.of(bytes);
    }

    private static RandomHistory grown(long seed, int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            return new RandomHistory(store, MODEL, seed).grow(commits);
        }
    }
}
