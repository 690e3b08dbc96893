package org.commitdb.type;

import java.util.List;
import java.util.Optional;

/// A type without parts.
public enum PrimitiveType implements Type {
    VOID("void", 0x00),
    BOOL("bool", 0x01),
    UINT8("uint8", 0x02),
    UINT16("uint16", 0x03),
    UINT32("uint32", 0x04),
    UINT64("uint64", 0x05),
    INT8("int8", 0x06),
    INT16("int16", 0x07),
    INT32("int32", 0x08),
    INT64("int64", 0x09),
    FLOAT("float", 0x0a),
    DOUBLE("double", 0x0b),
    BLOB_ID("blob_id", 0x0c),
    COMMIT_ID("commit_id", 0x0d),
    UUID("uuid", 0x0e),
    STRING("string", 0x0f),
    BLOB("blob", 0x10);

    private static final List<PrimitiveType> BY_CODE = List.of(values());

    private final String dsmName;
    private final int code;
    private final RuntimeId runtimeId;

    PrimitiveType(String dsmName, int code) {
        this.dsmName = dsmName;
        this.code = code;
        this.runtimeId = RuntimeIds.ofBuiltIn(dsmName);
    }

    /// The primitive that `name` names in DSM, if any does.
    public static Optional<PrimitiveType> named(String name) {
        for (PrimitiveType type : BY_CODE) {
            if (type.dsmName.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// The primitive with this code byte, if any has it.
    public static Optional<PrimitiveType> of(int code) {
        return code >= 0 && code < BY_CODE.size()
                ? Optional.of(BY_CODE.get(code))
                : Optional.empty();
    }

    /// What stands for this type where named types stand by their runtime id, in the JSON form of
    /// `any` and `variant`.
    public RuntimeId runtimeId() {
        return runtimeId;
    }

    /// The byte that stands for this type in encodings and runtime ids.
    public int code() {
        return code;
    }

    /// Whether values are whole numbers.
    public boolean isInteger() {
        return code >= UINT8.code && code <= INT64.code;
    }

    /// Whether values are whole numbers from zero up.
    public boolean isUnsigned() {
        return code >= UINT8.code && code <= UINT64.code;
    }

    /// Whether values are numbers, whole or not.
    public boolean isNumeric() {
        return code >= UINT8.code && code <= DOUBLE.code;
    }

    /// Bytes in the fixed-width form of a number or bool. **Errors**: [IllegalArgumentException]
    /// for other types.
    public int widthBytes() {
        return switch (this) {
            case BOOL, UINT8, INT8 -> 1;
            case UINT16, INT16 -> 2;
            case UINT32, INT32, FLOAT -> 4;
            case UINT64, INT64, DOUBLE -> 8;
            case VOID, BLOB_ID, COMMIT_ID, UUID, STRING, BLOB ->
                    throw new IllegalArgumentException(dsmName + " has no numeric width");
        };
    }

    @Override
    public String toString() {
        return dsmName;
    }
}
