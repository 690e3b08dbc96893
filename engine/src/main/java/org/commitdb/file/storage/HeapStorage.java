package org.commitdb.file.storage;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/// A file on the heap: what an in-memory database lives in. Nothing outlives [#close].
///
/// **Threads**: as [Storage] says. **Cost**: whole blocks of 1 MiB.
public final class HeapStorage implements Storage {

    private final String name;
    private final HeapBlocks blocks = new HeapBlocks();
    private final LockTable locks = new LockTable();
    private final WordTable words = new WordTable();
    private volatile boolean closed;

    /// An empty file; `name` stands for it in messages.
    public HeapStorage(String name) {
        this.name = name;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return blocks.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        checkOpen();
        try {
            blocks.read(position, target, offset, length);
        } catch (EOFException e) {
            throw (EOFException) new EOFException(name + ": " + e.getMessage()).initCause(e);
        }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        checkOpen();
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        blocks.write(position, bytes, 0, bytes.length);
    }

    @Override
    public void force(boolean metadata) throws IOException {
        checkOpen();
    }

    @Override
    public void setLength(long length) throws IOException {
        checkOpen();
        blocks.setLength(length);
    }

    @Override
    public MemorySegment map(long position, long length) throws IOException {
        checkOpen();
        return blocks.view(position, length);
    }

    @Override
    public long mapUnit() {
        return HeapBlocks.BLOCK;
    }

    @Override
    public Optional<StorageLock> tryLock(long position, long length, boolean shared)
            throws IOException {
        checkOpen();
        return locks.tryLock(this, position, length, shared);
    }

    @Override
    public Optional<SharedWords> sharedWords(long position, int count) throws IOException {
        checkOpen();
        return Optional.of(words.at(position, count));
    }

    @Override
    public Object identity() {
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        closed = true;
        locks.releaseAll(this);
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
