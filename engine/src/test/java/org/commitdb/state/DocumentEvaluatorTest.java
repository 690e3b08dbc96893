package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.type.AnyType;
import org.commitdb.type.Attachment;
import org.commitdb.type.MapType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// What single opcodes make of a document, against the naive evaluation and by example.
final class DocumentEvaluatorTest {

    private static final RichModel MODEL = new RichModel();
    private static final XArrayType NUMBERS = new XArrayType(PrimitiveType.INT32);
    private static final SetType ANYTHING = new SetType(AnyType.ANY);

    @Property(tries = 500)
    void everyOpcodeDoesWhatTheOracleDoes(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed), MODEL);
        RandomOpcodes opcodes = new RandomOpcodes(values, MODEL);
        Attachment attachment = values.oneOf(MODEL.attachments());
        DocumentEvaluator evaluator = new DocumentEvaluator(null);
        NaiveDocument oracle = new NaiveDocument();
        for (int i = 0; i < 60; i++) {
            Opcode opcode = opcodes.opcode(attachment, oracle.value().orElse(null));
            if (values.chance(15)) {
                oracle.applyMasked(opcode);
                evaluator.applyMasked(List.of(opcode));
            } else {
                assertEquals(oracle.apply(opcode), evaluator.apply(opcode), opcode::toString);
            }
            if (values.chance(40)) {
                assertEquals(oracle.value(), Optional.ofNullable(evaluator.document()));
            }
        }
        assertEquals(oracle.value(), Optional.ofNullable(evaluator.document()));
    }

    @Test
    void unknownAnchorRelocatesToTheEnd() {
        DocumentEvaluator evaluator = numbers(1, 2);
        assertEquals(Outcome.RELOCATED, evaluator.apply(insert(slot(9), slot(3))));
        assertEquals("[1, 2, 3]", live(evaluator));
    }

    @Test
    void laterInsertAtAnAnchorIsNearerToIt() {
        DocumentEvaluator evaluator = numbers(1);
        assertEquals(Outcome.APPLIED, evaluator.apply(insert(slot(1), slot(2))));
        assertEquals(Outcome.APPLIED, evaluator.apply(insert(slot(1), slot(3))));
        assertEquals("[2, 3, 1]", live(evaluator));
    }

    @Test
    void disabledInsertKeepsThePlaceForWhatIsAnchoredOnIt() {
        DocumentEvaluator evaluator = numbers(1, 2);
        evaluator.applyMasked(List.of(insert(slot(2), slot(3))));
        assertEquals("[1, 2]", live(evaluator));
        assertEquals(Outcome.APPLIED, evaluator.apply(insert(slot(3), slot(4))));
        assertEquals("[1, 4, 2]", live(evaluator));
    }

    @Test
    void insertOfAnExistingSlotKeepsItWhereItIs() {
        DocumentEvaluator evaluator = numbers(1, 2);
        evaluator.apply(new Opcode.RemoveInXArray(Path.root(NUMBERS), slot(1)));
        assertEquals("[2]", live(evaluator));
        assertEquals(Outcome.APPLIED, evaluator.apply(insert(XArrayValue.END, slot(1))));
        assertEquals("[1, 2]", live(evaluator));
    }

    @Test
    void updateNeverRevivesAMaskedSlotAndInsertDoes() {
        XArrayValue masked = XArrayValue.empty(NUMBERS).insertMasked(XArrayValue.END, slot(1));
        DocumentEvaluator evaluator = new DocumentEvaluator(masked);
        Path root = Path.root(NUMBERS);
        assertEquals(
                Outcome.MASKED_SLOT,
                evaluator.apply(new Opcode.UpdateInXArray(root, slot(1), number(5))));
        assertEquals(
                Outcome.MASKED_SLOT, evaluator.apply(new Opcode.RemoveInXArray(root, slot(1))));
        assertEquals(masked, evaluator.document());
        assertEquals(Outcome.APPLIED, evaluator.apply(insert(XArrayValue.END, slot(1))));
        assertEquals("[1]", live(evaluator));
    }

    @Test
    void updateAtTheRootNeedsADocument() {
        Path root = Path.root(PrimitiveType.STRING);
        Opcode update = new Opcode.Update(root, StringValue.of("b"));
        DocumentEvaluator evaluator = new DocumentEvaluator(null);
        assertEquals(Outcome.MISSING_DOCUMENT, evaluator.apply(update));
        assertEquals(null, evaluator.document());
        evaluator.apply(new Opcode.DocumentSet(StringValue.of("a")));
        assertEquals(Outcome.APPLIED, evaluator.apply(update));
        assertEquals(StringValue.of("b"), evaluator.document());
    }

    @Test
    void growthBeyondWhatAnAnyHoldsHasNoEffectAndKeepsWhatCameBefore() {
        Path path = Path.root(AnyType.ANY).unwrap();
        AnyValue document = AnyValue.of(SetValue.empty(ANYTHING));
        SetValue deepest = SetValue.of(ANYTHING, nested(Value.MAXIMUM_DEPTH - 1));
        SetValue tooDeep = SetValue.of(ANYTHING, nested(Value.MAXIMUM_DEPTH));
        SetValue flat = SetValue.of(ANYTHING, AnyValue.of(StringValue.of("flat")));
        SetValue other = SetValue.of(ANYTHING, AnyValue.of(StringValue.of("other")));
        List<Opcode> opcodes =
                List.of(
                        new Opcode.DocumentSet(document),
                        new Opcode.UnionInSet(path, flat),
                        new Opcode.UnionInSet(path, deepest),
                        new Opcode.UnionInSet(path, other),
                        new Opcode.UnionInSet(path, tooDeep),
                        new Opcode.SubtractInSet(path, flat));
        DocumentEvaluator evaluator = new DocumentEvaluator(null);
        NaiveDocument oracle = new NaiveDocument();
        for (Opcode opcode : opcodes) {
            assertEquals(oracle.apply(opcode), evaluator.apply(opcode));
        }
        assertEquals(
                AnyValue.of(deepest.with(AnyValue.of(StringValue.of("other")))),
                evaluator.document());
        assertEquals(oracle.value(), Optional.ofNullable(evaluator.document()));
    }

    /// Every container under an `any`, and under a map under it, grows to just what fits.
    @Test
    void growthEndsAtTheSameDepthForEveryVerb() {
        MapType entries = new MapType(PrimitiveType.STRING, AnyType.ANY);
        XArrayType slots = new XArrayType(AnyType.ANY);
        StringValue name = StringValue.of("a");
        Path held = Path.root(AnyType.ANY).unwrap();
        MapValue entry = MapValue.empty(entries).with(name, AnyValue.nil());
        XArrayValue slot =
                XArrayValue.empty(slots).insert(XArrayValue.END, slot(1), AnyValue.nil());
        for (int levels = Value.MAXIMUM_DEPTH - 8; levels <= Value.MAXIMUM_DEPTH; levels++) {
            AnyValue deep = nested(levels);
            for (Path path : List.of(held, held.key(name).unwrap())) {
                assertGrowsAsTheOracle(
                        path,
                        SetValue.empty(ANYTHING),
                        new Opcode.UnionInSet(path, SetValue.of(ANYTHING, deep)));
                assertGrowsAsTheOracle(
                        path, entry, new Opcode.UnionInMap(path, entry.with(name, deep)));
                assertGrowsAsTheOracle(
                        path, entry, new Opcode.UpdateInMap(path, entry.with(name, deep)));
                assertGrowsAsTheOracle(
                        path,
                        slot,
                        new Opcode.InsertInXArray(path, XArrayValue.END, slot(2), deep));
                assertGrowsAsTheOracle(path, slot, new Opcode.UpdateInXArray(path, slot(1), deep));
            }
        }
    }

    private static void assertGrowsAsTheOracle(Path path, Value container, Opcode growth) {
        MapType entries = new MapType(PrimitiveType.STRING, AnyType.ANY);
        Value held =
                path.steps().size() == 1
                        ? container
                        : MapValue.empty(entries).with(StringValue.of("a"), AnyValue.of(container));
        Opcode set = new Opcode.DocumentSet(AnyValue.of(held));
        DocumentEvaluator evaluator = new DocumentEvaluator(null);
        NaiveDocument oracle = new NaiveDocument();
        assertEquals(oracle.apply(set), evaluator.apply(set));
        assertEquals(oracle.apply(growth), evaluator.apply(growth), growth::toString);
        assertEquals(oracle.value(), Optional.ofNullable(evaluator.document()));
    }

    @Test
    void operandsForAnotherTypeThanWhatAnAnyHoldsAreOfTheWrongKind() {
        Path held = Path.root(AnyType.ANY).unwrap();
        Value text = StringValue.of("a");
        SetType texts = new SetType(PrimitiveType.STRING);
        SetType numbers = new SetType(PrimitiveType.INT32);
        MapType flags = new MapType(PrimitiveType.INT32, PrimitiveType.BOOL);
        MapType names = new MapType(PrimitiveType.INT32, PrimitiveType.STRING);
        SetValue set = SetValue.of(numbers, number(1));
        MapValue map = MapValue.empty(names).with(number(1), text);
        XArrayValue xarray = XArrayValue.empty(NUMBERS).insert(XArrayValue.END, slot(1), number(1));
        for (List<Object> each :
                List.<List<Object>>of(
                        List.of(set, new Opcode.UnionInSet(held, SetValue.of(texts, text))),
                        List.of(set, new Opcode.SubtractInSet(held, SetValue.of(texts, text))),
                        List.of(set, new Opcode.SubtractInMap(held, set)),
                        List.of(map, new Opcode.UnionInMap(held, MapValue.empty(flags))),
                        List.of(map, new Opcode.UpdateInMap(held, MapValue.empty(flags))),
                        List.of(map, new Opcode.SubtractInMap(held, SetValue.of(texts, text))),
                        List.of(map, new Opcode.UnionInSet(held, set)),
                        List.of(xarray, new Opcode.InsertInXArray(held, slot(1), slot(2), text)),
                        List.of(xarray, new Opcode.UpdateInXArray(held, slot(1), text)),
                        List.of(map, new Opcode.RemoveInXArray(held, slot(1))))) {
            AnyValue document = AnyValue.of((Value) each.getFirst());
            DocumentEvaluator evaluator = new DocumentEvaluator(document);
            Opcode opcode = (Opcode) each.getLast();
            assertEquals(Outcome.WRONG_KIND, evaluator.apply(opcode), opcode::toString);
            evaluator.applyMasked(List.of(opcode));
            assertEquals(document, evaluator.document(), opcode::toString);
        }
    }

    /// An `any` that is `levels` levels itself.
    private static AnyValue nested(int levels) {
        AnyValue value = AnyValue.of(StringValue.of("deep"));
        for (int level = 1; level < levels; level++) {
            value = AnyValue.of(value);
        }
        return value;
    }

    private static DocumentEvaluator numbers(int... numbers) {
        DocumentEvaluator evaluator = new DocumentEvaluator(XArrayValue.empty(NUMBERS));
        for (int number : numbers) {
            evaluator.apply(insert(XArrayValue.END, slot(number)));
        }
        return evaluator;
    }

    private static Opcode insert(UUID before, UUID position) {
        return new Opcode.InsertInXArray(
                Path.root(NUMBERS),
                before,
                position,
                number((int) position.getLeastSignificantBits()));
    }

    private static UUID slot(int number) {
        return new UUID(7, number);
    }

    private static Value number(int number) {
        return IntegerValue.of(PrimitiveType.INT32, number);
    }

    private static String live(DocumentEvaluator evaluator) {
        XArrayValue xarray = (XArrayValue) evaluator.document();
        StringBuilder text = new StringBuilder();
        for (Value value : xarray.values()) {
            text.append(text.isEmpty() ? "[" : ", ").append(value);
        }
        return text.append("]").toString();
    }
}
