package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.type.MapType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// How fine a diff is, by example: the coarser it is, the more it takes away from what others do.
final class DocumentDiffTest {

    private static final RichModel MODEL = new RichModel();
    private static final Path PROFILE = Path.root(MODEL.profile);
    private static final StructureValue ZERO = StructureValue.create(MODEL.profile);
    private static final SetType NUMBERS = new SetType(PrimitiveType.INT32);
    private static final XArrayType SLOTS = new XArrayType(PrimitiveType.INT32);

    @Test
    void equalDocumentsDifferInNothing() {
        assertEquals(List.of(), diff(ZERO, StructureValue.create(MODEL.profile)));
    }

    @Test
    void structuresGoFieldByField() {
        StructureValue to = ZERO.with("text", StringValue.of("a")).with("color", color(1));
        assertEquals(
                List.of(
                        new Opcode.Update(PROFILE.field("text"), StringValue.of("a")),
                        new Opcode.Update(PROFILE.field("color"), color(1))),
                diff(ZERO, to));
    }

    @Test
    void nestedStructuresGoFieldByFieldWhenTheCallerSaysSo() {
        StructureValue to = ZERO.with("point", point(5));
        Path field = PROFILE.field("point");
        assertEquals(
                List.of(new Opcode.Update(field.field("x"), number(5))),
                DocumentDiff.between(PROFILE, ZERO, to, true, Set.of()));
        assertEquals(
                List.of(new Opcode.Update(field, point(5))),
                DocumentDiff.between(PROFILE, ZERO, to, false, Set.of()));
    }

    @Test
    void setsGoByWhatIsRemovedAndWhatIsAdded() {
        Path root = Path.root(NUMBERS);
        assertEquals(
                List.of(
                        new Opcode.SubtractInSet(root, numbers(1)),
                        new Opcode.UnionInSet(root, numbers(4, 5))),
                diff(numbers(1, 2, 3), numbers(2, 3, 4, 5)));
        assertEquals(
                List.of(new Opcode.UnionInSet(root, numbers(2))), diff(numbers(1), numbers(1, 2)));
        assertEquals(
                List.of(new Opcode.SubtractInSet(root, numbers(2))),
                diff(numbers(1, 2), numbers(1)));
    }

    @Test
    void mapsGoByWhatIsRemovedChangedAndAddedWithWholeValues() {
        MapValue from = scores(Map.of(text("a"), point(1), text("b"), point(2)));
        MapValue to = scores(Map.of(text("b"), point(3), text("c"), point(4)));
        Path root = Path.root(from.type());
        SetValue gone = SetValue.of(new SetType(PrimitiveType.STRING), text("a"));
        assertEquals(
                List.of(
                        new Opcode.SubtractInMap(root, gone),
                        new Opcode.UpdateInMap(root, scores(Map.of(text("b"), point(3)))),
                        new Opcode.UnionInMap(root, scores(Map.of(text("c"), point(4))))),
                diff(from, to));
    }

    @Test
    void mapsThatDifferInOneWayOnlyTakeOneOpcode() {
        MapValue one = scores(Map.of(text("a"), point(1)));
        MapValue two = scores(Map.of(text("a"), point(1), text("b"), point(2)));
        Path root = Path.root(one.type());
        assertEquals(
                List.of(
                        new Opcode.SubtractInMap(
                                root, SetValue.of(new SetType(PrimitiveType.STRING), text("b")))),
                diff(two, one));
        assertEquals(
                List.of(new Opcode.UnionInMap(root, scores(Map.of(text("b"), point(2))))),
                diff(one, two));
        MapValue changed = scores(Map.of(text("a"), point(3)));
        assertEquals(List.of(new Opcode.UpdateInMap(root, changed)), diff(one, changed));
    }

    @Test
    void xarraysGoBySlots() {
        XArrayValue from = slots(1, 2, 3, 4);
        XArrayValue to =
                from.remove(slot(1))
                        .update(slot(2), number(20))
                        .insert(slot(3), slot(7), number(7))
                        .insert(XArrayValue.END, slot(8), number(8))
                        .remove(slot(8));
        Path root = Path.root(SLOTS);
        assertEquals(
                List.of(
                        new Opcode.RemoveInXArray(root, slot(1)),
                        new Opcode.UpdateInXArray(root, slot(2), number(20)),
                        new Opcode.InsertInXArray(root, XArrayValue.END, slot(8), number(0)),
                        new Opcode.RemoveInXArray(root, slot(8)),
                        new Opcode.InsertInXArray(root, slot(3), slot(7), number(7))),
                diff(from, to));
    }

    @Test
    void emptiedSlotIsRevivedByAnUpdateOfIt() {
        XArrayValue to = slots(1, 2);
        assertEquals(
                List.of(new Opcode.UpdateInXArray(Path.root(SLOTS), slot(1), number(1))),
                diff(to.remove(slot(1)), to));
    }

    @Test
    void xarraysWhoseSlotsMoveVanishOrAreMaskedAreReplaced() {
        XArrayValue from = slots(1, 2);
        for (XArrayValue to :
                List.of(
                        slots(2, 1),
                        slots(2),
                        slots(1),
                        from.insertMasked(XArrayValue.END, slot(3)))) {
            assertEquals(List.of(new Opcode.Update(Path.root(SLOTS), to)), diff(from, to));
        }
        XArrayValue masked = slots(1).insertMasked(XArrayValue.END, slot(2));
        assertEquals(List.of(new Opcode.Update(Path.root(SLOTS), from)), diff(masked, from));
    }

    @Test
    void whatAnAnyHoldsIsReplaced() {
        AnyValue to = AnyValue.of(numbers(1, 2));
        assertEquals(
                List.of(new Opcode.Update(Path.root(to.type()), to)),
                diff(AnyValue.of(numbers(1)), to));
    }

    @Test
    void unitsAreReplacedAsAWhole() {
        StructureValue to =
                ZERO.with("point", point(5))
                        .with("colors", SetValue.of(new SetType(MODEL.color), color(2)));
        for (String unit : List.of("point", "colors")) {
            Path path = PROFILE.field(unit);
            List<Opcode> diff = DocumentDiff.between(PROFILE, ZERO, to, true, Set.of(path));
            assertEquals(2, diff.size());
            Opcode replaces = new Opcode.Update(path, to.get(unit));
            assertEquals(List.of(replaces), diff.stream().filter(replaces::equals).toList());
        }
        assertEquals(
                List.of(new Opcode.Update(PROFILE, to)),
                DocumentDiff.between(PROFILE, ZERO, to, true, Set.of(PROFILE)));
    }

    private static List<Opcode> diff(Value from, Value to) {
        return DocumentDiff.between(Path.root(from.type()), from, to, true, Set.of());
    }

    private static Value color(int index) {
        return EnumerationValue.of(MODEL.color, index);
    }

    private static StructureValue point(int x) {
        return StructureValue.create(MODEL.point).with("x", number(x));
    }

    private static MapValue scores(Map<Value, Value> entries) {
        return MapValue.of(new MapType(PrimitiveType.STRING, MODEL.point), entries);
    }

    private static SetValue numbers(int... numbers) {
        SetValue.Builder builder = SetValue.empty(NUMBERS).toBuilder();
        for (int each : numbers) {
            builder.add(number(each));
        }
        return builder.build();
    }

    private static XArrayValue slots(int... numbers) {
        XArrayValue xarray = XArrayValue.empty(SLOTS);
        for (int each : numbers) {
            xarray = xarray.insert(XArrayValue.END, slot(each), number(each));
        }
        return xarray;
    }

    private static UUID slot(int number) {
        return new UUID(7, number);
    }

    private static Value number(int number) {
        return IntegerValue.of(PrimitiveType.INT32, number);
    }

    private static Value text(String text) {
        return StringValue.of(text);
    }
}
