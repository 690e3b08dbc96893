package org.commitdb.remote;

import java.nio.file.Path;
import org.commitdb.store.RecordStore;
import org.commitdb.store.RecordStoreContract;
import org.commitdb.store.TestStores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract over TLS, with a token, each side showing a certificate.
final class TlsStoreTest extends RecordStoreContract {

    private static final String TOKEN = "a token for a test";

    @TempDir private static Path folder;
    private static TestCertificates server;
    private static TestCertificates client;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = TestCertificates.make(folder, "server");
        client = TestCertificates.make(folder, "client");
    }

    @Override
    protected RecordStore newStore() {
        ServerOptions options =
                ServerOptions.DEFAULT
                        .withTls(
                                Tls.server(server.certificate(), server.key())
                                        .withTrusted(client.certificate()))
                        .withTokens(AccessTokens.of(Role.READ_WRITE, TOKEN));
        Tls tls =
                Tls.client()
                        .withTrusted(server.certificate())
                        .withCertificates(client.certificate(), client.key());
        return ServedStore.of(TestStores.inMemory(), new Endpoint.Tcp("127.0.0.1", 0), options)
                .owningClient(ConnectionOptions.DEFAULT.withTls(tls).withToken(TOKEN));
    }
}
