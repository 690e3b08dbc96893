package org.commitdb;

import java.io.InputStream;
import java.util.Objects;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;

/// Reads a blob of any size in constant memory, from its beginning or from wherever it is put.
///
/// **Threads**: one. **Errors**, of reading: [org.commitdb.error.CorruptException] when what is
/// stored is damaged there; [org.commitdb.error.UnknownIdException] when the blob was collected
/// meanwhile; [IllegalStateException] when this or the database is closed.
public final class BlobInput extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final BlobReader reader;
    private final BlobInfo info;
    private final byte[] buffer = new byte[BUFFER];
    private long bufferPosition;
    private int buffered;
    private long position;

    BlobInput(BlobReader reader) {
        this.reader = reader;
        this.info = reader.info();
    }

    /// What is known of the blob.
    public BlobInfo info() {
        return info;
    }

    /// Where the next byte is read, from 0 on.
    public long position() {
        return position;
    }

    /// Goes on reading at `newPosition`.
    ///
    /// **Errors**: [IndexOutOfBoundsException] when it is not within the blob or at its end.
    public void seek(long newPosition) {
        position = Objects.checkIndex(newPosition, info.size() + 1);
    }

    @Override
    public int read() {
        if (position < bufferPosition || position >= bufferPosition + buffered) {
            buffered = 0;
            int count = reader.read(position, buffer, 0, buffer.length);
            if (count <= 0) {
                return -1;
            }
            bufferPosition = position;
            buffered = count;
        }
        return buffer[(int) (position++ - bufferPosition)] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = reader.read(position, target, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, info.size() - position);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, info.size() - position);
    }

    /// Ends the use. A second call does nothing.
    @Override
    public void close() {
        reader.close();
    }
}
