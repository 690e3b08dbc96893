package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;

/// JetBrains Xodus: two stores of one environment.
final class XodusPeer implements KeyValuePeer {

    private final Environment environment;
    private final Store records;
    private final Store documents;

    XodusPeer(Path folder, Guarantee guarantee) {
        environment =
                Environments.newInstance(
                        folder.toFile(),
                        new EnvironmentConfig().setLogDurableWrite(guarantee == Guarantee.DURABLE));
        records = open("records");
        documents = open("documents");
    }

    private Store open(String name) {
        return environment.computeInTransaction(
                txn -> environment.openStore(name, StoreConfig.WITHOUT_DUPLICATES, txn));
    }

    @Override
    public void write(Payload payload) {
        environment.executeInTransaction(txn -> {
            records.put(
                    txn,
                    new ArrayByteIterable(payload.recordKey()),
                    new ArrayByteIterable(payload.record()));
            documents.put(
                    txn,
                    new ArrayByteIterable(payload.name().bytes()),
                    new ArrayByteIterable(payload.document()));
        });
    }

    @Override
    public Reader reader() {
        Transaction txn = environment.beginReadonlyTransaction();
        return new Reader() {
            @Override
            public long read(DocumentName name) {
                ByteIterable found = documents.get(txn, new ArrayByteIterable(name.bytes()));
                byte[] bytes = found.getBytesUnsafe();
                return bytes[found.getLength() - 9];
            }

            @Override
            public void close() {
                txn.abort();
            }
        };
    }

    @Override
    public void close() {
        environment.close();
    }
}
