package org.commitdb;

import java.io.OutputStream;
import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.RecordStore;

/// Writes a blob of any size in constant memory.
///
/// The bytes are written, then the blob is stored: alone with [#store], or together with the commit
/// that names it by [CommitDatabase#commitMutations(String, String,
/// org.commitdb.state.CommitMutableState, List)]. Closing before that gives the blob up, as a
/// failure in the middle should.
///
/// **Threads**: one. **Errors**, of writing: [org.commitdb.error.StorageException] when the disk
/// refuses; [IllegalStateException] when it is sealed, stored or closed.
public final class BlobOutput extends OutputStream {

    private final RecordStore store;
    private final BlobWriter writer;
    private final byte[] one = new byte[1];

    BlobOutput(RecordStore store, BlobWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    @Override
    public void write(int value) {
        one[0] = (byte) value;
        writer.write(one, 0, 1);
    }

    @Override
    public void write(byte[] source) {
        writer.write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        writer.write(source, offset, length);
    }

    /// How many bytes were written so far.
    public long size() {
        return writer.size();
    }

    /// Ends the bytes and returns the blob's id, so that a document can name it. The blob is not in
    /// the database yet.
    public BlobId seal() {
        return writer.seal();
    }

    /// Ends the bytes, stores the blob and returns its id.
    ///
    /// **Errors**: also [org.commitdb.error.OutcomeUnknownException] when the final sync fails.
    public BlobId store() {
        BlobId id = writer.seal();
        store.append(List.of(writer), List.of());
        return id;
    }

    BlobWriter writer() {
        return writer;
    }

    /// Gives the blob up, unless it was stored. A second call does nothing.
    @Override
    public void close() {
        writer.close();
    }
}
