package org.commitdb.remote.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.commitdb.bytes.ByteReader;
import org.commitdb.error.CorruptException;
import org.jspecify.annotations.Nullable;

/// Reads frames from a stream, trusting nothing.
///
/// **Invariants**: memory follows the bytes that have arrived, not the length that was announced.
/// **Errors**, of every read: [CorruptException] for what is no frame; [EOFException] when the
/// stream ends within one. **Threads**: one.
public final class FrameReader {

    private static final int GROWTH = 64 << 10;

    private final InputStream in;
    private final String source;
    private int maxBodySize;

    /// A reader of what comes from `in`, which stays the caller's; `source` names it in messages.
    public FrameReader(InputStream in, String source, int maxBodySize) {
        this.in = in;
        this.source = source;
        this.maxBodySize = maxBodySize;
    }

    /// The longest body that is accepted from now on.
    public void setMaxBodySize(int sizeBytes) {
        maxBodySize = sizeBytes;
    }

    /// Told that a frame has begun, and how long its body is, before that is read.
    @FunctionalInterface
    public interface Begun {

        /// A frame with a body of so many bytes has begun.
        void frame(int lengthBytes) throws IOException;
    }

    /// Reads the next frame; null when the stream ends where one could begin. Tells `begun` when
    /// there is a next one.
    public @Nullable Frame read(Begun begun) throws IOException {
        byte[] header = new byte[Frame.HEADER_SIZE];
        int first = in.read();
        if (first < 0) {
            return null;
        }
        header[0] = (byte) first;
        begun.frame(0);
        readFully(header, 1, header.length - 1);
        ByteReader fields = new ByteReader(header, source);
        long length = Integer.toUnsignedLong(fields.readInt());
        int crc = fields.readInt();
        int requestId = fields.readInt();
        int type = fields.readInt();
        if (length > maxBodySize) {
            throw corrupt("a body of at most " + maxBodySize + " bytes", length + " bytes");
        }
        if (type >>> Byte.SIZE != 0) {
            throw corrupt("a type below 256", Integer.toUnsignedString(type));
        }
        begun.frame((int) length);
        byte[] body = readBody((int) length);
        int found = FrameCrc.of(header, body);
        if (found != crc) {
            throw corrupt("the checksum " + hex(found), hex(crc));
        }
        return new Frame(requestId, type, body);
    }

    private byte[] readBody(int length) throws IOException {
        byte[] body = new byte[Math.min(length, GROWTH)];
        int size = 0;
        while (size < length) {
            if (size == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, body.length * 2L));
            }
            readFully(body, size, body.length - size);
            size = body.length;
        }
        return body;
    }

    private void readFully(byte[] target, int offset, int length) throws IOException {
        if (in.readNBytes(target, offset, length) < length) {
            throw new EOFException(source + ": ended within a frame");
        }
    }

    private CorruptException corrupt(String expected, String found) {
        return new CorruptException(
                source + ": expected a frame with " + expected + ", found " + found,
                source,
                -1,
                expected,
                found);
    }

    private static String hex(int number) {
        return Integer.toHexString(number);
    }
}
