package org.commitdb;

import org.commitdb.commit.CommitId;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.NaiveHistory;
import org.commitdb.state.OracleChecks;
import org.commitdb.state.RichModel;
import org.commitdb.store.NaiveRecordStore;

/// Databases of a [RichModel], and the oracle for their states.
final class RichDatabases {

    static final RichModel MODEL = new RichModel();

    private RichDatabases() {}

    /// A database in memory: the file engine over a heap disk.
    static CommitDatabase inMemory() {
        CommitDatabase database = CommitDatabase.inMemory(MODEL.definitions());
        RichModel.putBlobs(database.store());
        return database;
    }

    /// A database over lists and maps.
    static CommitDatabase naive(DatabaseOptions options) {
        CommitDatabase database =
                new CommitDatabase(new NaiveRecordStore(new CanonicalIndexer()), options);
        database.extendDefinitions(MODEL.definitions());
        RichModel.putBlobs(database.store());
        return database;
    }

    /// Holds every document of the state at `id` to the oracle.
    static void assertStateEqualsTheOracle(CommitDatabase database, CommitId id) {
        NaiveHistory.State expected =
                NaiveHistory.of(database.store(), MODEL.definitions()).state(id);
        OracleChecks.assertStateEquals(MODEL, expected, database.state(id));
    }
}
