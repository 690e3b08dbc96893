package org.commitdb.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.commitdb.error.StorageException;
import org.jspecify.annotations.Nullable;

/// Makes the JDK's TLS out of PEM files.
final class TlsContext {

    /// The only version that is spoken.
    static final String[] PROTOCOLS = {"TLSv1.3"};

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";
    private static final char[] NO_PASSWORD = {};

    private TlsContext() {}

    /// **Errors**: [StorageException] when a file cannot be read or is not what it should be.
    static SSLContext of(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(tls), trustManagers(tls), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StorageException("TLS cannot be set up: " + e.getMessage(), "TLS", e);
        }
    }

    private static KeyManager @Nullable [] keyManagers(Tls tls)
            throws GeneralSecurityException, IOException {
        Path file = tls.certificates();
        Path keyFile = tls.key();
        if (file == null || keyFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own",
                privateKey(keyFile),
                NO_PASSWORD,
                certificates(file).toArray(Certificate[]::new));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trustManagers(Tls tls)
            throws GeneralSecurityException, IOException {
        Path file = tls.trusted();
        if (file == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return certificates;
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf(KEY_BEGIN);
        int end = text.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " holds no '" + KEY_BEGIN + "'");
        }
        byte[] encoded;
        try {
            encoded =
                    Base64.getMimeDecoder()
                            .decode(text.substring(begin + KEY_BEGIN.length(), end).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a key that is not Base64", e);
        }
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                continue;
            }
        }
        throw new IOException(file + " holds a key that is neither RSA nor EC nor EdDSA");
    }
}
