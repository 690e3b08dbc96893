package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.MapType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// Random opcodes on documents of a [DocumentModel]. Paths follow the document as it is, and now
/// and then lead astray: absent keys, indexes past the end, empty optionals, other types below
/// `any` and `variant`, unknown anchors, slots that exist. So a good share does not apply.
final class RandomOpcodes {

    private final RandomValues values;
    private final DocumentModel model;

    RandomOpcodes(RandomValues values, DocumentModel model) {
        this.values = values;
        this.model = model;
    }

    /// A key that `attachment` takes, of one of few instances and any fitting concept.
    Key key(Attachment attachment) {
        Concept concept = values.oneOf(model.conceptsFor(attachment));
        return Key.of(attachment.keyTarget(), values.instance(), concept.runtimeId());
    }

    /// An opcode on a document of `attachment` that is now `document`, null when there is none.
    Opcode opcode(Attachment attachment, @Nullable Value document) {
        int kind = values.below(100);
        if (kind < (document == null ? 60 : 8)) {
            return new Opcode.DocumentSet(values.of(attachment.documentType()));
        }
        if (kind < (document == null ? 65 : 12)) {
            return new Opcode.DocumentRemove();
        }
        Type type = attachment.documentType();
        return edit(type, document == null ? values.of(type) : document);
    }

    private Opcode edit(Type type, Value document) {
        Path path = Path.root(type);
        Value here = document;
        while (!isLeaf(here) && values.chance(path.isRoot() ? 85 : 65)) {
            Walk next = step(path, here);
            if (next == null) {
                break;
            }
            path = next.path();
            here = next.here();
        }
        return edit(path, here);
    }

    /// A place, and a value that is there or might be.
    private record Walk(Path path, Value here) {}

    private static boolean isLeaf(Value value) {
        return switch (value) {
            case StructureValue structure -> false;
            case TupleValue tuple -> false;
            case VecValue vec -> false;
            case VectorValue vector -> false;
            case MapValue map -> false;
            case XArrayValue xarray -> false;
            case OptionalValue optional -> false;
            case AnyValue any -> false;
            case VariantValue variant -> false;
            default -> true;
        };
    }

    private @Nullable Walk step(Path path, Value here) {
        return switch (here) {
            case StructureValue structure -> {
                Structure type = structure.type();
                int index = values.below(type.fields().size());
                yield new Walk(path.field(type.fields().get(index).name()), structure.get(index));
            }
            case TupleValue tuple -> {
                int index = values.below(tuple.size());
                yield new Walk(path.index(index), tuple.get(index));
            }
            case VecValue vec -> {
                int index = values.below(vec.size());
                yield new Walk(path.index(index), vec.get(index));
            }
            case VectorValue vector -> {
                int index = values.below(vector.size() + (values.chance(15) ? 2 : 0) + 1);
                yield new Walk(
                        path.index(index),
                        index < vector.size()
                                ? vector.get(index)
                                : values.of(vector.type().element()));
            }
            case MapValue map -> {
                Value key = keyOf(map);
                Value found = map.get(key);
                yield new Walk(
                        path.key(key), found == null ? values.of(map.type().element()) : found);
            }
            case XArrayValue xarray -> {
                UUID position = positionOf(xarray);
                Value found = xarray.get(position);
                yield new Walk(
                        path.position(position),
                        found == null ? values.of(xarray.type().element()) : found);
            }
            case OptionalValue optional ->
                    new Walk(
                            path.unwrap(),
                            optional.value().orElseGet(() -> values.of(optional.type().element())));
            case AnyValue any ->
                    new Walk(
                            path.unwrap(),
                            any.isNil() || values.chance(15)
                                    ? values.of(values.oneOf(model.anyTypes()))
                                    : any.value().orElseThrow());
            case VariantValue variant ->
                    new Walk(
                            path.unwrap(),
                            values.chance(15)
                                    ? values.of(values.oneOf(variant.type().alternatives()))
                                    : variant.value());
            default -> null;
        };
    }

    private Value keyOf(MapValue map) {
        List<Value> keys = new ArrayList<>();
        map.keys().forEach(keys::add);
        return keys.isEmpty() || values.chance(20)
                ? values.of(map.type().key())
                : values.oneOf(keys);
    }

    private UUID positionOf(XArrayValue xarray) {
        List<UUID> positions = new ArrayList<>();
        xarray.slots().forEach(slot -> positions.add(slot.position()));
        return positions.isEmpty() || values.chance(15)
                ? values.position()
                : values.oneOf(positions);
    }

    private Opcode edit(Path path, Value here) {
        if (values.chance(25)) {
            return update(path, here);
        }
        return switch (here) {
            case SetValue set ->
                    values.chance(60)
                            ? new Opcode.UnionInSet(path, values.set(set.type()))
                            : new Opcode.SubtractInSet(path, values.set(set.type()));
            case MapValue map -> {
                MapType type = map.type();
                yield switch (values.below(3)) {
                    case 0 -> new Opcode.UnionInMap(path, values.map(type));
                    case 1 -> new Opcode.UpdateInMap(path, values.map(type));
                    default -> new Opcode.SubtractInMap(path, values.set(new SetType(type.key())));
                };
            }
            case XArrayValue xarray -> {
                XArrayType type = xarray.type();
                yield switch (values.below(5)) {
                    case 0, 1, 2 ->
                            new Opcode.InsertInXArray(
                                    path,
                                    values.chance(25) ? XArrayValue.END : positionOf(xarray),
                                    values.position(),
                                    values.of(type.element()));
                    case 3 ->
                            new Opcode.UpdateInXArray(
                                    path, positionOf(xarray), values.of(type.element()));
                    default -> new Opcode.RemoveInXArray(path, positionOf(xarray));
                };
            }
            default -> update(path, here);
        };
    }

    private Opcode update(Path path, Value here) {
        Type leaf = path.leafType();
        if (leaf != null) {
            return new Opcode.Update(path, values.of(leaf));
        }
        Type other = values.chance(80) ? here.type() : values.oneOf(model.anyTypes());
        return new Opcode.Update(path, values.of(path.admits(other) ? other : here.type()));
    }

    /// Records `opcode` by the verb that makes it.
    static void record(AttachmentMutating target, Attachment attachment, Key key, Opcode opcode) {
        switch (opcode) {
            case Opcode.DocumentSet set -> target.set(attachment, key, set.document());
            case Opcode.DocumentRemove remove -> target.remove(attachment, key);
            case Opcode.Update update ->
                    target.update(attachment, key, update.path(), update.value());
            case Opcode.UnionInSet union ->
                    target.unionInSet(attachment, key, union.path(), union.elements());
            case Opcode.SubtractInSet subtract ->
                    target.subtractInSet(attachment, key, subtract.path(), subtract.elements());
            case Opcode.UnionInMap union ->
                    target.unionInMap(attachment, key, union.path(), union.entries());
            case Opcode.UpdateInMap update ->
                    target.updateInMap(attachment, key, update.path(), update.entries());
            case Opcode.SubtractInMap subtract ->
                    target.subtractInMap(attachment, key, subtract.path(), subtract.keys());
            case Opcode.InsertInXArray insert ->
                    target.insertInXArray(
                            attachment,
                            key,
                            insert.path(),
                            insert.before(),
                            insert.position(),
                            insert.value());
            case Opcode.UpdateInXArray update ->
                    target.updateInXArray(
                            attachment, key, update.path(), update.position(), update.value());
            case Opcode.RemoveInXArray remove ->
                    target.removeInXArray(attachment, key, remove.path(), remove.position());
        }
    }
}
