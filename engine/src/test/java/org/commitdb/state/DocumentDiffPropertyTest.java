package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.type.Attachment;
import org.commitdb.type.Field;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;

/// That a diff makes any value of any type into any other, and is as fine as it says.
final class DocumentDiffPropertyTest {

    private static final RichModel MODEL = new RichModel();
    private static final Structure PROFILE =
            (Structure) MODEL.definitions().attachment("Rich::Thing.profile").documentType();
    private static final int PAIRS = 100;
    private static final Set<Type> typesSeen = new HashSet<>();
    private static long pairs;
    private static long relatedPairs;

    @Property(tries = 1000)
    void applyingADiffGivesTheOtherValue(@ForAll long seed) {
        Random random = new Random(seed);
        RandomValues values = new RandomValues(random, MODEL);
        for (int i = 0; i < PAIRS; i++) {
            Type type = anyType(values);
            Value from = values.of(type);
            Value to = values.of(type);
            assertLaw(from, to, values.chance(50), Set.of());
            pairs++;
            typesSeen.add(type);
        }
    }

    @AfterContainer
    static void tellHowManyPairs() {
        System.out.printf(
                "diff law: %d pairs of %d types, %d pairs of related versions%n",
                pairs, typesSeen.size(), relatedPairs);
    }

    @Property(tries = 1000)
    void applyingADiffOfRelatedVersionsGivesTheOther(@ForAll long seed) {
        Random random = new Random(seed);
        RandomValues values = new RandomValues(random, MODEL);
        RandomOpcodes opcodes = new RandomOpcodes(values, MODEL);
        for (int i = 0; i < PAIRS; i++) {
            Attachment attachment = values.oneOf(MODEL.attachments());
            Value from = values.of(attachment.documentType());
            List<Opcode> edits = new ArrayList<>();
            Value to = edited(from, attachment, opcodes, values, edits);
            assertLaw(from, to, values.chance(50), units(edits, values));
            assertLaw(to, from, values.chance(50), units(edits, values));
            relatedPairs += 2;
        }
    }

    private static Value edited(
            Value from,
            Attachment attachment,
            RandomOpcodes opcodes,
            RandomValues values,
            List<Opcode> edits) {
        DocumentEvaluator evaluator = new DocumentEvaluator(from);
        for (int i = values.below(6); i >= 0; i--) {
            Value now = evaluator.document();
            Opcode opcode = opcodes.opcode(attachment, now == null ? from : now);
            if (!(opcode instanceof Opcode.DocumentRemove)) {
                edits.add(opcode);
                if (values.chance(15)) {
                    evaluator.applyMasked(List.of(opcode));
                } else {
                    evaluator.apply(opcode);
                }
            }
        }
        Value to = evaluator.document();
        return to == null ? from : to;
    }

    /// Some of the places that were edited, or places around them.
    private static Set<Path> units(List<Opcode> edits, RandomValues values) {
        Set<Path> units = new HashSet<>();
        for (Opcode opcode : edits) {
            if (opcode instanceof Opcode.Edit edit && values.chance(40)) {
                Path path = edit.path();
                int steps = values.below(path.steps().size() + 1);
                units.add(Path.of(path.rootType(), path.steps().subList(0, steps)));
            }
        }
        return units;
    }

    private static void assertLaw(Value from, Value to, boolean recursive, Set<Path> units) {
        Path root = Path.root(from.type());
        List<Opcode> diff = DocumentDiff.between(root, from, to, recursive, units);
        assertEquals(from.equals(to), diff.isEmpty());
        DocumentEvaluator evaluator = new DocumentEvaluator(from);
        for (Opcode opcode : diff) {
            assertEquals(Outcome.APPLIED, evaluator.apply(opcode));
            Path path = ((Opcode.Edit) opcode).path();
            for (Path unit : units) {
                boolean within = path.startsWith(unit) && !path.equals(unit);
                assertTrue(!within, () -> path + " is within the unit " + unit);
                assertTrue(
                        !path.equals(unit) || opcode instanceof Opcode.Update,
                        () -> "the unit " + unit + " is split");
            }
        }
        assertEquals(to, evaluator.document());
    }

    /// What somebody else did to other fields survives a diff that is replayed after it.
    @Property(tries = 1000)
    void diffOfOneFieldLeavesTheOthersAlone(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed), MODEL);
        Structure type = PROFILE;
        StructureValue base = (StructureValue) values.of(type);
        int mine = values.below(type.fields().size());
        int yours = values.below(type.fields().size());
        StructureValue edited = base.with(mine, values.of(fieldType(type, mine)));
        StructureValue other = base.with(yours, values.of(fieldType(type, yours)));
        List<Opcode> diff =
                DocumentDiff.between(Path.root(type), base, edited, values.chance(50), Set.of());
        DocumentEvaluator evaluator = new DocumentEvaluator(other);
        evaluator.applyAll(diff);
        StructureValue merged = (StructureValue) evaluator.document();
        for (int i = 0; i < type.fields().size(); i++) {
            if (i != mine) {
                assertEquals(other.get(i), merged.get(i));
            } else if (i != yours) {
                assertEquals(edited.get(i), merged.get(i));
            }
        }
    }

    private static Type fieldType(Structure type, int index) {
        return type.fields().get(index).type();
    }

    private static Type anyType(RandomValues values) {
        if (values.chance(40)) {
            return values.oneOf(MODEL.attachments()).documentType();
        }
        return values.chance(50)
                ? values.oneOf(MODEL.anyTypes)
                : values.oneOf(PROFILE.fields().stream().map(Field::type).toList());
    }
}
