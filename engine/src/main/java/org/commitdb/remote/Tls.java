package org.commitdb.remote;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Who one is, and whom one trusts, on an encrypted connection. Everything is in PEM files.
///
/// @param certificates one's own certificate, followed by those that vouch for it; null to show
///   none
/// @param key the private key that goes with it, PKCS #8, not encrypted; null with `certificates`
/// @param trusted certificates whose bearers, and those that they vouch for, are trusted; null for
///   those of the JDK on a client, and for asking clients for none on a server
public record Tls(@Nullable Path certificates, @Nullable Path key, @Nullable Path trusted) {

    /// **Errors**: [IllegalArgumentException] when only one of certificate and key is given.
    public Tls {
        if ((certificates == null) != (key == null)) {
            throw new IllegalArgumentException("a certificate and its key go together");
        }
    }

    /// What a server needs: its certificate and the key to it.
    public static Tls server(Path certificates, Path key) {
        return new Tls(certificates, key, null);
    }

    /// What a client needs that trusts whom the JDK trusts.
    public static Tls client() {
        return new Tls(null, null, null);
    }

    /// The same, trusting the certificates in `file`: a server then refuses clients without one.
    public Tls withTrusted(Path file) {
        return new Tls(certificates, key, file);
    }

    /// The same, showing a certificate.
    public Tls withCertificates(Path file, Path keyFile) {
        return new Tls(file, keyFile, trusted);
    }
}
