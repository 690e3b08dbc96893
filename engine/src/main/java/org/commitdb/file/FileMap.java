package org.commitdb.file;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.error.CorruptException;
import org.commitdb.error.StorageException;
import org.commitdb.file.log.LogBytes;
import org.commitdb.file.page.PageSource;
import org.commitdb.file.storage.Storage;
import org.jspecify.annotations.Nullable;

/// The bytes of the file as readers see them: mapped, in units that the storage prescribes.
///
/// The last unit is mapped again when the file has grown; the old view stays until the storage is
/// closed, so growing never disturbs a reader. What is not mapped yet is read by calls, so a reader
/// never waits for [#grow].
///
/// **Threads**: [#grow] from the threads of the engine; everything else from any. **Errors**:
/// [StorageException] when a page cannot be supplied, [CorruptException] when a place lies outside
/// the file.
final class FileMap implements PageSource, LogBytes {

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Storage storage;
    private final int pageSize;
    private final long fileSalt;
    private final int unitShift;
    private final long unitMask;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile View view = new View(new MemorySegment[0], 0);

    private record View(MemorySegment[] units, long length) {}

    /// A map of `storage`, in which nothing is mapped yet.
    FileMap(Storage storage, int pageSize, long fileSalt) {
        this.storage = storage;
        this.pageSize = pageSize;
        this.fileSalt = fileSalt;
        this.unitShift = Long.numberOfTrailingZeros(storage.mapUnit());
        this.unitMask = storage.mapUnit() - 1;
    }

    /// Maps all that the file has by now.
    void grow() throws IOException {
        lock.lock();
        try {
            View old = view;
            long length = storage.size();
            if (length <= old.length) {
                return;
            }
            int complete = (int) (old.length >>> unitShift);
            int count = (int) ((length + unitMask) >>> unitShift);
            MemorySegment[] units = Arrays.copyOf(old.units, count);
            for (int i = complete; i < count; i++) {
                long start = (long) i << unitShift;
                units[i] = storage.map(start, Math.min(length - start, unitMask + 1));
            }
            view = new View(units, length);
        } finally {
            lock.unlock();
        }
    }

    /// Maps all that the file has by now, unless so much is mapped already.
    void growTo(long length) throws IOException {
        if (length > view.length) {
            grow();
        }
    }

    /// How many bytes are mapped.
    long mappedLength() {
        return view.length;
    }

    @Override
    public int pageSize() {
        return pageSize;
    }

    @Override
    public long fileSalt() {
        return fileSalt;
    }

    @Override
    public MemorySegment page(int pageNumber) {
        long position = Integer.toUnsignedLong(pageNumber) * pageSize;
        View current = view;
        if (position + pageSize > current.length) {
            throw outside(position, "page " + Integer.toUnsignedString(pageNumber));
        }
        return current.units[(int) (position >>> unitShift)].asSlice(position & unitMask, pageSize);
    }

    /// The mapped bytes from `position` on, null when they do not lie within one unit of the map.
    @Nullable MemorySegment slice(long position, long length) {
        View current = view;
        boolean within =
                position + length <= current.length
                        && position >>> unitShift == (position + length - 1) >>> unitShift;
        return within
                ? current.units[(int) (position >>> unitShift)].asSlice(position & unitMask, length)
                : null;
    }

    @Override
    public void copy(long position, byte[] target, int offset, int length) {
        View current = view;
        if (position < 0 || position > Long.MAX_VALUE - length) {
            throw outside(position, length + " bytes");
        }
        if (position + length > current.length) {
            read(position, target, offset, length);
            return;
        }
        try {
            int done = 0;
            while (done < length) {
                long at = (position + done) & unitMask;
                int count = (int) Math.min(length - done, unitMask + 1 - at);
                MemorySegment unit = current.units[(int) ((position + done) >>> unitShift)];
                MemorySegment.copy(unit, ValueLayout.JAVA_BYTE, at, target, offset + done, count);
                done += count;
            }
        } catch (InternalError e) {
            throw unreadable(position, e);
        }
    }

    /// The number of 64 bits at `position`, little-endian, which lies within one unit. **Cost**: no
    /// call and no allocation when the place is mapped.
    @Override
    public long longAt(long position) {
        View current = view;
        if (position < 0 || position > Long.MAX_VALUE - Long.BYTES) {
            throw outside(position, Long.BYTES + " bytes");
        }
        if (position + Long.BYTES <= current.length) {
            try {
                return current.units[(int) (position >>> unitShift)].get(LONG, position & unitMask);
            } catch (InternalError e) {
                throw unreadable(position, e);
            }
        }
        byte[] bytes = new byte[Long.BYTES];
        read(position, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Override
    public String name() {
        return storage.name();
    }

    private void read(long position, byte[] target, int offset, int length) {
        try {
            storage.read(position, target, offset, length);
        } catch (EOFException e) {
            throw outside(position, length + " bytes");
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(name() + ": the store is closed", e);
        } catch (IOException e) {
            throw new StorageException(
                    name()
                            + ": cannot read "
                            + length
                            + " bytes at offset "
                            + position
                            + ": "
                            + e.getMessage(),
                    name(),
                    e);
        }
    }

    private CorruptException outside(long position, String wanted) {
        String found = "the end of the file";
        return new CorruptException(
                name()
                        + ": expected "
                        + wanted
                        + " at offset "
                        + position
                        + ", found "
                        + found
                        + "; the file was cut, or what points there is damaged",
                name(),
                position,
                wanted,
                found);
    }
}
