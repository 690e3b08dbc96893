package org.commitdb.benchmarks.compare.peer;

/// A store that is open: records and documents, each under its key.
///
/// **Threads**: [#write] any number, as far as its [KeyValueKind] says so; a [Reader] one.
public interface KeyValuePeer extends AutoCloseable {

    /// Writes a record and a document in one transaction; those that are there are replaced.
    void write(Payload payload) throws Exception;

    /// A reader of the documents that are there now.
    Reader reader() throws Exception;

    @Override
    void close() throws Exception;

    /// Reads documents.
    interface Reader extends AutoCloseable {

        /// Reads a document and returns something that depends on what it holds.
        long read(DocumentName name) throws Exception;

        @Override
        default void close() throws Exception {}
    }
}
