package org.commitdb.remote;

import java.nio.file.Path;

/// Where a server listens.
public sealed interface Endpoint {

    /// A host name or address and a port; the port 0 stands for any free one where a server binds.
    record Tcp(String host, int port) implements Endpoint {

        private static final int MAX_PORT = 65_535;

        /// **Errors**: [IllegalArgumentException] when the port is none.
        public Tcp {
            if (port < 0 || port > MAX_PORT) {
                throw new IllegalArgumentException("a port is 0 to " + MAX_PORT + ", not " + port);
            }
            if (host.isEmpty()) {
                throw new IllegalArgumentException("the host has no name");
            }
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /// A socket in the file system, for processes of one machine.
    record Unix(Path path) implements Endpoint {

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
