package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Namespace;
import org.commitdb.type.RandomDefinitions;
import org.commitdb.type.Type;
import org.commitdb.type.TypeCode;
import org.junit.jupiter.api.Test;

/// Hostile bytes end in one kind of failure, in bounded time and memory.
final class DefinitionsCodecCorruptionTest {

    @Property(tries = 2000)
    void changedBytesAreRefusedOrMeanWhatTheySay(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = DefinitionsCodec.encode(RandomDefinitions.of(seed % 50));
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        decodeOrRefuse(bytes);
    }

    @Property(tries = 500)
    void cutBytesAreRefused(@ForAll long seed) {
        byte[] bytes = DefinitionsCodec.encode(RandomDefinitions.of(seed));
        int length = new Random(seed).nextInt(bytes.length);
        assertThrows(
                CorruptException.class,
                () -> DefinitionsCodec.decode(Arrays.copyOf(bytes, length)));
    }

    @Property(tries = 1000)
    void randomBytesAreRefused(@ForAll byte[] bytes) {
        decodeOrRefuse(bytes);
    }

    @Test
    void trailingBytesAreRefused() {
        byte[] bytes = DefinitionsCodec.encode(Definitions.EMPTY);
        assertThrows(
                CorruptException.class,
                () -> DefinitionsCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void changedContentUnderTheOldRuntimeIdIsRefused() {
        DefinitionsBuilder builder = Definitions.builder();
        builder.enumeration(new Namespace(new UUID(1, 1), "N"), "E", "first", "second");
        byte[] bytes = DefinitionsCodec.encode(builder.build());
        bytes[bytes.length - 2] = 'x';
        CorruptException e =
                assertThrows(CorruptException.class, () -> DefinitionsCodec.decode(bytes));
        assertTrue(e.getMessage().contains("runtime id"), e.getMessage());
    }

    @Test
    void hugeCountsAllocateNothing() {
        ByteWriter out = new ByteWriter();
        out.writeByte(1).writeVarint(0).writeVarint(Integer.MAX_VALUE);
        assertThrows(CorruptException.class, () -> DefinitionsCodec.decode(out.toByteArray()));
    }

    @Test
    void deeplyNestedTypesAreRefused() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) TypeCode.VECTOR);
        assertThrows(
                CorruptException.class,
                () -> TypeCodec.read(new ByteReader(bytes, "type"), Definitions.EMPTY));
    }

    @Test
    void deeplyNestedLiteralsAreRefused() {
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < 100_000; i++) {
            out.writeByte(8).writeByte(1);
        }
        assertThrows(
                CorruptException.class,
                () -> LiteralCodec.read(new ByteReader(out.toByteArray(), "literal")));
    }

    @Test
    void listsNestAsDeepAsAllowedAndNoDeeper() {
        ByteWriter out = new ByteWriter();
        for (int level = 1; level < 2 * Type.MAXIMUM_DEPTH; level++) {
            out.writeByte(8).writeByte(1);
        }
        out.writeByte(8).writeByte(0);
        byte[] deepest = out.toByteArray();
        ByteWriter written = new ByteWriter();
        LiteralCodec.write(written, LiteralCodec.read(new ByteReader(deepest, "literal")));
        assertArrayEquals(deepest, written.toByteArray());
        byte[] deeper =
                new ByteWriter().writeByte(8).writeByte(1).writeBytes(deepest).toByteArray();
        assertThrows(
                CorruptException.class, () -> LiteralCodec.read(new ByteReader(deeper, "literal")));
    }

    /// One enumeration in one namespace; its place and its namespace are both 0.
    @Test
    void placesAndNamespacesAreThoseThatThereAre() {
        DefinitionsBuilder builder = Definitions.builder();
        builder.enumeration(new Namespace(new UUID(1, 1), "N"), "E", "first");
        byte[] bytes = DefinitionsCodec.encode(builder.build());
        int place = 1 + 1 + 16 + 2 + 1;
        for (int at : new int[] {place, place + 2}) {
            for (int index : new int[] {1, 2, 127}) {
                byte[] changed = bytes.clone();
                assertEquals(0, changed[at]);
                changed[at] = (byte) index;
                assertThrows(CorruptException.class, () -> DefinitionsCodec.decode(changed));
            }
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        Definitions decoded;
        try {
            decoded = DefinitionsCodec.decode(bytes);
        } catch (CorruptException e) {
            return;
        }
        assertArrayEquals(bytes, DefinitionsCodec.encode(decoded));
    }
}
