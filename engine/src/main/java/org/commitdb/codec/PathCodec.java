package org.commitdb.codec;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.path.Path;
import org.commitdb.path.PathBuilder;
import org.commitdb.path.PathStep;
import org.commitdb.type.MapType;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.jspecify.annotations.Nullable;

/// Writes and reads paths from a document of a known type.
///
/// **Shape**: varint count of steps, then a step: a code, then
///
/// | code | step | operand |
/// |---|---|---|
/// | 0 | field of a structure that the type tells | varint index of the field |
/// | 1 | field below `any` or `variant` | string |
/// | 2 | index | varint |
/// | 3 | key of a map that the type tells | the key |
/// | 4 | key below `any` or `variant` | type, key |
/// | 5 | position | uuid |
/// | 6 | unwrap | none |
final class PathCodec {

    private static final int FIELD_INDEX = 0;
    private static final int FIELD_NAME = 1;
    private static final int INDEX = 2;
    private static final int KEY = 3;
    private static final int TYPED_KEY = 4;
    private static final int POSITION = 5;
    private static final int UNWRAP = 6;

    private PathCodec() {}

    static void write(ByteWriter out, ValueWriter values, Path path) {
        List<PathStep> steps = path.steps();
        out.writeVarint(steps.size());
        PathBuilder walked = new PathBuilder(path.rootType());
        for (PathStep step : steps) {
            write(out, values, walked.leafType(), step);
            walked.add(step);
        }
    }

    private static void write(
            ByteWriter out, ValueWriter values, @Nullable Type type, PathStep step) {
        switch (step) {
            case PathStep.Field field -> {
                if (type instanceof Structure structure) {
                    out.writeByte(FIELD_INDEX).writeVarint(structure.indexOf(field.name()));
                } else {
                    out.writeByte(FIELD_NAME).writeString(field.name());
                }
            }
            case PathStep.Index index -> out.writeByte(INDEX).writeVarint(index.index());
            case PathStep.Key key -> {
                if (type instanceof MapType) {
                    out.writeByte(KEY);
                    values.write(key.key());
                } else {
                    out.writeByte(TYPED_KEY);
                    values.writeTyped(key.key());
                }
            }
            case PathStep.Position position ->
                    ValueWriter.writeUuid(out.writeByte(POSITION), position.position());
            case PathStep.Unwrap unwrap -> out.writeByte(UNWRAP);
        }
    }

    static Path read(ByteReader in, ValueReader values, Type document) {
        int count = in.readCount(1);
        PathBuilder path = new PathBuilder(document);
        List<PathStep> steps = new ArrayList<>(Math.min(count, Path.MAXIMUM_STEPS));
        for (int i = 0; i < count; i++) {
            int at = in.position();
            try {
                PathStep step = readStep(in, values, path.leafType());
                path.add(step);
                steps.add(step);
            } catch (IllegalArgumentException e) {
                throw in.corrupt(
                        "a path into " + document,
                        "the step at offset " + at + ": " + e.getMessage());
            }
        }
        Path read = path.build();
        if (!read.steps().equals(steps)) {
            throw in.corrupt("map keys of the map's own type", "keys to be converted");
        }
        return read;
    }

    private static PathStep readStep(ByteReader in, ValueReader values, @Nullable Type type) {
        int code = in.readByte();
        return switch (code) {
            case FIELD_INDEX -> readFieldIndex(in, type);
            case FIELD_NAME -> {
                requireUnknown(in, type, code, Structure.class);
                yield new PathStep.Field(in.readString());
            }
            case INDEX -> new PathStep.Index(readIndex(in));
            case KEY -> {
                if (!(type instanceof MapType map)) {
                    throw in.corrupt("a step into " + type, "a map's key");
                }
                yield new PathStep.Key(values.read(map.key()));
            }
            case TYPED_KEY -> {
                requireUnknown(in, type, code, MapType.class);
                yield new PathStep.Key(values.readTyped());
            }
            case POSITION -> new PathStep.Position(values.readUuid());
            case UNWRAP -> new PathStep.Unwrap();
            default -> throw in.corrupt("a path step", Integer.toString(code));
        };
    }

    private static PathStep readFieldIndex(ByteReader in, @Nullable Type type) {
        if (!(type instanceof Structure structure)) {
            throw in.corrupt("a step into " + type, "a structure's field");
        }
        long index = in.readVarint();
        if (index < 0 || index >= structure.fields().size()) {
            throw in.corrupt("a field of " + structure, Long.toUnsignedString(index));
        }
        return new PathStep.Field(structure.fields().get((int) index).name());
    }

    private static int readIndex(ByteReader in) {
        long index = in.readVarint();
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw in.corrupt("an index", Long.toUnsignedString(index));
        }
        return (int) index;
    }

    private static void requireUnknown(
            ByteReader in, @Nullable Type type, int code, Class<? extends Type> known) {
        if (known.isInstance(type)) {
            throw in.corrupt("the short form of a step into " + type, "code " + code);
        }
    }
}
