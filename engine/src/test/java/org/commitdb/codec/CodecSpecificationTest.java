package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commitdb.Specification;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.Verb;
import org.commitdb.dsm.Dsm;
import org.commitdb.dsm.DsmSource;
import org.commitdb.path.Path;
import org.commitdb.type.AnyType;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.MapType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;
import org.commitdb.type.TypeCode;
import org.commitdb.type.VariantType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// The tables and test vectors of the specification about canonical encodings say what the code
/// writes and reads.
final class CodecSpecificationTest {

    private static final Specification SPECIFICATION = Specification.read();

    @Test
    void kindsOfCommitsAreThoseOfTheTable() {
        String kinds = SPECIFICATION.row("Commit: canonical form", "kind").get(1);
        List<String> known =
                Arrays.stream(CommitKind.values())
                        .map(kind -> hex(kind.code()) + " " + kind.name().toLowerCase(Locale.ROOT))
                        .toList();
        assertEquals("byte: " + String.join(", ", known), kinds);
        String tag = SPECIFICATION.row("Commit: canonical form", "format tag").get(1);
        assertEquals("byte " + hex(CommitCodec.FORMAT_TAG), tag);
    }

    @Test
    void verbsAreThoseOfTheTable() {
        List<String> told =
                SPECIFICATION.table("Opcodes", "set").stream()
                        .map(row -> row.get(0) + " " + row.get(1))
                        .toList();
        List<String> known =
                Arrays.stream(Verb.values()).map(verb -> hex(verb.code()) + " " + verb).toList();
        assertEquals(known, told);
    }

    @Test
    void codesOfTypesAreThoseOfTheTable() {
        Map<Integer, String> told = new TreeMap<>();
        for (List<String> row : SPECIFICATION.table("Types", "vec")) {
            List<Integer> codes = Specification.codes(row.get(0));
            String[] names = row.get(1).split(" ");
            assertEquals(codes.size(), names.length, row::toString);
            for (int i = 0; i < names.length; i++) {
                told.put(codes.get(i), names[i]);
            }
        }
        Map<Integer, String> known = new TreeMap<>();
        for (PrimitiveType type : PrimitiveType.values()) {
            if (type != PrimitiveType.VOID) {
                known.put(type.code(), type.toString());
            }
        }
        known.put(TypeCode.VEC, "vec");
        known.put(TypeCode.MAT, "mat");
        known.put(TypeCode.TUPLE, "tuple");
        known.put(TypeCode.OPTIONAL, "optional");
        known.put(TypeCode.VECTOR, "vector");
        known.put(TypeCode.SET, "set");
        known.put(TypeCode.MAP, "map");
        known.put(TypeCode.XARRAY, "xarray");
        known.put(TypeCode.ANY, "any");
        known.put(TypeCode.VARIANT, "variant");
        known.put(TypeCode.ENUMERATION, "enumeration");
        known.put(TypeCode.STRUCTURE, "structure");
        known.put(TypeCode.KEY, "key");
        assertEquals(known, told);
        String targets =
                "A key target is %s and the runtime id of a concept, %s and the runtime id of a club, or %s for"
                        .formatted(
                                hex(TypeCode.CONCEPT),
                                hex(TypeCode.CLUB),
                                hex(TypeCode.ANY_CONCEPT));
        assertTrue(SPECIFICATION.text("Types").contains(targets), targets);
    }

    @Test
    void kindsOfDefinitionsAreThoseOfTheTable() {
        String kinds =
                "byte: %s concept, %s club, %s enumeration, %s structure, %s attachment"
                        .formatted(
                                hex(TypeCode.CONCEPT),
                                hex(TypeCode.CLUB),
                                hex(TypeCode.ENUMERATION),
                                hex(TypeCode.STRUCTURE),
                                hex(DefinitionsCodec.ATTACHMENT));
        assertEquals(kinds, SPECIFICATION.row("Definitions record", "kind").get(1));
        String form = SPECIFICATION.row("Definitions record", "form").get(1);
        assertEquals("byte " + hex(DefinitionsCodec.FORM), form);
    }

    /// Each step is written, below a type that is known and one that is not.
    @Test
    void stepsOfPathsAreThoseOfTheTable() {
        Definitions definitions = tutorial();
        Type profile = definitions.attachment("Tuto::User.profile").documentType();
        Type known = new VectorType(new OptionalType(profile));
        List<String> told =
                SPECIFICATION.table("Paths", "unwrap").stream()
                        .map(row -> row.get(0) + " " + row.get(1))
                        .toList();
        Path free = Path.root(AnyType.ANY).unwrap();
        Value key = StringValue.of("k");
        MapType map = new MapType(PrimitiveType.STRING, PrimitiveType.BOOL);
        List<String> written =
                List.of(
                        step(Path.root(profile).field("age")) + " field",
                        step(free.field("age")) + " field",
                        step(Path.root(known).index(1)) + " index",
                        step(Path.root(map).key(key)) + " key of a map",
                        step(free.key(key)) + " key of a map",
                        step(Path.root(new XArrayType(map)).position(new UUID(1, 2)))
                                + " position of an xarray",
                        step(Path.root(new OptionalType(map)).unwrap()) + " unwrap");
        assertEquals(told, written);
    }

    /// The code of the last step of a path of one step, or of one below an any.
    private static String step(Path path) {
        ByteWriter out = new ByteWriter();
        PathCodec.write(out, new ValueWriter(out), path);
        byte[] bytes = out.toByteArray();
        return hex(bytes[path.steps().size() == 1 ? 1 : 2]);
    }

    @Test
    void limitsAreThoseOfTheirTable() {
        assertEquals(Type.MAXIMUM_DEPTH, limit("nesting of types"));
        assertEquals(Value.MAXIMUM_DEPTH, limit("nesting of what an `any` holds"));
        assertEquals(2 * Type.MAXIMUM_DEPTH, limit("nesting of default literals"));
        assertEquals(Path.MAXIMUM_STEPS, limit("steps of a path"));
        String choices = "cases of an enumeration, alternatives of a variant";
        assertEquals(Enumeration.MAXIMUM_CASES, limit(choices));
        assertEquals(VariantType.MAXIMUM_ALTERNATIVES, limit(choices));
        String scalars = "scalars in the zero value of a type, and so numbers in a vec or mat";
        assertEquals("2^24", SPECIFICATION.row("8. Limits", scalars).get(1));
        assertEquals(1 << 24, Type.MAXIMUM_ZERO_SCALARS);
    }

    private static long limit(String what) {
        return Specification.number(SPECIFICATION.row("8. Limits", what).get(1));
    }

    @Test
    void testVectorsAreReadAndWrittenAgain() {
        List<String> blocks = SPECIFICATION.blocks("Test vectors");
        Definitions definitions = tutorial();
        byte[] record = HexFormat.of().parseHex(blocks.get(1));
        assertArrayEquals(record, DefinitionsCodec.encode(definitions));
        List<String> ids = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("Id\\s+`([0-9a-f]{64})`")
                        .matcher(SPECIFICATION.text("Test vectors"));
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        assertEquals(4, ids.size());
        assertEquals(2 + ids.size(), blocks.size());
        for (int i = 0; i < ids.size(); i++) {
            byte[] form = HexFormat.of().parseHex(blocks.get(2 + i));
            CommitId id = CommitCodec.id(form);
            assertEquals(ids.get(i), id.toString());
            CommitHeader header = CommitCodec.header(id, form);
            Commit commit = CommitCodec.decode(header, form, definitions);
            assertArrayEquals(form, CommitEncodings.encode(commit));
        }
    }

    /// The model that the test vectors are of.
    private static Definitions tutorial() {
        Matcher uuid =
                Pattern.compile("uuid ([0-9a-f-]{36})").matcher(SPECIFICATION.text("Test vectors"));
        assertTrue(uuid.find());
        String model =
                "namespace Tuto {"
                        + uuid.group(1)
                        + "} {"
                        + SPECIFICATION.blocks("Test vectors").getFirst()
                        + "};";
        return Dsm.parse(List.of(new DsmSource("vectors.dsm", model))).definitions();
    }

    @Test
    void blobIdIsTheHashThatTheTextNames() {
        assertTrue(
                SPECIFICATION
                        .text("2. The log")
                        .contains(
                                "`blob id = SHA-256(varint length of the layout in UTF-8 ‖ layout ‖ bytes)`"));
        byte[] hashed = "\u0007uchar-1abc".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                BlobId.of(Hashes.sha256(hashed)),
                BlobId.ofContent("uchar-1", "abc".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keyFrameIsWrittenAsTheTextSays() {
        byte[] present = FrameCodec.encode(Optional.of(StringValue.of("a")));
        assertArrayEquals(new byte[] {1, 1, 1, 'a'}, present);
        assertArrayEquals(new byte[] {1, 0}, FrameCodec.encode(Optional.empty()));
        assertTrue(SPECIFICATION.text("2. The log").contains("byte 01, the version of the rules"));
    }

    /// 300 takes two bytes.
    @Test
    void varintsAreLeb128InTheShortestForm() {
        ByteWriter out = new ByteWriter().writeVarint(300);
        assertArrayEquals(new byte[] {(byte) 0xac, 0x02}, out.toByteArray());
        assertEquals(300, new ByteReader(out.toByteArray(), "300").readVarint());
    }

    private static String hex(int code) {
        return "%02x".formatted(code);
    }
}
