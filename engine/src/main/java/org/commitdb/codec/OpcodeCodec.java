package org.commitdb.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.Opcode;
import org.commitdb.commit.Verb;
import org.commitdb.path.Path;
import org.commitdb.type.MapType;
import org.commitdb.type.SetType;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Writes and reads the opcodes on one document.
///
/// **Shape**: an opcode is its verb's byte, then
///
/// | verb | operands |
/// |---|---|
/// | 1 set | the document |
/// | 2 remove | none |
/// | 3 update | path, value |
/// | 4 union_in_set, 5 subtract_in_set | path, set |
/// | 6 union_in_map, 7 update_in_map | path, map |
/// | 8 subtract_in_map | path, set of keys |
/// | 9 insert_in_xarray | path, uuid of the slot before which, uuid of the new slot, value |
/// | 10 update_in_xarray | path, uuid of the slot, value |
/// | 11 remove_in_xarray | path, uuid of the slot |
///
/// A value has the type that the path tells; where it tells none (below `any` and `variant`) the
/// value's own type is written before it. A document's opcodes stand back to back.
final class OpcodeCodec {

    private OpcodeCodec() {}

    /// Appends `opcode` to `out`; `values` writes there too.
    static void write(ByteWriter out, ValueWriter values, Opcode opcode) {
        out.writeByte(opcode.verb().code());
        switch (opcode) {
            case Opcode.DocumentSet set -> values.write(set.document());
            case Opcode.DocumentRemove remove -> {}
            case Opcode.Edit edit -> {
                PathCodec.write(out, values, edit.path());
                writeEdit(out, values, edit);
            }
        }
    }

    private static void writeEdit(ByteWriter out, ValueWriter values, Opcode.Edit edit) {
        boolean typed = edit.path().leafType() == null;
        switch (edit) {
            case Opcode.Update update -> writeValue(values, update.value(), typed);
            case Opcode.UnionInSet union -> writeValue(values, union.elements(), typed);
            case Opcode.SubtractInSet subtract -> writeValue(values, subtract.elements(), typed);
            case Opcode.UnionInMap union -> writeValue(values, union.entries(), typed);
            case Opcode.UpdateInMap update -> writeValue(values, update.entries(), typed);
            case Opcode.SubtractInMap subtract -> writeValue(values, subtract.keys(), typed);
            case Opcode.InsertInXArray insert -> {
                ValueWriter.writeUuid(out, insert.before());
                ValueWriter.writeUuid(out, insert.position());
                writeValue(values, insert.value(), typed);
            }
            case Opcode.UpdateInXArray update -> {
                ValueWriter.writeUuid(out, update.position());
                writeValue(values, update.value(), typed);
            }
            case Opcode.RemoveInXArray remove -> ValueWriter.writeUuid(out, remove.position());
        }
    }

    private static void writeValue(ValueWriter values, Value value, boolean typed) {
        if (typed) {
            values.writeTyped(value);
        } else {
            values.write(value);
        }
    }

    /// Reads to the end of `in`, from which `values` reads too: at least one opcode.
    static List<Opcode> readAll(ByteReader in, ValueReader values, PathMemo paths) {
        List<Opcode> opcodes = new ArrayList<>(1);
        do {
            opcodes.add(read(in, values, paths));
        } while (in.remaining() > 0);
        return opcodes;
    }

    private static Opcode read(ByteReader in, ValueReader values, PathMemo paths) {
        int code = in.readByte();
        Verb verb =
                Verb.ofCode(code).orElseThrow(() -> in.corrupt("a verb", Integer.toString(code)));
        return switch (verb) {
            case SET -> new Opcode.DocumentSet(values.read(paths.document()));
            case REMOVE -> new Opcode.DocumentRemove();
            case UPDATE,
                    UNION_IN_SET,
                    SUBTRACT_IN_SET,
                    UNION_IN_MAP,
                    UPDATE_IN_MAP,
                    SUBTRACT_IN_MAP,
                    INSERT_IN_XARRAY,
                    UPDATE_IN_XARRAY,
                    REMOVE_IN_XARRAY ->
                    readEdit(in, values, verb, paths.read(in, values));
        };
    }

    private static Opcode readEdit(ByteReader in, ValueReader values, Verb verb, Path path) {
        Type leaf = path.leafType();
        try {
            return switch (verb) {
                case UPDATE -> new Opcode.Update(path, readValue(values, leaf));
                case UNION_IN_SET -> new Opcode.UnionInSet(path, readSet(in, values, leaf));
                case SUBTRACT_IN_SET -> new Opcode.SubtractInSet(path, readSet(in, values, leaf));
                case UNION_IN_MAP -> new Opcode.UnionInMap(path, readMap(in, values, leaf));
                case UPDATE_IN_MAP -> new Opcode.UpdateInMap(path, readMap(in, values, leaf));
                case SUBTRACT_IN_MAP -> new Opcode.SubtractInMap(path, readKeys(in, values, leaf));
                case INSERT_IN_XARRAY -> {
                    UUID before = values.readUuid();
                    UUID position = values.readUuid();
                    yield new Opcode.InsertInXArray(
                            path, before, position, readElement(in, values, leaf));
                }
                case UPDATE_IN_XARRAY ->
                        new Opcode.UpdateInXArray(
                                path, values.readUuid(), readElement(in, values, leaf));
                case REMOVE_IN_XARRAY -> {
                    if (leaf != null) {
                        requireXArray(in, leaf);
                    }
                    yield new Opcode.RemoveInXArray(path, values.readUuid());
                }
                case SET, REMOVE -> throw new AssertionError(verb);
            };
        } catch (IllegalArgumentException e) {
            throw in.corrupt("the operands of " + verb, e.getMessage() + "");
        }
    }

    private static Value readValue(ValueReader values, @Nullable Type type) {
        return type == null ? values.readTyped() : values.read(type);
    }

    private static SetValue readSet(ByteReader in, ValueReader values, @Nullable Type leaf) {
        return readValue(values, leaf) instanceof SetValue set ? set : refuse(in, "a set", leaf);
    }

    private static MapValue readMap(ByteReader in, ValueReader values, @Nullable Type leaf) {
        return readValue(values, leaf) instanceof MapValue map ? map : refuse(in, "a map", leaf);
    }

    private static SetValue readKeys(ByteReader in, ValueReader values, @Nullable Type leaf) {
        Type keys = leaf instanceof MapType map ? new SetType(map.key()) : leaf;
        if (leaf != null && keys == leaf) {
            return refuse(in, "a map", leaf);
        }
        return readSet(in, values, keys);
    }

    private static Value readElement(ByteReader in, ValueReader values, @Nullable Type leaf) {
        return leaf == null ? values.readTyped() : values.read(requireXArray(in, leaf).element());
    }

    private static XArrayType requireXArray(ByteReader in, @Nullable Type leaf) {
        return leaf instanceof XArrayType xarray ? xarray : refuse(in, "an xarray", leaf);
    }

    private static <T> T refuse(ByteReader in, String expected, @Nullable Type found) {
        throw in.corrupt(expected + " at the end of the path", String.valueOf(found));
    }
}
