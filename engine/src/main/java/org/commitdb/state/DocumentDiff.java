package org.commitdb.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.type.Field;
import org.commitdb.type.MapType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;

/// Finds opcodes that make one value of a type into another: `apply(diff(a, b)) == b`.
///
/// A structure goes field by field (nested ones too when asked), a set by subtract and union, a map
/// by subtract, update and union of whole values, an xarray by slots when the slots that both have
/// keep their order and their states can be reached; everything else by one update. A place that is
/// named as a unit is never split.
///
/// **Cost**: O(sizes); of sets and maps that one came from the other, only what differs.
final class DocumentDiff {

    private final boolean recursive;
    private final Set<Path> units;
    private final List<Opcode> opcodes = new ArrayList<>();

    private DocumentDiff(boolean recursive, Set<Path> units) {
        this.recursive = recursive;
        this.units = units;
    }

    /// The opcodes that make `from` into `to`, both documents of the type that `root` starts from.
    static List<Opcode> between(
            Path root, Value from, Value to, boolean recursive, Set<Path> units) {
        DocumentDiff diff = new DocumentDiff(recursive, units);
        diff.compare(root, from, to, true);
        return diff.opcodes;
    }

    private void compare(Path path, Value from, Value to, boolean split) {
        if (from.equals(to)) {
            return;
        }
        boolean unit = units.contains(path);
        if (!unit
                && split
                && from instanceof StructureValue ours
                && to instanceof StructureValue theirs) {
            compareFields(path, ours, theirs);
        } else if (!unit && from instanceof SetValue ours && to instanceof SetValue theirs) {
            compareSets(path, ours, theirs);
        } else if (!unit && from instanceof MapValue ours && to instanceof MapValue theirs) {
            compareMaps(path, ours, theirs);
        } else if (!unit && from instanceof XArrayValue ours && to instanceof XArrayValue theirs) {
            if (!compareSlots(path, ours, theirs)) {
                opcodes.add(new Opcode.Update(path, to));
            }
        } else {
            opcodes.add(new Opcode.Update(path, to));
        }
    }

    private void compareFields(Path path, StructureValue from, StructureValue to) {
        Structure type = from.type();
        for (int i = 0; i < from.size(); i++) {
            Field field = type.fields().get(i);
            compare(path.field(field.name()), from.get(i), to.get(i), recursive);
        }
    }

    private void compareSets(Path path, SetValue from, SetValue to) {
        SetValue.Builder gone = SetValue.empty(from.type()).toBuilder();
        SetValue.Builder fresh = SetValue.empty(from.type()).toBuilder();
        for (SetValue.Change change : from.changesTo(to)) {
            (change.added() ? fresh : gone).add(change.element());
        }
        if (gone.size() > 0) {
            opcodes.add(new Opcode.SubtractInSet(path, gone.build()));
        }
        if (fresh.size() > 0) {
            opcodes.add(new Opcode.UnionInSet(path, fresh.build()));
        }
    }

    private void compareMaps(Path path, MapValue from, MapValue to) {
        MapType type = from.type();
        SetValue.Builder gone = SetValue.empty(new SetType(type.key())).toBuilder();
        MapValue.Builder changed = MapValue.empty(type).toBuilder();
        MapValue.Builder fresh = MapValue.empty(type).toBuilder();
        for (MapValue.Change change : from.changesTo(to)) {
            if (change.after() == null) {
                gone.add(change.key());
            } else {
                (change.before() == null ? fresh : changed).put(change.key(), change.after());
            }
        }
        if (gone.size() > 0) {
            opcodes.add(new Opcode.SubtractInMap(path, gone.build()));
        }
        if (changed.size() > 0) {
            opcodes.add(new Opcode.UpdateInMap(path, changed.build()));
        }
        if (fresh.size() > 0) {
            opcodes.add(new Opcode.UnionInMap(path, fresh.build()));
        }
    }

    /// Adds opcodes slot by slot; false, and nothing added, when slots would have to vanish, move,
    /// or be masked or unmasked.
    private boolean compareSlots(Path path, XArrayValue from, XArrayValue to) {
        Map<UUID, XArrayValue.Slot> old = new HashMap<>();
        from.slots().forEach(slot -> old.put(slot.position(), slot));
        List<Opcode> edits = new ArrayList<>();
        List<Opcode> inserts = new ArrayList<>();
        Iterator<XArrayValue.Slot> expected = from.slots().iterator();
        List<XArrayValue.Slot> slots = new ArrayList<>();
        to.slots().forEach(slots::add);
        int common = 0;
        for (XArrayValue.Slot slot : slots) {
            XArrayValue.Slot before = old.get(slot.position());
            if (before != null) {
                common++;
                if (!expected.next().position().equals(slot.position())
                        || !addEdit(edits, path, before, slot)) {
                    return false;
                }
            } else if (slot.state() == SlotState.MASKED) {
                return false;
            }
        }
        if (common != old.size()) {
            return false;
        }
        UUID anchor = XArrayValue.END;
        for (XArrayValue.Slot slot : slots.reversed()) {
            if (!old.containsKey(slot.position())) {
                addInsert(inserts, path, anchor, slot, from);
            }
            anchor = slot.position();
        }
        opcodes.addAll(edits);
        opcodes.addAll(inserts);
        return true;
    }

    private static boolean addEdit(
            List<Opcode> edits, Path path, XArrayValue.Slot from, XArrayValue.Slot to) {
        if (from.equals(to)) {
            return true;
        }
        if (from.state() == SlotState.MASKED || to.state() == SlotState.MASKED) {
            return false;
        }
        edits.add(
                to.value() == null
                        ? new Opcode.RemoveInXArray(path, to.position())
                        : new Opcode.UpdateInXArray(path, to.position(), to.value()));
        return true;
    }

    private static void addInsert(
            List<Opcode> inserts, Path path, UUID anchor, XArrayValue.Slot slot, XArrayValue like) {
        Value value = slot.value() != null ? slot.value() : Value.zero(like.type().element());
        inserts.add(new Opcode.InsertInXArray(path, anchor, slot.position(), value));
        if (slot.value() == null) {
            inserts.add(new Opcode.RemoveInXArray(path, slot.position()));
        }
    }
}
