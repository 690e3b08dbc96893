package org.commitdb.benchmarks.compare.peer;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/// LMDB through lmdbjava: two databases, one write transaction for each pair.
final class LmdbPeer implements KeyValuePeer {

    private static final long MAP_BYTES = 8L << 30;

    private final Env<ByteBuffer> env;
    private final Dbi<ByteBuffer> records;
    private final Dbi<ByteBuffer> documents;
    private final ByteBuffer key = ByteBuffer.allocateDirect(64);
    private final ByteBuffer value = ByteBuffer.allocateDirect(512);

    @SuppressWarnings("deprecation") // the builder's other way needs more words for the same
    LmdbPeer(Path folder, Guarantee guarantee) {
        List<EnvFlags> flags = new ArrayList<>();
        if (guarantee == Guarantee.WEAK) {
            flags.add(EnvFlags.MDB_NOSYNC);
        }
        env =
                Env.create()
                        .setMapSize(MAP_BYTES)
                        .setMaxDbs(2)
                        .setMaxReaders(64)
                        .open(folder.toFile(), flags.toArray(EnvFlags[]::new));
        records = env.openDbi("records", DbiFlags.MDB_CREATE);
        documents = env.openDbi("documents", DbiFlags.MDB_CREATE);
    }

    @Override
    public void write(Payload payload) {
        try (Txn<ByteBuffer> txn = env.txnWrite()) {
            records.put(txn, fill(key, payload.recordKey()), fill(value, payload.record()));
            documents.put(txn, fill(key, payload.name().bytes()), fill(value, payload.document()));
            txn.commit();
        }
    }

    private static ByteBuffer fill(ByteBuffer buffer, byte[] bytes) {
        return buffer.clear().put(bytes).flip();
    }

    @Override
    public Reader reader() {
        Txn<ByteBuffer> txn = env.txnRead();
        ByteBuffer wanted = ByteBuffer.allocateDirect(64);
        byte[] document = new byte[Payload.DOCUMENT_BYTES];
        return new Reader() {
            @Override
            public long read(DocumentName name) {
                documents.get(txn, fill(wanted, name.bytes())).get(document);
                return document[document.length - 9];
            }

            @Override
            public void close() {
                txn.close();
            }
        };
    }

    @Override
    public void close() {
        env.close();
    }
}
