package org.commitdb.file.storage;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// A few read handles on one file that an interrupt cannot close, shared by any number of threads.
///
/// **Invariants**: all are opened at once and stay open until [#close]. **Threads**: any; a thread
/// waits only when all handles are in use.
final class ReadHandles implements Closeable {

    private static final int COUNT = 4;

    private final Handle[] handles = new Handle[COUNT];

    ReadHandles(Path path) throws IOException {
        try {
            for (int i = 0; i < COUNT; i++) {
                handles[i] = new Handle(new RandomAccessFile(path.toFile(), "r"));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    long size() throws IOException {
        return handles[0].file.length();
    }

    void read(long position, byte[] target, int offset, int length) throws IOException {
        Handle handle = acquire();
        try {
            handle.file.seek(position);
            handle.file.readFully(target, offset, length);
        } catch (EOFException e) {
            throw (EOFException)
                    new EOFException(
                                    "read of "
                                            + length
                                            + " bytes at "
                                            + position
                                            + " beyond the end")
                            .initCause(e);
        } finally {
            handle.lock.unlock();
        }
    }

    private Handle acquire() {
        int start = (int) Thread.currentThread().threadId();
        for (int i = 0; i < COUNT; i++) {
            Handle handle = handles[(start + i) & (COUNT - 1)];
            if (handle.lock.tryLock()) {
                return handle;
            }
        }
        Handle handle = handles[start & (COUNT - 1)];
        handle.lock.lock();
        return handle;
    }

    @Override
    public void close() throws IOException {
        for (Handle handle : handles) {
            if (handle != null) {
                handle.file.close();
            }
        }
    }

    private static final class Handle {

        private final RandomAccessFile file;
        private final ReentrantLock lock = new ReentrantLock();

        private Handle(RandomAccessFile file) {
            this.file = file;
        }
    }
}
