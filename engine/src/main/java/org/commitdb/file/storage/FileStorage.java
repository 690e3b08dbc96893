package org.commitdb.file.storage;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.commitdb.error.BusyException;
import org.commitdb.error.StorageException;
import org.jspecify.annotations.Nullable;

/// A file on a real disk.
///
/// Four kinds of handles, all opened at open and closed only at [#close], because POSIX drops the
/// locks of a process when it closes any handle of the file: one to write; one to force and lock;
/// one read-only channel that only maps (mapping beyond the end through a writable channel would
/// extend the file); a few to read. The JDK closes a [FileChannel] under a thread that is
/// interrupted, so user threads never touch one: writes and reads go through [RandomAccessFile],
/// forces and locks through an [AsynchronousFileChannel], which are deaf to interrupts, and maps
/// are made on a thread of their own.
///
/// **Invariants**: a file is open at most once per JVM; everything mapped belongs to one shared
/// arena, which is closed once. Nothing is written through a map but the shared words, whose page
/// was written when the file was created. **Threads**: as [Storage] says. **Errors**: opening
/// raises [BusyException] when this JVM has the file open, [StorageException] when there is no such
/// file or the operating system refuses.
public final class FileStorage implements Storage {

    private static final long MAP_UNIT = 1L << 34;
    private static final int MAX_WRITE = 1 << 20;

    private final String name;
    private final Path path;
    private final String registered;
    private final @Nullable RandomAccessFile writer;
    private final FileChannel mapper;
    private final AsynchronousFileChannel locker;
    private final ReadHandles readers;
    private final Arena arena = Arena.ofShared();
    private final Object writing = new Object();
    private volatile boolean closed;

    private FileStorage(Path path, boolean readOnly, String registered) throws IOException {
        this.path = path;
        this.name = path.toString();
        this.registered = registered;
        this.readers = new ReadHandles(path);
        FileChannel readChannel = null;
        RandomAccessFile writeHandle = null;
        AsynchronousFileChannel lockChannel = null;
        try {
            readChannel = FileChannel.open(path, StandardOpenOption.READ);
            writeHandle = readOnly ? null : new RandomAccessFile(path.toFile(), "rw");
            lockChannel =
                    readOnly
                            ? AsynchronousFileChannel.open(path, StandardOpenOption.READ)
                            : AsynchronousFileChannel.open(
                                    path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            if (lockChannel == null) {
                closeAll(readers, readChannel, writeHandle);
            }
        }
        this.mapper = readChannel;
        this.writer = writeHandle;
        this.locker = lockChannel;
    }

    private static void closeAll(@Nullable Closeable... handles) throws IOException {
        for (Closeable handle : handles) {
            if (handle != null) {
                handle.close();
            }
        }
    }

    /// Makes the file if there is none, durably also in its directory, and opens it. What a file
    /// that is there already holds is for the caller to judge; it is not changed.
    public static FileStorage create(Path path) {
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            return open(path, false);
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    path + ": the directory does not exist; make it first", path.toString(), e);
        } catch (IOException e) {
            throw new StorageException(
                    path + ": cannot be created: " + e.getMessage(), path.toString(), e);
        }
        forceDirectory(path);
        return open(path, false);
    }

    /// Opens a file that exists, to read and write it.
    public static FileStorage open(Path path) {
        return open(path, false);
    }

    /// Opens a file that exists, to read it only: nothing is ever written.
    public static FileStorage openReadOnly(Path path) {
        return open(path, true);
    }

    private static FileStorage open(Path path, boolean readOnly) {
        String source = path.toString();
        try {
            String identity = identityOf(path).toString();
            if (!OpenFiles.add(identity)) {
                throw new BusyException(
                        source
                                + ": is open in this process already; use that instance, or close it first",
                        source,
                        "this process");
            }
            FileStorage storage = null;
            try {
                storage = new FileStorage(path, readOnly, identity);
                return storage;
            } finally {
                if (storage == null) {
                    OpenFiles.remove(identity);
                }
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new StorageException(
                    source
                            + ": "
                            + (Files.exists(path)
                                    ? "cannot be opened: " + e.getMessage()
                                    : "there is no such file"),
                    source,
                    e);
        } catch (IOException e) {
            throw new StorageException(source + ": cannot be opened: " + e.getMessage(), source, e);
        }
    }

    @Override
    public long size() throws IOException {
        return readers.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        try {
            readers.read(position, target, offset, length);
        } catch (IOException e) {
            if (closed) {
                throw (ClosedChannelException) new ClosedChannelException().initCause(e);
            }
            throw e;
        }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        RandomAccessFile file = writer();
        if (!source.hasArray()) {
            byte[] copy = new byte[source.remaining()];
            source.get(copy);
            write(file, position, copy, 0, copy.length);
            return;
        }
        write(
                file,
                position,
                source.array(),
                source.arrayOffset() + source.position(),
                source.remaining());
        source.position(source.limit());
    }

    private void write(RandomAccessFile file, long position, byte[] bytes, int offset, int length)
            throws IOException {
        for (int done = 0; done < length; ) {
            int count = Math.min(MAX_WRITE, length - done);
            synchronized (writing) {
                file.seek(position + done);
                file.write(bytes, offset + done, count);
            }
            done += count;
        }
    }

    @Override
    public void force(boolean metadata) throws IOException {
        writer();
        locker.force(metadata);
    }

    @Override
    public void setLength(long length) throws IOException {
        RandomAccessFile file = writer();
        synchronized (writing) {
            file.setLength(length);
        }
    }

    @Override
    public MemorySegment map(long position, long length) throws IOException {
        if (position / MAP_UNIT != (position + Math.max(length, 1) - 1) / MAP_UNIT) {
            throw new IllegalArgumentException(
                    "a map of " + length + " bytes at " + position + " crosses a unit");
        }
        return apart(() -> mapper.map(FileChannel.MapMode.READ_ONLY, position, length, arena));
    }

    @Override
    public long mapUnit() {
        return MAP_UNIT;
    }

    @Override
    public Optional<StorageLock> tryLock(long position, long length, boolean shared)
            throws IOException {
        if (writer == null && !shared) {
            throw new IOException(name + ": is open for reading only, so that it cannot be locked");
        }
        try {
            FileLock lock = locker.tryLock(position, length, shared);
            return lock == null ? Optional.empty() : Optional.of(lock::release);
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /// What is written through the channel has to show up in the map, and the other way round: not
    /// all file systems do that.
    @Override
    public Optional<SharedWords> sharedWords(long position, int count) throws IOException {
        RandomAccessFile file = writer;
        long lengthBytes = (count + 1L) * Long.BYTES;
        if (file == null || position % Long.BYTES != 0 || size() < position + lengthBytes) {
            return Optional.empty();
        }
        FileChannel channel = file.getChannel();
        MappedWords words =
                new MappedWords(
                        apart(() ->
                                channel.map(
                                        FileChannel.MapMode.READ_WRITE,
                                        position,
                                        lengthBytes,
                                        arena)));
        try {
            return isCoherent(words, count, position + lengthBytes - Long.BYTES)
                    ? Optional.of(words)
                    : Optional.empty();
        } catch (InternalError e) {
            throw new IOException(name + ": the shared words cannot be mapped", e);
        }
    }

    private boolean isCoherent(SharedWords words, int index, long position) throws IOException {
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long first = ~words.get(index);
        write(position, buffer.putLong(0, first).rewind());
        if (words.get(index) != first) {
            return false;
        }
        words.set(index, first + 1);
        readers.read(position, bytes, 0, bytes.length);
        return buffer.getLong(0) == first + 1;
    }

    @Override
    public boolean isReadOnly() {
        return writer == null;
    }

    @Override
    public String fileSystem() {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException e) {
            // Inside some containers, where the file lies cannot be found out.
            return "";
        }
    }

    @Override
    public Object identity() throws IOException {
        return identityOf(path);
    }

    @Override
    public boolean isReplaced() throws IOException {
        try {
            return !identityOf(path).toString().equals(registered);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    @Override
    public String name() {
        return name;
    }

    /// Windows does not cut a file that is mapped anywhere.
    @Override
    public synchronized void unmap() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            unmap();
            closeAll(readers, mapper, writer, locker);
        } finally {
            OpenFiles.remove(registered);
        }
    }

    /// Makes a map where no interrupt can close the channel.
    private MemorySegment apart(Callable<MemorySegment> mapping) throws IOException {
        FutureTask<MemorySegment> task = new FutureTask<>(mapping);
        Thread.ofPlatform().daemon().name("commitdb-map " + name).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw closed
                            ? (IOException) new ClosedChannelException().initCause(e)
                            : new IOException(String.valueOf(e.getCause()), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RandomAccessFile writer() throws IOException {
        if (writer == null) {
            throw new IOException(name + ": is open for reading only");
        }
        return writer;
    }

    /// What tells the file at `path` from any other; opens nothing.
    public static Object identityOf(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key;
    }

    static void forceDirectory(Path path) {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows has no way to sync a directory; elsewhere the worst that can follow is that
            // the new file is gone after a
            // power cut, which the next open reports plainly.
            return;
        }
    }
}
