package org.commitdb.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A stream of bytes to a peer and back, over TCP, TLS or a Unix socket.
///
/// **Threads**: one reads, one writes, any closes, which ends both.
final class Link implements AutoCloseable {

    /// A channel copies what it moves through memory of this size outside the heap.
    private static final int CHANNEL_PIECE = 64 << 10;

    private final String peer;
    private final InputStream in;
    private final OutputStream out;
    private final AutoCloseable closing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong receivedBytes = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();

    private Link(String peer, InputStream in, OutputStream out, AutoCloseable closing) {
        this.peer = peer;
        this.in = new CountingInput(in);
        this.out = new CountingOutput(out);
        this.closing = closing;
    }

    /// A link over `socket`, which may lie over `wire`. Closing it closes `wire`: TLS would wait
    /// for a peer that does not read.
    static Link of(Socket socket, Socket wire) throws IOException {
        return new Link(
                String.valueOf(wire.getRemoteSocketAddress()),
                socket.getInputStream(),
                socket.getOutputStream(),
                wire);
    }

    /// The JDK's own streams over a channel let nobody write while somebody reads.
    static Link of(SocketChannel channel, String peer) {
        return new Link(peer, new ChannelInput(channel), new ChannelOutput(channel), channel);
    }

    /// The other side, for people.
    String peer() {
        return peer;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    long receivedBytes() {
        return receivedBytes.get();
    }

    long sentBytes() {
        return sentBytes.get();
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            try {
                closing.close();
            } catch (Exception e) {
                // The peer is gone, or will find out.
                return;
            }
        }
    }

    private final class CountingInput extends InputStream {

        private final InputStream source;

        CountingInput(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = source.read(target, offset, length);
            receivedBytes.addAndGet(Math.max(0, count));
            return count;
        }
    }

    private final class CountingOutput extends OutputStream {

        private final OutputStream target;

        CountingOutput(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
            sentBytes.addAndGet(length);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }

    private static final class ChannelInput extends InputStream {

        private final SocketChannel channel;

        ChannelInput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int piece = Math.min(length, CHANNEL_PIECE);
            return length == 0 ? 0 : channel.read(ByteBuffer.wrap(target, offset, piece));
        }
    }

    private static final class ChannelOutput extends OutputStream {

        private final SocketChannel channel;

        ChannelOutput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int done = offset; done < end; ) {
                int piece = Math.min(end - done, CHANNEL_PIECE);
                done += channel.write(ByteBuffer.wrap(bytes, done, piece));
            }
        }
    }
}
