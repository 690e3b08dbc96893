package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// RocksDB: two column families, one batch for each pair.
final class RocksPeer implements KeyValuePeer {

    private final DBOptions options =
            new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
    private final List<ColumnFamilyHandle> families = new ArrayList<>();
    private final WriteOptions writing;
    private final RocksDB database;

    RocksPeer(Path folder, Guarantee guarantee) throws RocksDBException {
        RocksDB.loadLibrary();
        writing = new WriteOptions().setSync(guarantee == Guarantee.DURABLE);
        database =
                RocksDB.open(
                        options,
                        folder.resolve("rocks").toString(),
                        List.of(
                                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                                new ColumnFamilyDescriptor(new byte[] {'d'})),
                        families);
    }

    @Override
    public void write(Payload payload) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(families.get(0), payload.recordKey(), payload.record());
            batch.put(families.get(1), payload.name().bytes(), payload.document());
            database.write(writing, batch);
        }
    }

    @Override
    public Reader reader() {
        return name -> {
            byte[] document = database.get(families.get(1), name.bytes());
            return document[document.length - 9];
        };
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        database.close();
        writing.close();
        options.close();
    }
}
