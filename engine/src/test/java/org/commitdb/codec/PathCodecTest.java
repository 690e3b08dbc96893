package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.UnaryOperator;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.path.Path;
import org.commitdb.state.RichModel;
import org.commitdb.type.AnyType;
import org.commitdb.type.Definitions;
import org.commitdb.type.MapType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;
import org.commitdb.type.VectorType;
import org.junit.jupiter.api.Test;

/// Paths that are read, and bytes next to theirs that are refused.
final class PathCodecTest {

    private static final Definitions RICH = new RichModel().definitions();
    private static final Type PROFILE = RICH.attachment("Rich::Thing.profile").documentType();
    private static final MapType FLAGS = new MapType(PrimitiveType.STRING, PrimitiveType.BOOL);

    private static Path read(Type document, UnaryOperator<ByteWriter> steps) {
        byte[] bytes = steps.apply(new ByteWriter()).toByteArray();
        ByteReader in = new ByteReader(bytes, "a path");
        Path path = PathCodec.read(in, new ValueReader(in, RICH), document);
        assertEquals(0, in.remaining());
        return path;
    }

    private static void refuses(Type document, UnaryOperator<ByteWriter> steps) {
        CorruptException failure =
                assertThrows(CorruptException.class, () -> read(document, steps));
        assertEquals("a path", failure.source());
    }

    @Test
    void noStepIsTheDocument() {
        assertEquals(Path.root(PROFILE), read(PROFILE, out -> out.writeVarint(0)));
    }

    @Test
    void fieldOfAStructureIsToldByItsIndex() {
        Path root = Path.root(PROFILE);
        assertEquals(
                root.field("flag"),
                read(PROFILE, out -> out.writeVarint(1).writeByte(0).writeVarint(0)));
        assertEquals(
                root.field("subject"),
                read(PROFILE, out -> out.writeVarint(1).writeByte(0).writeVarint(30)));
        for (long index : new long[] {31, 1L << 32, Long.MIN_VALUE, -1}) {
            refuses(PROFILE, out -> out.writeVarint(1).writeByte(0).writeVarint(index));
        }
        refuses(PROFILE, out -> out.writeVarint(1).writeByte(1).writeString("flag"));
        refuses(FLAGS, out -> out.writeVarint(1).writeByte(0).writeVarint(0));
        refuses(AnyType.ANY, out -> out.writeVarint(2).writeByte(6).writeByte(0).writeVarint(0));
    }

    @Test
    void indexIsReadWhole() {
        Type numbers = new VectorType(PrimitiveType.BOOL);
        for (int index : new int[] {0, 300, Integer.MAX_VALUE}) {
            assertEquals(
                    Path.root(numbers).index(index),
                    read(numbers, out -> out.writeVarint(1).writeByte(2).writeVarint(index)));
        }
        for (long index : new long[] {1L << 31, 1L << 32, Long.MIN_VALUE, -1}) {
            refuses(numbers, out -> out.writeVarint(1).writeByte(2).writeVarint(index));
        }
    }

    @Test
    void keyOfAKnownMapComesWithoutItsType() {
        Path found = read(FLAGS, out -> out.writeVarint(1).writeByte(3).writeString("a"));
        assertEquals("{\"a\"}", found.toString());
        int text = PrimitiveType.STRING.code();
        refuses(FLAGS, out -> out.writeVarint(1).writeByte(4).writeByte(text).writeString("a"));
        refuses(PROFILE, out -> out.writeVarint(1).writeByte(3).writeString("a"));
        refuses(AnyType.ANY, out -> out.writeVarint(2).writeByte(6).writeByte(3).writeString("a"));
        read(
                AnyType.ANY,
                out ->
                        out.writeVarint(2)
                                .writeByte(6)
                                .writeByte(4)
                                .writeByte(text)
                                .writeString("a"));
    }

    @Test
    void unknownStepsAndPlacesThatAreNoneAreRefused() {
        refuses(PROFILE, out -> out.writeVarint(1).writeByte(7));
        refuses(PROFILE, out -> out.writeVarint(1).writeByte(6));
        refuses(PROFILE, out -> out.writeVarint(1).writeByte(2).writeVarint(0));
    }

    @Test
    void pathsOfTheGreatestLengthAreRead() {
        ByteWriter steps = new ByteWriter();
        for (int i = 0; i < Path.MAXIMUM_STEPS; i++) {
            steps.writeByte(6);
        }
        int most = Path.MAXIMUM_STEPS;
        Path path = read(AnyType.ANY, out -> out.writeVarint(most).writeBytes(steps.toByteArray()));
        assertEquals(most, path.steps().size());
        refuses(
                AnyType.ANY,
                out -> out.writeVarint(most + 1).writeBytes(steps.toByteArray()).writeByte(6));
    }
}
