package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/// The storage of H2, without SQL: two maps.
final class MvStorePeer implements KeyValuePeer {

    private final MVStore store;
    private final MVMap<byte[], byte[]> records;
    private final MVMap<String, byte[]> documents;
    private final boolean durable;

    MvStorePeer(Path folder, Guarantee guarantee) {
        durable = guarantee == Guarantee.DURABLE;
        MVStore.Builder builder =
                new MVStore.Builder().fileName(folder.resolve("compare.mv").toString());
        store = durable ? builder.autoCommitDisabled().open() : builder.open();
        records =
                store.openMap(
                        "records",
                        new MVMap.Builder<byte[], byte[]>()
                                .keyType(ByteArrayDataType.INSTANCE)
                                .valueType(ByteArrayDataType.INSTANCE));
        documents =
                store.openMap(
                        "documents",
                        new MVMap.Builder<String, byte[]>()
                                .keyType(StringDataType.INSTANCE)
                                .valueType(ByteArrayDataType.INSTANCE));
    }

    @Override
    public void write(Payload payload) {
        records.put(payload.recordKey(), payload.record());
        documents.put(payload.name().text(), payload.document());
        if (durable) {
            store.commit();
            store.sync();
        }
    }

    @Override
    public Reader reader() {
        return name ->
                Objects.requireNonNull(documents.get(name.text()))[Payload.DOCUMENT_BYTES - 9];
    }

    @Override
    public void close() {
        store.close();
    }
}
