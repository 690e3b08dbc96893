package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import java.util.Objects;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/// MapDB: two trees in one file.
final class MapDbPeer implements KeyValuePeer {

    private final DB database;
    private final BTreeMap<byte[], byte[]> records;
    private final BTreeMap<String, byte[]> documents;
    private final boolean durable;

    MapDbPeer(Path folder, Guarantee guarantee) {
        durable = guarantee == Guarantee.DURABLE;
        DBMaker.Maker maker = DBMaker.fileDB(folder.resolve("compare.mapdb").toFile());
        maker.fileMmapEnableIfSupported().checksumHeaderBypass();
        database = durable ? maker.transactionEnable().make() : maker.make();
        records =
                database.treeMap("records", Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY)
                        .createOrOpen();
        documents =
                database.treeMap("documents", Serializer.STRING, Serializer.BYTE_ARRAY)
                        .createOrOpen();
    }

    @Override
    public void write(Payload payload) {
        records.put(payload.recordKey(), payload.record());
        documents.put(payload.name().text(), payload.document());
        if (durable) {
            database.commit();
        }
    }

    @Override
    public Reader reader() {
        return name -> {
            byte[] document = Objects.requireNonNull(documents.get(name.text()));
            return document[document.length - 9];
        };
    }

    @Override
    public void close() {
        database.close();
    }
}
