package org.commitdb.remote.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;
import org.jspecify.annotations.Nullable;

/// The parts that several messages have: numbers, ids, lists of them.
///
/// **Shape**: a list is a varint count and its elements; bytes are a varint count and the bytes; a
/// UUID is 16 bytes, most significant first; a flag is one byte, 0 or 1.
final class Lists {

    private Lists() {}

    static <T> List<T> read(ByteReader in, int leastSize, Function<ByteReader, T> element) {
        int count = in.readCount(leastSize);
        List<T> list = new ArrayList<>(Math.min(count, 1 << 10));
        for (int i = 0; i < count; i++) {
            list.add(element.apply(in));
        }
        return list;
    }

    static int readInt(ByteReader in) {
        long number = in.readVarint();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw in.corrupt("a number below 2^31", Long.toUnsignedString(number));
        }
        return (int) number;
    }

    static boolean readFlag(ByteReader in) {
        int flag = in.readByte();
        if (flag > 1) {
            throw in.corrupt("a flag, 0 or 1", Integer.toString(flag));
        }
        return flag == 1;
    }

    static void writeBytes(ByteWriter out, byte[] bytes) {
        out.writeVarint(bytes.length).writeBytes(bytes);
    }

    static byte[] readBytes(ByteReader in) {
        return in.readBytes(in.readCount(1));
    }

    static void writeUuid(ByteWriter out, UUID uuid) {
        out.writeLongBigEndian(uuid.getMostSignificantBits());
        out.writeLongBigEndian(uuid.getLeastSignificantBits());
    }

    static UUID readUuid(ByteReader in) {
        return new UUID(Long.reverseBytes(in.readLong()), Long.reverseBytes(in.readLong()));
    }

    static void writeNumbers(ByteWriter out, List<Long> numbers) {
        out.writeVarint(numbers.size());
        numbers.forEach(out::writeVarint);
    }

    static List<Long> readNumbers(ByteReader in) {
        return read(in, 1, ByteReader::readVarint);
    }

    static void writeCommitIds(ByteWriter out, List<CommitId> ids) {
        out.writeVarint(ids.size());
        ids.forEach(id -> out.writeBytes(id.toByteArray()));
    }

    static List<CommitId> readCommitIds(ByteReader in) {
        return read(in, CommitId.SIZE, each -> CommitId.of(each.readBytes(CommitId.SIZE)));
    }

    static void writeBlobIds(ByteWriter out, List<BlobId> ids) {
        out.writeVarint(ids.size());
        ids.forEach(id -> out.writeBytes(id.toByteArray()));
    }

    static List<BlobId> readBlobIds(ByteReader in) {
        return read(in, BlobId.SIZE, Lists::readBlobId);
    }

    static BlobId readBlobId(ByteReader in) {
        return BlobId.of(in.readBytes(BlobId.SIZE));
    }

    static void writeOptionalBlobId(ByteWriter out, @Nullable BlobId id) {
        out.writeByte(id == null ? 0 : 1);
        if (id != null) {
            out.writeBytes(id.toByteArray());
        }
    }

    static @Nullable BlobId readOptionalBlobId(ByteReader in) {
        return readFlag(in) ? readBlobId(in) : null;
    }
}
