package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.error.CorruptException;
import org.commitdb.path.Path;
import org.commitdb.type.AnyType;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Field;
import org.commitdb.type.Literal;
import org.commitdb.type.MapType;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// Fixed test vectors: the canonical forms that `file-format-spec.md` prints. A change here is a
/// change of every commit's id.
final class CommitCodecTest {

    private static final UUID INSTANCE = UUID.fromString("10000000-0000-4000-8000-000000000001");
    private static final UUID SLOT_A = UUID.fromString("a0000000-0000-4000-8000-00000000000a");
    private static final UUID SLOT_B = UUID.fromString("b0000000-0000-4000-8000-00000000000b");
    private static final long TIME = 1_700_000_000_000_000L;

    private static final String DEFINITIONS =
            "0101f529bc4206184f54a3fbd55f95c5ad03045475746f06001e00045573657200bfb135"
                    + "a149e6132ae693b84be57e972600011e000541646d696e0004114457999c63d9c1f48995"
                    + "a8bf999f01bfb135a149e6132ae693b84be57e9726021f0005537461666600ecbf4b0c80"
                    + "641c63879ec86bea3718700104114457999c63d9c1f48995a8bf999f031c000750726f66"
                    + "696c6500b3ecd7e8760f10a23998188190a7288106046e616d65000f05036e6577036167"
                    + "65000700047461677300160f00056d61726b730017020b00056974656d7300180f000570"
                    + "686f746f000c000421000770726f66696c6500bc7b10ee52fd53c34dd96cb4750e19001e"
                    + "bfb135a149e6132ae693b84be57e97261cb3ecd7e8760f10a23998188190a72881052100"
                    + "046e6f746500c5c9456cf4b6eda198511f66eea914c01fecbf4b0c80641c63879ec86bea"
                    + "37187019";
    private static final String ROOT =
            "010100000000000000000000000000000000000000000000000000000000000000000040"
                    + "1e18240a06000361646105666972737401bc7b10ee52fd53c34dd96cb4750e190001ee00"
                    + "000000000000000000000000000000000000000000000000000000000000010010000000"
                    + "00004000800000000000000101dc010101036e6577d804000000ee000000000000000000"
                    + "0000000000000000000000000000000000000000000003010000045a6fc3a90401000202"
                    + "0178017905010002010179060100030107000000000000e03f0701000301070000000000"
                    + "00e03f0801000301c8010901000400000000000000000000000000000000a00000000000"
                    + "4000800000000000000a016109010004a000000000004000800000000000000ab0000000"
                    + "00004000800000000000000b01620a010004b000000000004000800000000000000b000b"
                    + "010004a000000000004000800000000000000a";
    private static final String CHILD =
            "0101010efea4c1935901c4687cec1636570b80c57a1b12e7f1d0c6e65e84412515d90140"
                    + "1e18240a0600000002c5c9456cf4b6eda198511f66eea914c0bc7b10ee52fd53c34dd96c"
                    + "b4750e19000002001000000000004000800000000000000100630204114457999c63d9c1"
                    + "f48995a8bf999f0300010f016e03020601036167650701030306040f016b02021cb3ecd7"
                    + "e8760f10a23998188190a72881036e657700000000000000000000000000000000000000"
                    + "000000000000000000000000000000000001100000000000400080000000000000010112"
                    + "0204114457999c63d9c1f48995a8bf999f02";
    private static final String MERGE =
            "0102264016fa39eaee10e8d7628b51ad26db5c3ef9c6307d239f5f1d5f506a64a90fc76d"
                    + "6b187b1b22e52e1e29f3bbbcaad40d0c8b011e9cfbaad7807a50ba67d971";
    private static final String DISABLE =
            "0103010efea4c1935901c4687cec1636570b80c57a1b12e7f1d0c6e65e84412515d9010e"
                    + "fea4c1935901c4687cec1636570b80c57a1b12e7f1d0c6e65e84412515d902401e18240a"
                    + "0600036164610c556e646f205b66697273745d";
    private static final String ROOT_ID =
            "010efea4c1935901c4687cec1636570b80c57a1b12e7f1d0c6e65e84412515d9";
    private static final String CHILD_ID =
            "264016fa39eaee10e8d7628b51ad26db5c3ef9c6307d239f5f1d5f506a64a90f";
    private static final String MERGE_ID =
            "5fa05519696e51d23a78a06caab630f1cf7179dff65912a638ca812eaa1ee84f";
    private static final String DISABLE_ID =
            "c76d6b187b1b22e52e1e29f3bbbcaad40d0c8b011e9cfbaad7807a50ba67d971";

    private final Definitions definitions = definitions();
    private final Attachment profile = definitions.attachment("Tuto::User.profile");
    private final Attachment note = definitions.attachment("Tuto::Staff.note");
    private final Structure profileType = (Structure) profile.documentType();
    private final Concept admin = definitions.concept("Tuto::Admin");

    private static Definitions definitions() {
        Namespace tuto =
                new Namespace(UUID.fromString("f529bc42-0618-4f54-a3fb-d55f95c5ad03"), "Tuto");
        DefinitionsBuilder builder = Definitions.builder();
        Concept user = builder.concept(tuto, "User");
        Concept admin = builder.concept(tuto, "Admin", user);
        Club staff = builder.club(tuto, "Staff");
        builder.membership(staff, admin);
        Structure profile =
                builder.structure(
                        tuto,
                        "Profile",
                        new Field("name", PrimitiveType.STRING, Literal.of("new")),
                        new Field("age", PrimitiveType.INT16),
                        new Field("tags", new SetType(PrimitiveType.STRING)),
                        new Field("marks", new MapType(PrimitiveType.UINT8, PrimitiveType.DOUBLE)),
                        new Field("items", new XArrayType(PrimitiveType.STRING)),
                        new Field("photo", PrimitiveType.BLOB_ID));
        builder.attachment(tuto, user, profile, "profile");
        builder.attachment(tuto, staff, AnyType.ANY, "note");
        return builder.build();
    }

    /// Every verb but `remove`, on one document.
    private byte[] root() {
        Path document = Path.root(profileType);
        SetType texts = new SetType(PrimitiveType.STRING);
        MapType numbers = new MapType(PrimitiveType.UINT8, PrimitiveType.DOUBLE);
        byte[] photo = new byte[BlobIdValue.SIZE];
        photo[0] = (byte) 0xee;
        StructureValue first =
                StructureValue.create(profileType)
                        .with("age", 300)
                        .with("photo", BlobIdValue.of(photo));
        SetValue xy = (SetValue) Value.from(texts, List.of("x", "y"));
        MapValue half = (MapValue) Value.from(numbers, Map.of(7, 0.5));
        List<Opcode> opcodes =
                List.of(
                        new Opcode.DocumentSet(first),
                        new Opcode.Update(document.field("name"), StringValue.of("Zoé")),
                        new Opcode.UnionInSet(document.field("tags"), xy),
                        new Opcode.SubtractInSet(
                                document.field("tags"), (SetValue) Value.from(texts, List.of("y"))),
                        new Opcode.UnionInMap(document.field("marks"), half),
                        new Opcode.UpdateInMap(document.field("marks"), half),
                        new Opcode.SubtractInMap(
                                document.field("marks"),
                                (SetValue)
                                        Value.from(new SetType(PrimitiveType.UINT8), List.of(200))),
                        new Opcode.InsertInXArray(
                                document.field("items"),
                                XArrayValue.END,
                                SLOT_A,
                                StringValue.of("a")),
                        new Opcode.InsertInXArray(
                                document.field("items"), SLOT_A, SLOT_B, StringValue.of("b")),
                        new Opcode.UpdateInXArray(
                                document.field("items"), SLOT_B, StringValue.of("")),
                        new Opcode.RemoveInXArray(document.field("items"), SLOT_A));
        Key key =
                Key.of(
                        profile.keyTarget(),
                        INSTANCE,
                        definitions.concept("Tuto::User").runtimeId());
        return CommitCodec.encodeMutations(
                CommitId.NONE,
                TIME,
                "ada",
                "first",
                List.of(new DocumentProgram(profile, key, opcodes)));
    }

    /// Two documents: one removed, named by a subconcept; one edited below `any`.
    private byte[] child(CommitId parent) {
        Path held = Path.root(AnyType.ANY).unwrap();
        Key ofUser = Key.of(profile.keyTarget(), INSTANCE, admin.runtimeId());
        Key ofStaff = Key.of(note.keyTarget(), INSTANCE, admin.runtimeId());
        return CommitCodec.encodeMutations(
                parent,
                TIME + 1,
                "",
                "",
                List.of(
                        new DocumentProgram(
                                note,
                                ofStaff,
                                List.of(
                                        new Opcode.Update(
                                                Path.root(AnyType.ANY),
                                                AnyValue.of(StringValue.of("n"))),
                                        new Opcode.Update(
                                                held.field("age"),
                                                IntegerValue.of(PrimitiveType.INT16, -1)),
                                        new Opcode.Update(
                                                held.key(StringValue.of("k")).index(2),
                                                Value.zero(profileType)))),
                        new DocumentProgram(
                                profile, ofUser, List.of(new Opcode.DocumentRemove()))));
    }

    @Test
    void definitionsHaveTheirPublishedEncoding() {
        assertEquals(DEFINITIONS, hex(DefinitionsCodec.encode(definitions)));
    }

    @Test
    void rootWithEveryVerbHasItsPublishedFormAndId() {
        assertVector(ROOT, ROOT_ID, root());
    }

    @Test
    void childHasItsPublishedFormAndId() {
        assertVector(CHILD, CHILD_ID, child(CommitId.parse(ROOT_ID)));
    }

    /// A sibling of the child.
    @Test
    void disableHasItsPublishedFormAndId() {
        byte[] disable =
                CommitCodec.encodeToggle(
                        CommitKind.DISABLE,
                        CommitId.parse(ROOT_ID),
                        CommitId.parse(ROOT_ID),
                        TIME + 2,
                        "ada",
                        "Undo [first]");
        assertVector(DISABLE, DISABLE_ID, disable);
    }

    @Test
    void mergeHasItsPublishedFormAndId() {
        byte[] merge =
                CommitCodec.encodeMerge(CommitId.parse(CHILD_ID), CommitId.parse(DISABLE_ID));
        assertVector(MERGE, MERGE_ID, merge);
    }

    private void assertVector(String form, String id, byte[] bytes) {
        assertEquals(form, hex(bytes));
        assertEquals(id, CommitCodec.id(bytes).toString());
        CommitHeader header = CommitCodec.outline(bytes).header();
        Commit decoded = CommitCodec.decode(header, bytes, definitions);
        assertEquals(form, hex(CommitEncodings.encode(decoded)));
    }

    @Test
    void encodersRefuseWhatDecodersRefuse() {
        CommitId id = CommitId.parse(ROOT_ID);
        CommitId other = CommitId.parse(CHILD_ID);
        refuses(() -> CommitCodec.encodeMutations(id, TIME, "", "", List.of()));
        refuses(() -> CommitCodec.encodeMutations(id, -1, "", "", program()));
        refuses(() -> CommitCodec.encodeMutations(id, TIME, "\ud800", "", program()));
        refuses(() -> CommitCodec.encodeMerge(id, CommitId.NONE));
        refuses(() -> CommitCodec.encodeMerge(CommitId.NONE, id));
        refuses(() -> CommitCodec.encodeMerge(id, id));
        refuses(() -> CommitCodec.encodeToggle(CommitKind.MERGE, id, other, TIME, "", ""));
        refuses(() -> CommitCodec.encodeToggle(CommitKind.ENABLE, id, CommitId.NONE, TIME, "", ""));
        refuses(() -> CommitCodec.encodeToggle(CommitKind.ENABLE, CommitId.NONE, id, TIME, "", ""));
        DocumentProgram twice = program().getFirst();
        refuses(() -> CommitCodec.encodeMutations(id, TIME, "", "", List.of(twice, twice)));
    }

    @Test
    void commitThatIsNotWhatItsHeaderSaysIsRefused() {
        byte[] bytes = CommitCodec.encodeMutations(CommitId.NONE, 0, "ada", "one", program());
        CommitHeader header = CommitCodec.outline(bytes).header();
        assertEquals(0, header.timestampMicros());
        assertEquals(program(), CommitCodec.decode(header, bytes, definitions).program());
        for (CommitHeader other :
                List.of(
                        header.withTimestampMicros(1),
                        mutations(header, "eve", "one"),
                        mutations(header, "ada", "two"))) {
            assertThrows(
                    CorruptException.class, () -> CommitCodec.decode(other, bytes, definitions));
        }
    }

    private static CommitHeader mutations(CommitHeader header, String author, String label) {
        return new CommitHeader(
                header.id(),
                CommitKind.MUTATIONS,
                header.parent(),
                header.target(),
                header.timestampMicros(),
                author,
                label);
    }

    /// The store gives a merge its timestamp.
    @Test
    void timestampOfAMergeIsNotPartOfIt() {
        byte[] merge = HexFormat.of().parseHex(MERGE);
        CommitHeader header = CommitCodec.outline(merge).header().withTimestampMicros(TIME);
        assertEquals(header, CommitCodec.decode(header, merge, definitions).header());
        CommitHeader other =
                new CommitHeader(
                        header.id(),
                        CommitKind.MERGE,
                        header.target(),
                        header.parent(),
                        TIME,
                        "",
                        "");
        assertThrows(CorruptException.class, () -> CommitCodec.decode(other, merge, definitions));
    }

    private List<DocumentProgram> program() {
        Key key = Key.of(note.keyTarget(), INSTANCE, admin.runtimeId());
        return List.of(new DocumentProgram(note, key, List.of(new Opcode.DocumentRemove())));
    }

    private static void refuses(Runnable encoding) {
        assertThrows(IllegalArgumentException.class, encoding::run);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
