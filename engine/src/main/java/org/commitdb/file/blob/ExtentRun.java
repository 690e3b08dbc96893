package org.commitdb.file.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.file.storage.Storage;

/// The extents of one blob, as one run of bytes: positions count from the beginning of the first.
///
/// **Threads**: one. **Cost**: O(log extents) to find a position.
final class ExtentRun {

    private final Storage storage;
    private final List<BlobExtent> extents = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private long capacity;

    ExtentRun(Storage storage) {
        this.storage = storage;
    }

    /// The run of `extents`.
    ExtentRun(Storage storage, List<BlobExtent> extents) {
        this(storage);
        extents.forEach(this::add);
    }

    /// Adds an extent at the end.
    void add(BlobExtent extent) {
        extents.add(extent);
        starts.add(capacity);
        capacity += extent.length();
    }

    /// The extents, in order.
    List<BlobExtent> extents() {
        return List.copyOf(extents);
    }

    /// How many bytes the extents hold.
    long capacity() {
        return capacity;
    }

    /// Where in the file the byte at `position` lies.
    long offsetOf(long position) {
        int index = indexOf(position);
        return extents.get(index).offset() + position - starts.get(index);
    }

    /// Reads bytes that lie within the run.
    void read(long position, byte[] target, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = within(position + done, length - done);
            storage.read(offsetOf(position + done), target, offset + done, count);
            done += count;
        }
    }

    /// Writes bytes that lie within the run.
    void write(long position, byte[] source, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = within(position + done, length - done);
            storage.write(offsetOf(position + done), ByteBuffer.wrap(source, offset + done, count));
            done += count;
        }
    }

    /// How many of `length` bytes from `position` on lie in one extent.
    private int within(long position, int length) {
        int index = indexOf(position);
        long end = starts.get(index) + extents.get(index).length();
        return (int) Math.min(length, end - position);
    }

    private int indexOf(long position) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
