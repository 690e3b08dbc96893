package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.error.UnknownIdException;
import org.commitdb.path.Path;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Field;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// That a verb which can never apply raises at once and records nothing.
final class CommitMutableStateTest {

    private static final RichModel MODEL = new RichModel();
    private static final UUID INSTANCE = new UUID(1, 1);

    private final Attachment profile = attachment("Rich::Thing.profile");
    private final Attachment name = attachment("Rich::Thing.name");
    private final Attachment tags = attachment("Rich::Gadget.tags");
    private final Attachment notes = attachment("Rich::Crew.notes");
    private final Attachment mark = attachment("any_concept.mark");
    private final Attachment choice = attachment("Rich::Other.choice");
    private final Key thing = key(profile, MODEL.thing);
    private final Key other = key(choice, MODEL.other);
    private final CommitMutableState mutable =
            new CommitMutableState(
                    new History(new NaiveRecordStore(new CanonicalIndexer()), MODEL::definitions)
                            .initialState());

    @Test
    void setRefusesADocumentOfAnotherType() {
        refuses(target -> target.set(name, thing, BoolValue.of(true)));
        refuses(target -> target.set(tags, key(tags, MODEL.gadget), set(PrimitiveType.INT64)));
    }

    @Test
    void unrelatedKeysAreRefused() {
        Value text = StringValue.of("a");
        refuses(target -> target.set(name, key(name, MODEL.other), text));
        refuses(target -> target.set(tags, key(tags, MODEL.thing), set(PrimitiveType.INT32)));
        refuses(target -> target.remove(notes, key(notes, MODEL.thing)));
        refuses(target -> target.remove(name, Key.of(name.keyTarget(), INSTANCE, RuntimeId.NONE)));
        refuses(target ->
                target.remove(
                        mark,
                        Key.of(AnyConcept.ANY_CONCEPT, INSTANCE, new RuntimeId(new UUID(4, 4)))));
    }

    @Test
    void keysOfDescendantsMembersAndAnyConceptAreTaken() {
        mutable.attachmentMutating().remove(name, key(name, MODEL.gadget));
        mutable.attachmentMutating().remove(notes, key(notes, MODEL.gadget));
        mutable.attachmentMutating().remove(notes, key(name, MODEL.gadget));
        mutable.attachmentMutating().remove(mark, key(mark, MODEL.other));
        List<DocumentProgram> program = mutable.program();
        assertEquals(3, program.size());
        assertEquals(2, program.get(1).opcodes().size());
        assertEquals(notes.keyTarget(), program.get(1).key().target());
    }

    @Test
    void pathsIntoOtherTypesAreRefused() {
        Path elsewhere = Path.root(MODEL.point).field("x");
        refuses(target -> target.update(profile, thing, elsewhere, number(1)));
        refuses(target -> target.removeInXArray(profile, thing, elsewhere, INSTANCE));
    }

    @Test
    void valuesOfAnotherTypeThanThePlaceAreRefused() {
        refuses(target -> target.update(profile, thing, path(".flag"), number(1)));
        refuses(target ->
                target.unionInSet(profile, thing, path(".colors"), set(PrimitiveType.STRING)));
        refuses(target -> target.subtractInSet(profile, thing, path(".flag"), set(MODEL.color)));
        refuses(target -> target.unionInMap(profile, thing, path(".scores"), flags()));
        refuses(target -> target.updateInMap(profile, thing, path(".items"), flags()));
        refuses(target -> target.subtractInMap(profile, thing, path(".scores"), set(MODEL.color)));
        refuses(target ->
                target.subtractInMap(profile, thing, path(".colors"), set(PrimitiveType.STRING)));
        refuses(target ->
                target.insertInXArray(profile, thing, path(".items"), XArrayValue.END, number(1)));
        refuses(target ->
                target.updateInXArray(profile, thing, path(".items"), INSTANCE, number(1)));
        refuses(target -> target.removeInXArray(profile, thing, path(".scores"), INSTANCE));
    }

    @Test
    void whatNoAlternativeOfAVariantAdmitsIsRefused() {
        Path held = Path.root(choice.documentType()).unwrap();
        refuses(target -> target.update(choice, other, held, BoolValue.of(true)));
        refuses(target -> target.unionInSet(choice, other, held, set(PrimitiveType.INT8)));
        refuses(target -> target.unionInMap(choice, other, held, MapValue.empty(texts())));
        refuses(target -> target.subtractInMap(choice, other, held, set(PrimitiveType.INT8)));
        refuses(target -> target.insertInXArray(choice, other, held, XArrayValue.END, number(1)));
        refuses(target -> target.removeInXArray(choice, other, held, INSTANCE));
        mutable.attachmentMutating().update(choice, other, held, StringValue.of("a"));
        mutable.attachmentMutating().unionInMap(choice, other, held, flags());
        mutable.attachmentMutating().subtractInMap(choice, other, held, set(PrimitiveType.STRING));
        assertEquals(3, mutable.program().get(0).opcodes().size());
    }

    @Test
    void endNamesNoSlot() {
        Path items = path(".items");
        Value point = Value.zero(MODEL.point);
        refuses(target ->
                target.insertInXArray(profile, thing, items, INSTANCE, XArrayValue.END, point));
        refuses(target -> target.updateInXArray(profile, thing, items, XArrayValue.END, point));
        refuses(target -> target.removeInXArray(profile, thing, items, XArrayValue.END));
    }

    @Test
    void unknownAttachmentsAreRefused() {
        Attachment foreign = foreign().attachments().getFirst();
        Key key = Key.create(foreign);
        for (Consumer<AttachmentMutating> verb :
                List.<Consumer<AttachmentMutating>>of(
                        target -> target.remove(foreign, key),
                        target -> target.get(foreign, key),
                        target -> target.keys(foreign).forEach(found -> {}),
                        target -> target.entries(foreign).forEach(found -> {}))) {
            assertThrows(UnknownIdException.class, () -> verb.accept(mutable.attachmentMutating()));
        }
        assertTrue(mutable.isEmpty());
    }

    /// Else the commit that names them could never be read back.
    @Test
    void valuesBelowAnyOfUnknownTypesAreRefused() {
        Structure unknown = foreign().structures().getFirst();
        Key key = key(mark, MODEL.thing);
        Value foreign = StructureValue.create(unknown);
        Path held = Path.root(mark.documentType()).unwrap();
        refuses(target -> target.set(mark, key, AnyValue.of(foreign)));
        refuses(target -> target.update(mark, key, held, foreign));
        refuses(target -> target.update(mark, key, held.key(foreign), number(1)));
        refuses(target -> target.unionInSet(mark, key, held, SetValue.empty(new SetType(unknown))));
        refuses(target ->
                target.set(mark, key, AnyValue.of(XArrayValue.empty(new XArrayType(unknown)))));
    }

    @Test
    void keysOfUnknownOrUnrelatedConceptsInsideValuesAreRefused() {
        Key unknown = Key.of(MODEL.thing, INSTANCE, new RuntimeId(new UUID(4, 4)));
        Key unrelated = Key.of(MODEL.thing, INSTANCE, MODEL.other.runtimeId());
        StructureValue document = (StructureValue) Value.zero(profile.documentType());
        for (Key key : List.of(unknown, unrelated)) {
            refuses(target -> target.set(profile, thing, document.with("owner", key)));
            refuses(target -> target.update(profile, thing, path(".owner"), key));
            refuses(target ->
                    target.unionInSet(
                            mark,
                            key(mark, MODEL.thing),
                            Path.root(mark.documentType()).unwrap(),
                            SetValue.of(new SetType(new KeyType(MODEL.thing)), key)));
        }
        mutable.attachmentMutating()
                .update(
                        profile,
                        thing,
                        path(".owner"),
                        Key.of(MODEL.thing, INSTANCE, MODEL.gadget.runtimeId()));
        assertEquals(1, mutable.program().size());
    }

    @Test
    void programKeepsTheOrderInWhichDocumentsWereFirstTouched() {
        AttachmentMutating target = mutable.attachmentMutating();
        target.set(name, thing, StringValue.of("a"));
        target.remove(mark, key(mark, MODEL.other));
        target.set(name, thing, StringValue.of("b"));
        List<DocumentProgram> program = mutable.program();
        assertEquals(
                List.of(name, mark), program.stream().map(DocumentProgram::attachment).toList());
        assertEquals(
                List.of(
                        new Opcode.DocumentSet(StringValue.of("a")),
                        new Opcode.DocumentSet(StringValue.of("b"))),
                program.get(0).opcodes());
        assertEquals(Optional.of(StringValue.of("b")), target.get(name, thing));
    }

    @Test
    void insertNamesTheNewSlot() {
        AttachmentMutating target = mutable.attachmentMutating();
        Key gadget = key(notes, MODEL.gadget);
        target.set(notes, gadget, Value.zero(notes.documentType()));
        Path root = Path.root(notes.documentType());
        Value text = StringValue.of("a");
        UUID second = target.insertInXArray(notes, gadget, root, XArrayValue.END, text);
        UUID first = target.insertInXArray(notes, gadget, root, second, text);
        XArrayValue found = (XArrayValue) target.get(notes, gadget).orElseThrow();
        List<UUID> positions = new ArrayList<>();
        found.livePositions().forEach(positions::add);
        assertEquals(List.of(first, second), positions);
    }

    @Test
    void diffGoesIntoNestedStructuresUnlessToldOtherwise() {
        AttachmentMutating target = mutable.attachmentMutating();
        StructureValue zero = StructureValue.create(MODEL.profile);
        StructureValue point = StructureValue.create(MODEL.point).with("x", number(1));
        target.diff(profile, thing, zero);
        target.diff(profile, thing, zero.with("point", point));
        target.diff(
                profile, thing, zero.with("point", point.with("x", number(2))), false, Set.of());
        assertEquals(
                List.of(
                        new Opcode.DocumentSet(zero),
                        new Opcode.Update(path(".point.x"), number(1)),
                        new Opcode.Update(path(".point"), point.with("x", number(2)))),
                mutable.program().getFirst().opcodes());
    }

    @Test
    void diffRefusesADocumentOfAnotherTypeAndAnUnrelatedKey() {
        StringValue text = StringValue.of("a");
        refuses(target -> target.diff(name, thing, BoolValue.of(true)));
        refuses(target -> target.diff(name, key(name, MODEL.other), text));
        mutable.attachmentMutating().set(name, thing, text);
        assertThrows(
                IllegalArgumentException.class,
                () -> mutable.attachmentMutating().diff(name, thing, BoolValue.of(true)));
        mutable.attachmentMutating().diff(name, thing, text);
        assertEquals(1, mutable.program().getFirst().opcodes().size());
    }

    /// Else they would be split without a word.
    @Test
    void unitsIntoOtherTypesAreRefused() {
        Set<Path> elsewhere = Set.of(Path.root(MODEL.point).field("x"));
        Value zero = Value.zero(profile.documentType());
        refuses(target -> target.diff(profile, thing, zero, true, elsewhere));
        mutable.attachmentMutating().diff(profile, thing, zero, true, Set.of(path(".point.x")));
        assertEquals(1, mutable.program().size());
    }

    @Test
    void unrelatedKeysAreNotReadEitherOnceTheirDocumentIsPending() {
        AttachmentMutating target = mutable.attachmentMutating();
        target.set(name, thing, StringValue.of("a"));
        assertThrows(
                IllegalArgumentException.class, () -> target.get(name, key(name, MODEL.other)));
    }

    @Test
    void readsSeeWhatIsPendingInTheOrderOfInstances() {
        RecordStore store = new NaiveRecordStore(new CanonicalIndexer());
        History history = new History(store, MODEL::definitions);
        CommitMutableState first = new CommitMutableState(history.initialState());
        for (int instance : List.of(2, 4, 6)) {
            first.attachmentMutating().set(name, nameKey(instance), StringValue.of("old"));
        }
        assertEquals(CommitId.NONE, first.baseId());
        byte[] commit = CommitCodec.encodeMutations(CommitId.NONE, 1, "", "", first.program());
        store.append(List.of(commit));
        CommitMutableState second = new CommitMutableState(history.state(CommitCodec.id(commit)));
        assertEquals(CommitCodec.id(commit), second.baseId());
        assertTrue(second.isEmpty());
        AttachmentMutating target = second.attachmentMutating();
        assertEquals(List.of(nameKey(2), nameKey(4), nameKey(6)), target.keys(name).toList());
        target.remove(name, nameKey(2));
        target.set(name, nameKey(3), StringValue.of("new"));
        Key renamed = Key.of(name.keyTarget(), new UUID(0, 4), MODEL.gadget.runtimeId());
        target.set(name, renamed, StringValue.of("new"));
        assertEquals(List.of(nameKey(3), renamed, nameKey(6)), target.keys(name).toList());
        assertEquals(
                List.of("new", "new", "old"),
                target.entries(name)
                        .map(entry -> ((StringValue) entry.getValue()).value())
                        .toList());
        assertEquals(Optional.of(StringValue.of("old")), target.get(name, nameKey(6)));
        assertEquals(Optional.empty(), target.get(name, nameKey(2)));
        assertEquals(0, target.keys(notes).count());
        assertFalse(second.isEmpty());
    }

    @Test
    void whatTheRegistryLearnsMeanwhileIsTaken() {
        AtomicReference<Definitions> known = new AtomicReference<>(MODEL.definitions());
        CommitMutableState early =
                new CommitMutableState(
                        new History(new NaiveRecordStore(new CanonicalIndexer()), known::get)
                                .initialState());
        Key key = key(mark, MODEL.thing);
        Value odd = AnyValue.of(StructureValue.create(foreign().structures().getFirst()));
        assertThrows(
                IllegalArgumentException.class,
                () -> early.attachmentMutating().set(mark, key, odd));
        known.set(Definitions.builder().addAll(MODEL.definitions()).addAll(foreign()).build());
        early.attachmentMutating().set(mark, key, odd);
        assertEquals(Optional.of(odd), early.attachmentGetting().get(mark, key));
    }

    private Key nameKey(int instance) {
        return Key.of(name.keyTarget(), new UUID(0, instance), MODEL.thing.runtimeId());
    }

    private void refuses(Consumer<AttachmentMutating> verb) {
        assertThrows(
                IllegalArgumentException.class, () -> verb.accept(mutable.attachmentMutating()));
        assertTrue(mutable.isEmpty());
        assertEquals(List.of(), mutable.program());
    }

    private Path path(String text) {
        return Path.parse(profile.documentType(), text);
    }

    private static Attachment attachment(String identifier) {
        return MODEL.definitions().attachment(identifier);
    }

    private static Key key(Attachment attachment, Concept concept) {
        return Key.of(attachment.keyTarget(), INSTANCE, concept.runtimeId());
    }

    private static SetValue set(Type element) {
        return SetValue.empty(new SetType(element));
    }

    private static MapType texts() {
        return new MapType(PrimitiveType.STRING, PrimitiveType.STRING);
    }

    private static MapValue flags() {
        return MapValue.empty(new MapType(PrimitiveType.STRING, PrimitiveType.BOOL));
    }

    private static Value number(int number) {
        return IntegerValue.of(PrimitiveType.INT32, number);
    }

    private static Definitions foreign() {
        Namespace namespace = new Namespace(new UUID(8, 8), "Foreign");
        DefinitionsBuilder builder = Definitions.builder();
        Concept concept = builder.concept(namespace, "Stranger");
        Structure structure =
                builder.structure(namespace, "Odd", new Field("x", PrimitiveType.BOOL));
        builder.attachment(namespace, concept, structure, "odd");
        return builder.build();
    }
}
