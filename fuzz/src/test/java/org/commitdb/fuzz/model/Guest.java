package org.commitdb.fuzz.model;

import java.util.List;
import org.commitdb.CommitDatabase;

/// Somebody else who uses a database: another process that has the file open, or a client of a
/// server.
///
/// @param database the database as the guest sees it
/// @param toClose what to close when the guest goes, in this order
record Guest(CommitDatabase database, List<AutoCloseable> toClose) implements AutoCloseable {

    @Override
    public void close() {
        for (AutoCloseable each : toClose) {
            try {
                each.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
