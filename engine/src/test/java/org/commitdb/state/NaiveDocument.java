package org.commitdb.state;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.commit.Opcode;
import org.commitdb.path.PathStep;
import org.commitdb.type.AnyType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.value.MapValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// One document of the oracle: replays opcodes on plain collections, one place at a time.
final class NaiveDocument {

    private @Nullable NaiveValue document;

    /// The document as the engine has it.
    Optional<Value> value() {
        return Optional.ofNullable(document).map(NaiveValue::toValue);
    }

    /// Replays an opcode of an enabled commit.
    Outcome apply(Opcode opcode) {
        return switch (opcode) {
            case Opcode.DocumentSet set -> {
                document = NaiveValue.of(set.document());
                yield Outcome.APPLIED;
            }
            case Opcode.DocumentRemove remove -> {
                boolean existed = document != null;
                document = null;
                yield existed ? Outcome.APPLIED : Outcome.MISSING_DOCUMENT;
            }
            case Opcode.Edit edit -> applyEdit(edit);
        };
    }

    /// Replays an opcode of a disabled commit: only an inserted slot leaves a trace.
    void applyMasked(Opcode opcode) {
        if (opcode instanceof Opcode.InsertInXArray insert
                && document != null
                && resolve(document, insert.path().steps()) instanceof NaiveValue.Slots slots
                && slots.type().element().equals(insert.value().type())
                && slots.find(insert.position()) == null) {
            place(
                    slots,
                    insert.before(),
                    new NaiveValue.Slot(insert.position(), SlotState.MASKED, null));
        }
    }

    private Outcome applyEdit(Opcode.Edit edit) {
        NaiveValue root = document;
        if (root == null) {
            return Outcome.MISSING_DOCUMENT;
        }
        List<PathStep> steps = edit.path().steps();
        NaiveValue found = resolve(root, steps);
        if (found == null) {
            return Outcome.UNRESOLVED_PATH;
        }
        NaiveValue before = NaiveValue.of(root.toValue());
        Outcome outcome =
                edit instanceof Opcode.Update update
                        ? update(root, steps, found, update.value())
                        : applyInContainer(edit, found);
        if (document != null && nestsTooDeep(document)) {
            document = before;
            return Outcome.WRONG_KIND;
        }
        return outcome;
    }

    private Outcome update(
            NaiveValue root, List<PathStep> steps, NaiveValue found, Value replacement) {
        if (!found.type().equals(replacement.type())) {
            return Outcome.WRONG_KIND;
        }
        NaiveValue fresh = NaiveValue.of(replacement);
        if (steps.isEmpty()) {
            document = fresh;
            return Outcome.APPLIED;
        }
        NaiveValue owner = resolve(root, steps.subList(0, steps.size() - 1));
        switch (steps.getLast()) {
            case PathStep.Field field ->
                    ((NaiveValue.Members) owner).members().set(indexOf(owner, field), fresh);
            case PathStep.Index index ->
                    ((NaiveValue.Members) owner).members().set(index.index(), fresh);
            case PathStep.Key key -> ((NaiveValue.Entries) owner).entries().put(key.key(), fresh);
            case PathStep.Position position ->
                    ((NaiveValue.Slots) owner).find(position.position()).value = fresh;
            case PathStep.Unwrap unwrap -> ((NaiveValue.Holder) owner).content().set(0, fresh);
        }
        return Outcome.APPLIED;
    }

    private static Outcome applyInContainer(Opcode.Edit edit, NaiveValue found) {
        return switch (edit) {
            case Opcode.Update update -> throw new AssertionError("not on a container");
            case Opcode.UnionInSet union -> {
                if (!(found instanceof NaiveValue.Elements set)
                        || !set.type().equals(union.elements().type())) {
                    yield Outcome.WRONG_KIND;
                }
                union.elements().forEach(set.elements()::add);
                yield Outcome.APPLIED;
            }
            case Opcode.SubtractInSet subtract -> {
                if (!(found instanceof NaiveValue.Elements set)
                        || !set.type().equals(subtract.elements().type())) {
                    yield Outcome.WRONG_KIND;
                }
                subtract.elements().forEach(set.elements()::remove);
                yield Outcome.APPLIED;
            }
            case Opcode.UnionInMap union -> {
                if (!(found instanceof NaiveValue.Entries map)
                        || !map.type().equals(union.entries().type())) {
                    yield Outcome.WRONG_KIND;
                }
                for (MapValue.Entry entry : union.entries().entries()) {
                    map.entries().put(entry.key(), NaiveValue.of(entry.value()));
                }
                yield Outcome.APPLIED;
            }
            case Opcode.UpdateInMap update -> {
                if (!(found instanceof NaiveValue.Entries map)
                        || !map.type().equals(update.entries().type())) {
                    yield Outcome.WRONG_KIND;
                }
                boolean applied = update.entries().size() == 0;
                for (MapValue.Entry entry : update.entries().entries()) {
                    if (map.entries().containsKey(entry.key())) {
                        map.entries().put(entry.key(), NaiveValue.of(entry.value()));
                        applied = true;
                    }
                }
                yield applied ? Outcome.APPLIED : Outcome.ABSENT_ENTRY;
            }
            case Opcode.SubtractInMap subtract -> {
                if (!(found instanceof NaiveValue.Entries map)
                        || !subtract.keys().type().equals(new SetType(map.type().key()))) {
                    yield Outcome.WRONG_KIND;
                }
                subtract.keys().forEach(map.entries()::remove);
                yield Outcome.APPLIED;
            }
            case Opcode.InsertInXArray insert ->
                    found instanceof NaiveValue.Slots slots && holds(slots, insert.value())
                            ? insert(slots, insert)
                            : Outcome.WRONG_KIND;
            case Opcode.UpdateInXArray update -> {
                if (!(found instanceof NaiveValue.Slots slots) || !holds(slots, update.value())) {
                    yield Outcome.WRONG_KIND;
                }
                NaiveValue.Slot slot = slots.find(update.position());
                if (slot == null) {
                    yield Outcome.ABSENT_ENTRY;
                }
                if (slot.state == SlotState.MASKED) {
                    yield Outcome.MASKED_SLOT;
                }
                slot.state = SlotState.LIVE;
                slot.value = NaiveValue.of(update.value());
                yield Outcome.APPLIED;
            }
            case Opcode.RemoveInXArray remove -> {
                if (!(found instanceof NaiveValue.Slots slots)) {
                    yield Outcome.WRONG_KIND;
                }
                NaiveValue.Slot slot = slots.find(remove.position());
                if (slot == null || slot.state == SlotState.EMPTIED) {
                    yield Outcome.ABSENT_ENTRY;
                }
                if (slot.state == SlotState.MASKED) {
                    yield Outcome.MASKED_SLOT;
                }
                slot.state = SlotState.EMPTIED;
                slot.value = null;
                yield Outcome.APPLIED;
            }
        };
    }

    private static boolean holds(NaiveValue.Slots slots, Value element) {
        return slots.type().element().equals(element.type());
    }

    private static Outcome insert(NaiveValue.Slots slots, Opcode.InsertInXArray insert) {
        NaiveValue.Slot existing = slots.find(insert.position());
        if (existing != null) {
            existing.state = SlotState.LIVE;
            existing.value = NaiveValue.of(insert.value());
            return Outcome.APPLIED;
        }
        boolean anchored =
                place(
                        slots,
                        insert.before(),
                        new NaiveValue.Slot(
                                insert.position(), SlotState.LIVE, NaiveValue.of(insert.value())));
        return anchored ? Outcome.APPLIED : Outcome.RELOCATED;
    }

    private static boolean place(NaiveValue.Slots slots, UUID before, NaiveValue.Slot slot) {
        NaiveValue.Slot anchor = slots.find(before);
        if (anchor == null) {
            slots.slots().add(slot);
            return before.equals(XArrayValue.END);
        }
        slots.slots().add(slots.slots().indexOf(anchor), slot);
        return true;
    }

    private static @Nullable NaiveValue resolve(NaiveValue root, List<PathStep> steps) {
        NaiveValue place = root;
        for (PathStep step : steps) {
            place = place == null ? null : resolve(place, step);
        }
        return place;
    }

    private static @Nullable NaiveValue resolve(NaiveValue place, PathStep step) {
        return switch (step) {
            case PathStep.Field field -> {
                int index = indexOf(place, field);
                yield index < 0 ? null : ((NaiveValue.Members) place).members().get(index);
            }
            case PathStep.Index index ->
                    place instanceof NaiveValue.Members members
                                    && !(members.type() instanceof Structure)
                                    && index.index() < members.members().size()
                            ? members.members().get(index.index())
                            : null;
            case PathStep.Key key ->
                    place instanceof NaiveValue.Entries map ? map.entries().get(key.key()) : null;
            case PathStep.Position position -> {
                NaiveValue.Slot slot =
                        place instanceof NaiveValue.Slots slots
                                ? slots.find(position.position())
                                : null;
                yield slot == null ? null : slot.value;
            }
            case PathStep.Unwrap unwrap ->
                    place instanceof NaiveValue.Holder holder && !holder.content().isEmpty()
                            ? holder.content().get(0)
                            : null;
        };
    }

    private static int indexOf(NaiveValue place, PathStep.Field field) {
        return place.type() instanceof Structure structure ? structure.indexOf(field.name()) : -1;
    }

    /// Whether an `any` somewhere in the edited document holds more levels than it may.
    private static boolean nestsTooDeep(NaiveValue value) {
        return switch (value) {
            case NaiveValue.Whole whole -> false;
            case NaiveValue.Elements elements -> false;
            case NaiveValue.Members members ->
                    members.members().stream().anyMatch(NaiveDocument::nestsTooDeep);
            case NaiveValue.Entries entries ->
                    entries.entries().values().stream().anyMatch(NaiveDocument::nestsTooDeep);
            case NaiveValue.Slots slots ->
                    slots.slots().stream()
                            .anyMatch(slot -> slot.value != null && nestsTooDeep(slot.value));
            case NaiveValue.Holder holder ->
                    holder.content().stream()
                            .anyMatch(held ->
                                    holder.type() == AnyType.ANY
                                                    && held.depth() > Value.MAXIMUM_DEPTH
                                            || nestsTooDeep(held));
        };
    }

    /// The type of the document, null when there is none.
    @Nullable Type type() {
        return document == null ? null : document.type();
    }
}
