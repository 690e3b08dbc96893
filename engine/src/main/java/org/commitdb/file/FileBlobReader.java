package org.commitdb.file;

import java.io.IOException;
import java.util.Objects;
import org.commitdb.error.CorruptException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.file.blob.FrameReader;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;
import org.jspecify.annotations.Nullable;

/// Reads one blob, from its log record or frame by frame.
///
/// **Threads**: one.
final class FileBlobReader implements BlobReader {

    /// Asks whether the file is open and still has the blob there.
    @FunctionalInterface
    interface Presence {

        /// **Errors**: [IllegalStateException] when the file is closed.
        boolean isThere();
    }

    private final String name;
    private final BlobInfo info;
    private final byte @Nullable [] bytes;
    private final @Nullable FrameReader frames;
    private final Presence presence;
    private boolean closed;

    /// A reader of bytes that are here.
    FileBlobReader(String name, BlobInfo info, byte[] bytes, Presence presence) {
        this(name, info, bytes, null, presence);
    }

    /// A reader of frames.
    FileBlobReader(String name, BlobInfo info, FrameReader frames, Presence presence) {
        this(name, info, null, frames, presence);
    }

    private FileBlobReader(
            String name,
            BlobInfo info,
            byte @Nullable [] bytes,
            @Nullable FrameReader frames,
            Presence presence) {
        this.name = name;
        this.info = info;
        this.bytes = bytes;
        this.frames = frames;
        this.presence = presence;
    }

    @Override
    public BlobInfo info() {
        return info;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        if (position < 0) {
            throw new IndexOutOfBoundsException("the position is negative: " + position);
        }
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0 || position >= info.size()) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, info.size() - position);
        byte[] here = bytes;
        FrameReader source = frames;
        if (here != null) {
            System.arraycopy(here, (int) position, target, offset, count);
        } else if (source != null) {
            read(source, position, target, offset, count);
        }
        return count;
    }

    private void read(FrameReader source, long position, byte[] target, int offset, int count) {
        try {
            source.read(position, target, offset, count);
        } catch (IOException e) {
            requirePresent(e);
            throw Volume.refused(name, "read a blob", e);
        } catch (CorruptException e) {
            requirePresent(e);
            throw e;
        }
    }

    /// Once a blob is collected, its room may hold other bytes.
    private void requirePresent(Exception cause) {
        if (!presence.isThere()) {
            UnknownIdException gone =
                    new UnknownIdException(
                            name + ": the blob " + info.id() + " was collected while it was read",
                            "blob",
                            info.id().toString());
            gone.initCause(cause);
            throw gone;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
