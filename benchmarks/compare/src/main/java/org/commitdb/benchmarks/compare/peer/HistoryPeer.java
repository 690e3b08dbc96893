package org.commitdb.benchmarks.compare.peer;

/// A store that is open: [#DOCUMENTS] documents of [#FIELDS] text fields, and every past state of
/// them.
///
/// **Threads**: one.
public interface HistoryPeer extends AutoCloseable {

    /// How many documents there are from the start.
    int DOCUMENTS = 100;

    /// How many fields each of them has.
    int FIELDS = 20;

    /// Commits the change of one field.
    void commit(int document, int field, String value) throws Exception;

    /// Names the state after the newest commit.
    Object revision() throws Exception;

    /// Reads every field of every document at a revision, and returns how many there are.
    long readAll(Object revision) throws Exception;

    /// Prepares two streams of commits from the newest one: `edits` on even documents, `edits` on
    /// odd ones.
    Merge prepareMerge(int edits) throws Exception;

    /// Leaves everything in the folder in the form that the store keeps for good.
    void save() throws Exception;

    @Override
    void close() throws Exception;

    /// A merge that is ready to be done.
    @FunctionalInterface
    interface Merge {

        /// Merges the streams, reads every field and returns how many there are.
        long mergeAndReadAll() throws Exception;
    }

    /// The value that commit `number` gives to a field.
    static String value(int number) {
        return "value of commit " + number;
    }
}
