package org.commitdb.codec;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.type.Concept;
import org.commitdb.type.RuntimeId;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.CommitIdValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.FloatValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.MatValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

/// Writes values in their canonical form: equal values have equal bytes. The type is known to
/// reader and writer and not written, except under `any`.
///
/// **Shape**, by type:
///
/// | type | bytes |
/// |---|---|
/// | bool | 00 or 01 |
/// | uint8 to uint64 | varint |
/// | int8 to int64 | zigzag varint |
/// | float, double | 4 or 8 bytes, IEEE 754; NaN as 7fc00000 or 7ff8000000000000 |
/// | string, blob | varint count, bytes (text as UTF-8) |
/// | uuid | 16 bytes, as printed |
/// | blob_id, commit_id | 32 bytes |
/// | enumeration | index, 1 byte |
/// | structure, tuple | members in order |
/// | vec, mat | numbers in order (mat by column) at their full width |
/// | optional | 00, or 01 and the value |
/// | vector, set | varint count, elements (a set's in ascending order) |
/// | map | varint count, keys and values in ascending order of keys |
/// | xarray | varint slot count, then a slot: uuid, state (0 live, 1 emptied, 2 masked), the value if live |
/// | any | 00, or 01, the type, the value |
/// | variant | index of the alternative, 1 byte; the value |
/// | key | 00 no concept, 01 the concept of the type, 02 another concept; instance uuid; for 02 the concept's runtime id |
///
/// Collects the blob ids that it meets. **Threads**: one. **Cost**: O(bytes).
public final class ValueWriter {

    static final int SLOT_LIVE = 0;
    static final int SLOT_EMPTIED = 1;
    static final int SLOT_MASKED = 2;
    static final int KEY_WITHOUT_CONCEPT = 0;
    static final int KEY_OF_STATIC_CONCEPT = 1;
    static final int KEY_OF_OTHER_CONCEPT = 2;

    private final ByteWriter out;
    private final SortedSet<BlobId> blobs = new TreeSet<>();

    /// A writer that appends to `out`.
    public ValueWriter(ByteWriter out) {
        this.out = out;
    }

    /// The canonical bytes of `value`.
    public static byte[] encode(Value value) {
        ByteWriter out = new ByteWriter();
        new ValueWriter(out).write(value);
        return out.toByteArray();
    }

    /// The blob ids in everything written so far.
    public SortedSet<BlobId> blobs() {
        return blobs;
    }

    /// Appends `value`.
    public void write(Value value) {
        switch (value) {
            case BoolValue bool -> out.writeByte(bool.value() ? 1 : 0);
            case IntegerValue integer -> writeInteger(integer);
            case FloatValue number -> out.writeInt(Float.floatToIntBits(number.value()));
            case DoubleValue number -> out.writeLong(Double.doubleToLongBits(number.value()));
            case StringValue text -> out.writeString(text.value());
            case UuidValue uuid -> writeUuid(out, uuid.value());
            case BlobValue blob -> writeCounted(blob.toByteArray());
            case BlobIdValue id -> writeBlobId(id.toByteArray());
            case CommitIdValue id -> out.writeBytes(id.toByteArray());
            case EnumerationValue enumeration -> out.writeByte(enumeration.index());
            case StructureValue structure -> {
                for (int i = 0; i < structure.size(); i++) {
                    write(structure.get(i));
                }
            }
            case TupleValue tuple -> {
                for (int i = 0; i < tuple.size(); i++) {
                    write(tuple.get(i));
                }
            }
            case VecValue vec -> out.writeBytes(vec.toLittleEndian());
            case MatValue mat -> out.writeBytes(mat.toLittleEndian());
            case OptionalValue optional -> {
                out.writeByte(optional.value().isPresent() ? 1 : 0);
                optional.value().ifPresent(this::write);
            }
            case VectorValue vector -> {
                out.writeVarint(vector.size());
                vector.forEach(this::write);
            }
            case SetValue set -> {
                out.writeVarint(set.size());
                set.forEach(this::write);
            }
            case MapValue map -> writeMap(map);
            case XArrayValue xarray -> writeXArray(xarray);
            case AnyValue any -> writeAny(any);
            case VariantValue variant -> {
                out.writeByte(variant.index());
                write(variant.value());
            }
            case Key key -> writeKey(key);
        }
    }

    /// Appends the type of `value`, then `value`.
    public void writeTyped(Value value) {
        TypeCodec.write(out, value.type());
        write(value);
    }

    private void writeInteger(IntegerValue integer) {
        long bits = integer.longValue();
        out.writeVarint(integer.type().isUnsigned() ? bits : (bits << 1) ^ (bits >> 63));
    }

    private void writeCounted(byte[] bytes) {
        out.writeVarint(bytes.length).writeBytes(bytes);
    }

    private void writeBlobId(byte[] id) {
        out.writeBytes(id);
        BlobId blob = BlobId.of(id);
        if (!blob.isNone()) {
            blobs.add(blob);
        }
    }

    private void writeMap(MapValue map) {
        out.writeVarint(map.size());
        for (MapValue.Entry entry : map.entries()) {
            write(entry.key());
            write(entry.value());
        }
    }

    private void writeXArray(XArrayValue xarray) {
        out.writeVarint(xarray.slotCount());
        for (XArrayValue.Slot slot : xarray.slots()) {
            writeUuid(out, slot.position());
            out.writeByte(
                    switch (slot.state()) {
                        case LIVE -> SLOT_LIVE;
                        case EMPTIED -> SLOT_EMPTIED;
                        case MASKED -> SLOT_MASKED;
                    });
            if (slot.value() != null) {
                write(slot.value());
            }
        }
    }

    private void writeAny(AnyValue any) {
        out.writeByte(any.value().isPresent() ? 1 : 0);
        any.value().ifPresent(this::writeTyped);
    }

    private void writeKey(Key key) {
        RuntimeId concept = key.concept();
        int form =
                concept.isNone()
                        ? KEY_WITHOUT_CONCEPT
                        : key.target() instanceof Concept target
                                        && target.runtimeId().equals(concept)
                                ? KEY_OF_STATIC_CONCEPT
                                : KEY_OF_OTHER_CONCEPT;
        out.writeByte(form);
        writeUuid(out, key.instance());
        if (form == KEY_OF_OTHER_CONCEPT) {
            writeUuid(out, concept.uuid());
        }
    }

    static void writeUuid(ByteWriter out, UUID uuid) {
        out.writeLongBigEndian(uuid.getMostSignificantBits())
                .writeLongBigEndian(uuid.getLeastSignificantBits());
    }
}
