package org.commitdb.state;

import java.util.List;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.type.MapType;
import org.commitdb.type.SetType;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// Replays opcodes on one document, in order.
///
/// Opcodes in a row on one container edit it in place; it is frozen and put back when another
/// place, or the document, is asked for.
///
/// **Invariants**: an opcode that does not apply changes nothing. **Threads**: one. **Cost**: O(log
/// n) per opcode in the size of the container, plus the path once for each stretch of opcodes on
/// one container.
final class DocumentEvaluator {

    private @Nullable Value document;
    private @Nullable Path openPath;
    private @Nullable Object open;
    private @Nullable Type openType;

    /// Starts from `document`; null when there is none.
    DocumentEvaluator(@Nullable Value document) {
        this.document = document;
    }

    /// The document now; null when there is none.
    @Nullable Value document() {
        close();
        return document;
    }

    /// Replays all of `opcodes`.
    void applyAll(List<Opcode> opcodes) {
        for (Opcode opcode : opcodes) {
            apply(opcode);
        }
    }

    /// Replays opcodes of a disabled commit: where they insert, a masked slot takes the place;
    /// nothing else has an effect.
    void applyMasked(List<Opcode> opcodes) {
        for (Opcode opcode : opcodes) {
            if (opcode instanceof Opcode.InsertInXArray insert
                    && document != null
                    && open(insert.path()) instanceof XArrayValue.Builder xarray
                    && holds(insert.value())) {
                xarray.insertMasked(insert.before(), insert.position());
            }
        }
    }

    /// Whether the map at `path` has an entry for `key`.
    boolean hasEntry(Path path, Value key) {
        return document != null
                && open(path) instanceof MapValue.Builder map
                && map.get(key) != null;
    }

    /// Replays `opcode` and tells what became of it.
    Outcome apply(Opcode opcode) {
        return switch (opcode) {
            case Opcode.DocumentSet set -> {
                discard();
                document = set.document();
                yield Outcome.APPLIED;
            }
            case Opcode.DocumentRemove remove -> {
                discard();
                boolean existed = document != null;
                document = null;
                yield existed ? Outcome.APPLIED : Outcome.MISSING_DOCUMENT;
            }
            case Opcode.Edit edit -> document == null ? Outcome.MISSING_DOCUMENT : applyEdit(edit);
        };
    }

    private Outcome applyEdit(Opcode.Edit edit) {
        if (!mayNestTooDeep(edit)) {
            return applyInPlace(edit);
        }
        close();
        Outcome outcome = applyInPlace(edit);
        if (putBack()) {
            return outcome;
        }
        discard();
        return Outcome.WRONG_KIND;
    }

    /// Whether the operand might bring what an `any` above the place holds to more levels than it
    /// may. Such an edit is put back at once: if it does not fit, nothing else is lost with it.
    private static boolean mayNestTooDeep(Opcode.Edit edit) {
        if (edit.path().leafType() != null) {
            return false;
        }
        int levels = edit.path().steps().size() + 1;
        return switch (edit) {
            case Opcode.UnionInSet union -> !AnyValue.canHold(union.elements(), levels);
            case Opcode.UnionInMap union -> !AnyValue.canHold(union.entries(), levels);
            case Opcode.UpdateInMap update -> !AnyValue.canHold(update.entries(), levels);
            case Opcode.InsertInXArray insert -> !AnyValue.canHold(insert.value(), levels);
            case Opcode.UpdateInXArray update -> !AnyValue.canHold(update.value(), levels);
            case Opcode.Update update -> false;
            case Opcode.SubtractInSet subtract -> false;
            case Opcode.SubtractInMap subtract -> false;
            case Opcode.RemoveInXArray remove -> false;
        };
    }

    private Outcome applyInPlace(Opcode.Edit edit) {
        return switch (edit) {
            case Opcode.Update update -> update(update);
            case Opcode.UnionInSet union -> {
                Object container = open(edit.path());
                yield container instanceof SetValue.Builder set
                                && union.elements().type().equals(openType)
                        ? addAll(set, union.elements())
                        : mismatch(container);
            }
            case Opcode.SubtractInSet subtract -> {
                Object container = open(edit.path());
                yield container instanceof SetValue.Builder set
                                && subtract.elements().type().equals(openType)
                        ? removeAll(set, subtract.elements())
                        : mismatch(container);
            }
            case Opcode.UnionInMap union -> {
                Object container = open(edit.path());
                yield container instanceof MapValue.Builder map
                                && union.entries().type().equals(openType)
                        ? putAll(map, union.entries())
                        : mismatch(container);
            }
            case Opcode.UpdateInMap update -> {
                Object container = open(edit.path());
                yield container instanceof MapValue.Builder map
                                && update.entries().type().equals(openType)
                        ? overwrite(map, update.entries())
                        : mismatch(container);
            }
            case Opcode.SubtractInMap subtract -> {
                Object container = open(edit.path());
                yield container instanceof MapValue.Builder map && hasKeysOf(subtract.keys().type())
                        ? removeAll(map, subtract.keys())
                        : mismatch(container);
            }
            case Opcode.InsertInXArray insert -> {
                Object container = open(edit.path());
                yield container instanceof XArrayValue.Builder xarray && holds(insert.value())
                        ? insert(xarray, insert)
                        : mismatch(container);
            }
            case Opcode.UpdateInXArray update -> {
                Object container = open(edit.path());
                yield container instanceof XArrayValue.Builder xarray && holds(update.value())
                        ? updateSlot(xarray, update)
                        : mismatch(container);
            }
            case Opcode.RemoveInXArray remove -> {
                Object container = open(edit.path());
                yield container instanceof XArrayValue.Builder xarray
                        ? removeSlot(xarray, remove)
                        : mismatch(container);
            }
        };
    }

    private static Outcome mismatch(@Nullable Object container) {
        return container == null ? Outcome.UNRESOLVED_PATH : Outcome.WRONG_KIND;
    }

    private boolean hasKeysOf(SetType keys) {
        return openType instanceof MapType map && map.key().equals(keys.element());
    }

    private boolean holds(Value element) {
        return openType instanceof XArrayType xarray && xarray.element().equals(element.type());
    }

    private Outcome update(Opcode.Update update) {
        close();
        Value current = document;
        if (current == null) {
            return Outcome.MISSING_DOCUMENT;
        }
        Value replaced = update.path().replace(current, update.value());
        if (replaced != null) {
            document = replaced;
            return Outcome.APPLIED;
        }
        return update.path().resolve(current) == null
                ? Outcome.UNRESOLVED_PATH
                : Outcome.WRONG_KIND;
    }

    private static Outcome addAll(SetValue.Builder set, SetValue elements) {
        elements.forEach(set::add);
        return Outcome.APPLIED;
    }

    private static Outcome removeAll(SetValue.Builder set, SetValue elements) {
        elements.forEach(set::remove);
        return Outcome.APPLIED;
    }

    private static Outcome putAll(MapValue.Builder map, MapValue entries) {
        for (MapValue.Entry entry : entries.entries()) {
            map.put(entry.key(), entry.value());
        }
        return Outcome.APPLIED;
    }

    private static Outcome overwrite(MapValue.Builder map, MapValue entries) {
        boolean any = entries.size() == 0;
        for (MapValue.Entry entry : entries.entries()) {
            if (map.get(entry.key()) != null) {
                map.put(entry.key(), entry.value());
                any = true;
            }
        }
        return any ? Outcome.APPLIED : Outcome.ABSENT_ENTRY;
    }

    private static Outcome removeAll(MapValue.Builder map, SetValue keys) {
        keys.forEach(map::remove);
        return Outcome.APPLIED;
    }

    private static Outcome insert(XArrayValue.Builder xarray, Opcode.InsertInXArray insert) {
        return xarray.insert(insert.before(), insert.position(), insert.value())
                ? Outcome.APPLIED
                : Outcome.RELOCATED;
    }

    private static Outcome updateSlot(XArrayValue.Builder xarray, Opcode.UpdateInXArray update) {
        SlotState state = xarray.slotState(update.position());
        if (state == null) {
            return Outcome.ABSENT_ENTRY;
        }
        if (state == SlotState.MASKED) {
            return Outcome.MASKED_SLOT;
        }
        xarray.update(update.position(), update.value());
        return Outcome.APPLIED;
    }

    private static Outcome removeSlot(XArrayValue.Builder xarray, Opcode.RemoveInXArray remove) {
        return switch (xarray.empty(remove.position())) {
            case LIVE -> Outcome.APPLIED;
            case MASKED -> Outcome.MASKED_SLOT;
            case EMPTIED -> Outcome.ABSENT_ENTRY;
            case null -> Outcome.ABSENT_ENTRY;
        };
    }

    /// The editor of the container at `path`; the value there when it is no container; null when
    /// the path does not resolve.
    private @Nullable Object open(Path path) {
        if (open != null && openPath != null && path.equals(openPath)) {
            return open;
        }
        close();
        Value current = document;
        Value found = current == null ? null : path.resolve(current);
        Object editor =
                switch (found) {
                    case null -> null;
                    case SetValue set -> set.toBuilder();
                    case MapValue map -> map.toBuilder();
                    case XArrayValue xarray -> xarray.toBuilder();
                    default -> found;
                };
        if (editor != null && editor != found) {
            open = editor;
            openType = found == null ? null : found.type();
            openPath = path;
        }
        return editor;
    }

    private void close() {
        if (!putBack()) {
            throw new IllegalStateException("what was taken from " + openPath + " fits there");
        }
        discard();
    }

    /// Puts the open container, if any, back into the document; false, and the document is as it
    /// was, when the document has no room for it.
    private boolean putBack() {
        Path path = openPath;
        Value current = document;
        if (open == null || path == null || current == null) {
            return true;
        }
        Value frozen =
                switch (open) {
                    case SetValue.Builder set -> set.build();
                    case MapValue.Builder map -> map.build();
                    case XArrayValue.Builder xarray -> xarray.build();
                    default -> throw new AssertionError(open);
                };
        Value replaced = path.replace(current, frozen);
        if (replaced != null) {
            document = replaced;
        }
        return replaced != null;
    }

    private void discard() {
        open = null;
        openType = null;
        openPath = null;
    }
}
