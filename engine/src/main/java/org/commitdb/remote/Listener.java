package org.commitdb.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.commitdb.error.StorageException;
import org.jspecify.annotations.Nullable;

/// Where connections of clients come from.
///
/// **Threads**: one accepts, any closes.
sealed interface Listener extends AutoCloseable {

    /// A connection that was accepted and on which nothing was said yet.
    @FunctionalInterface
    interface Arrival {

        /// Makes the connection ready; where it is encrypted, nothing is exchanged before it is
        /// read.
        Link link() throws IOException;
    }

    /// Waits for the next one. **Errors**: [IOException] when the listener is closed.
    Arrival accept() throws IOException;

    /// Where it listens, with the port that was found.
    Endpoint endpoint();

    @Override
    void close();

    /// Listens at `endpoint`.
    ///
    /// **Errors**: [StorageException] when the address is taken or not one of this machine;
    /// [IllegalArgumentException] when it can be reached from other machines and the options do not
    /// guard it.
    static Listener at(Endpoint endpoint, ServerOptions options) {
        try {
            return switch (endpoint) {
                case Endpoint.Tcp tcp -> Tcp.bind(tcp, options);
                case Endpoint.Unix unix -> Unix.bind(unix);
            };
        } catch (IOException e) {
            throw new StorageException(
                    "the server cannot listen at " + endpoint + ": " + e.getMessage(),
                    endpoint.toString(),
                    e);
        }
    }

    /// A port of this machine.
    final class Tcp implements Listener {

        private static final int BACKLOG = 128;

        private final ServerSocket socket;
        private final Endpoint.Tcp endpoint;
        private final @Nullable SSLContext tls;
        private final boolean asksForCertificates;

        private Tcp(
                ServerSocket socket,
                Endpoint.Tcp endpoint,
                @Nullable SSLContext tls,
                boolean asksForCertificates) {
            this.socket = socket;
            this.endpoint = endpoint;
            this.tls = tls;
            this.asksForCertificates = asksForCertificates;
        }

        static Listener bind(Endpoint.Tcp endpoint, ServerOptions options) throws IOException {
            InetAddress address = InetAddress.getByName(endpoint.host());
            Tls files = options.tls();
            boolean guarded = files != null && options.tokens() != null;
            if (!address.isLoopbackAddress() && !guarded && !options.insecure()) {
                throw new IllegalArgumentException(
                        endpoint.host()
                                + " can be reached from other machines: give a TLS key, a"
                                + " certificate and tokens, or say that it may be insecure");
            }
            @Nullable SSLContext tls = files == null ? null : TlsContext.of(files);
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address, endpoint.port()), BACKLOG);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            return new Tcp(
                    socket,
                    new Endpoint.Tcp(endpoint.host(), socket.getLocalPort()),
                    tls,
                    files != null && files.trusted() != null);
        }

        @Override
        public Arrival accept() throws IOException {
            Socket accepted = socket.accept();
            return () -> {
                try {
                    accepted.setTcpNoDelay(true);
                    return Link.of(secured(accepted), accepted);
                } catch (IOException e) {
                    accepted.close();
                    throw e;
                }
            };
        }

        private Socket secured(Socket accepted) throws IOException {
            if (tls == null) {
                return accepted;
            }
            SSLSocket secured =
                    (SSLSocket) tls.getSocketFactory().createSocket(accepted, null, true);
            secured.setUseClientMode(false);
            secured.setEnabledProtocols(TlsContext.PROTOCOLS);
            secured.setNeedClientAuth(asksForCertificates);
            return secured;
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // Nobody can connect any more, which is what was asked for.
                return;
            }
        }
    }

    /// A socket in the file system.
    final class Unix implements Listener {

        private final ServerSocketChannel channel;
        private final UnixSocketFile file;

        private Unix(ServerSocketChannel channel, UnixSocketFile file) {
            this.channel = channel;
            this.file = file;
        }

        static Listener bind(Endpoint.Unix endpoint) throws IOException {
            UnixSocketFile file = new UnixSocketFile(endpoint.path());
            return new Unix(file.bind(), file);
        }

        @Override
        public Arrival accept() throws IOException {
            SocketChannel accepted = channel.accept();
            return () -> Link.of(accepted, file.path().toString());
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint.Unix(file.path());
        }

        @Override
        public void close() {
            file.remove();
            try {
                channel.close();
            } catch (IOException e) {
                // Nobody can connect any more, which is what was asked for.
                return;
            }
        }
    }

    /// The address of a socket in the file system.
    static UnixDomainSocketAddress address(Endpoint.Unix endpoint) {
        return UnixDomainSocketAddress.of(endpoint.path());
    }
}
