package org.commitdb.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Reaches a server.
///
/// **Threads**: any.
final class Dialer {

    private static final long LEAST_LIMIT_MILLIS = 20_000;

    private final Endpoint endpoint;
    private final ConnectionOptions options;
    private final @Nullable SSLContext tls;

    Dialer(Endpoint endpoint, ConnectionOptions options) {
        Tls files = options.tls();
        this.endpoint = endpoint;
        this.options = options;
        this.tls = files == null ? null : TlsContext.of(files);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// A link to the server; where it is encrypted, the server has shown who it is.
    Link dial() throws IOException {
        return switch (endpoint) {
            case Endpoint.Tcp tcp -> dial(tcp);
            case Endpoint.Unix unix ->
                    Link.of(SocketChannel.open(Listener.address(unix)), unix.toString());
        };
    }

    private Link dial(Endpoint.Tcp tcp) throws IOException {
        Socket socket = new Socket();
        try {
            int limit = limitMillis();
            socket.connect(new InetSocketAddress(tcp.host(), tcp.port()), limit);
            socket.setTcpNoDelay(true);
            if (tls == null) {
                return Link.of(socket, socket);
            }
            socket.setSoTimeout(limit);
            SSLSocket secured = secured(tls, socket, tcp);
            secured.startHandshake();
            socket.setSoTimeout(0);
            return Link.of(secured, socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// Nobody connects in no time, not even when only one attempt is wanted.
    private int limitMillis() {
        long wanted = Math.max(LEAST_LIMIT_MILLIS, options.connecting().toMillis());
        return Math.clamp(Math.min(wanted, options.answering().toMillis()), 1, Integer.MAX_VALUE);
    }

    private static SSLSocket secured(SSLContext tls, Socket socket, Endpoint.Tcp tcp)
            throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        tls.getSocketFactory().createSocket(socket, tcp.host(), tcp.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(TlsContext.PROTOCOLS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (tcp.host().matches("[A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9]")) {
            parameters.setServerNames(List.of(new SNIHostName(tcp.host())));
        }
        secured.setSSLParameters(parameters);
        return secured;
    }
}
