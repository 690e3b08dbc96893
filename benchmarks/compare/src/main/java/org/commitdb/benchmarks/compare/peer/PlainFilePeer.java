package org.commitdb.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What the disk allows: the bytes of each transaction, appended into space that was filled with
/// zeros before.
final class PlainFilePeer implements KeyValuePeer {

    private static final int CHUNK_BYTES = 1 << 24;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
    private final boolean durable;
    private long position;
    private long filled;

    PlainFilePeer(Path folder, Guarantee guarantee) throws IOException {
        this.channel =
                FileChannel.open(
                        folder.resolve("plain"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.READ);
        this.durable = guarantee == Guarantee.DURABLE;
        fill();
    }

    private void fill() throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long end = filled + CHUNK_BYTES; filled < end; filled += zeros.capacity()) {
            channel.write(zeros.clear(), filled);
        }
        channel.force(true);
    }

    @Override
    public void write(Payload payload) throws IOException {
        if (position + buffer.capacity() > filled) {
            fill();
        }
        buffer.clear().put(payload.recordKey()).put(payload.record());
        buffer.put(payload.name().bytes()).put(payload.document()).flip();
        position += channel.write(buffer, position);
        if (durable) {
            channel.force(false);
        }
    }

    @Override
    public Reader reader() {
        throw new UnsupportedOperationException("a plain file finds no document");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
