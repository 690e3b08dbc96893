package org.commitdb.file.blob;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;

/// Where a blob lies whose bytes are outside the log.
///
/// The bytes are cut into frames of one length, the last one shorter; the stored frames lie one
/// after the other in the extents, then zeroes to a multiple of 8, then the frame table, see
/// [FrameTable].
///
/// **Shape** of the payload of BLOB_EXTENT:
///
/// | size | field |
/// |---|---|
/// | 32 | blob id |
/// | string | layout |
/// | varint | size: bytes of the blob, at least 1 |
/// | varint | storedSize: bytes of all stored frames |
/// | 1 | log2 of the length of a frame, 12 to 20 |
/// | 1 | codec: 0 RAW, 1 LZ4 |
/// | varint | count of extents, at least 1 |
/// | varint, varint | for each its offset and its length, both divided by 64 KiB |
///
/// **Invariants**: the extents hold frames and table, and the last one is needed. Sizes are at most
/// 2^48 bytes. **Errors**, of decoding: [org.commitdb.error.CorruptException].
///
/// @param id the hash of layout and bytes
/// @param layout the text of the layout
/// @param size bytes of the blob
/// @param storedSize bytes of all stored frames
/// @param log2Frame log2 of the length of a frame
/// @param codec how the frames are stored
/// @param extents where they lie
public record BlobRecord(
        BlobId id,
        String layout,
        long size,
        long storedSize,
        int log2Frame,
        BlobCodec codec,
        List<BlobExtent> extents) {

    /// The log2 of the length of a frame that is written.
    public static final int LOG2_FRAME = 18;

    private static final int MIN_LOG2_FRAME = 12;
    private static final int MAX_LOG2_FRAME = 20;
    private static final int TABLE_ALIGNMENT = 8;

    /// Copies the extents and checks the invariants.
    ///
    /// **Errors**: [IllegalArgumentException] that shows what does not hold.
    public BlobRecord {
        extents = List.copyOf(extents);
        String problem = problem(size, storedSize, log2Frame, codec, extents);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static String problem(
            long size, long storedSize, int log2Frame, BlobCodec codec, List<BlobExtent> extents) {
        if (size < 1 || size > BlobExtent.MAX_END) {
            return "a blob of " + size + " bytes";
        }
        if (log2Frame < MIN_LOG2_FRAME || log2Frame > MAX_LOG2_FRAME) {
            return "frames of 2^" + log2Frame + " bytes";
        }
        boolean fits = codec == BlobCodec.RAW ? storedSize == size : storedSize <= size;
        if (storedSize < 1 || !fits) {
            return size + " bytes stored as " + storedSize;
        }
        long capacity = 0;
        long last = 0;
        for (BlobExtent extent : extents) {
            last = extent.length();
            capacity += last;
            if (capacity > BlobExtent.MAX_END) {
                return "extents of " + capacity + " bytes";
            }
        }
        long needed = totalBytes(size, storedSize, log2Frame);
        return capacity >= needed && capacity - last < needed
                ? ""
                : "extents of " + capacity + " bytes for " + needed;
    }

    /// The bytes that frames and table of a blob take.
    public long totalBytes() {
        return totalBytes(size, storedSize, log2Frame);
    }

    /// The bytes that frames and table of a blob take that has `size` bytes, `storedSize` of them
    /// stored.
    public static long totalBytes(long size, long storedSize, int log2Frame) {
        return tablePosition(storedSize) + FrameTable.sizeFor(frames(size, log2Frame));
    }

    private static long tablePosition(long storedSize) {
        return (storedSize + TABLE_ALIGNMENT - 1) & -TABLE_ALIGNMENT;
    }

    private static long frames(long size, int log2Frame) {
        return ((size - 1) >>> log2Frame) + 1;
    }

    /// Whether the bytes of the blob lie in the file as they are, one behind the other.
    public boolean isOnePiece() {
        for (int i = 1; i < extents.size(); i++) {
            if (extents.get(i).offset() != extents.get(i - 1).end()) {
                return false;
            }
        }
        return codec == BlobCodec.RAW;
    }

    /// How many frames there are.
    public long frameCount() {
        return frames(size, log2Frame);
    }

    /// How many bytes the frame numbered `index` holds, from 0 on.
    public int frameLength(long index) {
        return (int) Math.min(1L << log2Frame, size - (index << log2Frame));
    }

    /// Where the frame table begins in the run of the extents.
    long tablePosition() {
        return tablePosition(storedSize);
    }

    /// The payload of the log record.
    public byte[] encode() {
        ByteWriter writer = new ByteWriter();
        writer.writeBytes(id.toByteArray())
                .writeString(layout)
                .writeVarint(size)
                .writeVarint(storedSize)
                .writeByte(log2Frame)
                .writeByte(codec.code())
                .writeVarint(extents.size());
        for (BlobExtent extent : extents) {
            writer.writeVarint(extent.offset() / BlobExtent.ALIGNMENT)
                    .writeVarint(extent.length() / BlobExtent.ALIGNMENT);
        }
        return writer.toByteArray();
    }

    /// What the payload of a log record says; `source` names it in messages.
    public static BlobRecord decode(byte[] payload, String source) {
        ByteReader reader = new ByteReader(payload, source);
        BlobId id = BlobId.of(reader.readBytes(BlobId.SIZE));
        String layout = reader.readString();
        long size = reader.readVarint();
        long storedSize = reader.readVarint();
        int log2Frame = reader.readByte();
        BlobCodec codec = codec(reader);
        int count = reader.readCount(2);
        List<BlobExtent> extents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            extents.add(extent(reader));
        }
        if (reader.remaining() > 0) {
            throw reader.corrupt("the end of the record", reader.remaining() + " bytes more");
        }
        String problem = problem(size, storedSize, log2Frame, codec, extents);
        if (!problem.isEmpty()) {
            throw reader.corrupt("the place of a blob", problem);
        }
        return new BlobRecord(id, layout, size, storedSize, log2Frame, codec, extents);
    }

    private static BlobCodec codec(ByteReader reader) {
        int code = reader.readByte();
        BlobCodec[] codecs = BlobCodec.values();
        if (code >= codecs.length) {
            throw reader.corrupt("the codec 0 or 1", Integer.toString(code));
        }
        return codecs[code];
    }

    private static BlobExtent extent(ByteReader reader) {
        long unit = reader.readVarint();
        long units = reader.readVarint();
        long most = BlobExtent.MAX_END / BlobExtent.ALIGNMENT;
        boolean small = unit >= 0 && unit <= most && units >= 0 && units <= most;
        if (!small
                || !BlobExtent.isValid(unit * BlobExtent.ALIGNMENT, units * BlobExtent.ALIGNMENT)) {
            throw reader.corrupt(
                    "an extent",
                    Long.toUnsignedString(units) + " units at " + Long.toUnsignedString(unit));
        }
        return new BlobExtent(unit * BlobExtent.ALIGNMENT, units * BlobExtent.ALIGNMENT);
    }
}
