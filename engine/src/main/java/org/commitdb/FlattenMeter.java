package org.commitdb;

import org.commitdb.bytes.ByteWriter;
import org.commitdb.codec.ValueWriter;
import org.commitdb.store.Progress;
import org.commitdb.value.Value;

/// Tells how far flattening is: first the documents are evaluated, then the blobs that they name
/// are copied.
///
/// How long the documents are is guessed from those that were evaluated. **Units**: bytes.
/// **Threads**: one.
final class FlattenMeter {

    private final Progress progress;
    private final ByteWriter scratch = new ByteWriter();
    private long expectedDocuments;
    private long documents;
    private long doneBytes;

    FlattenMeter(Progress progress) {
        this.progress = progress;
    }

    /// At most so many documents will be evaluated.
    void expect(long count) {
        expectedDocuments = count;
        progress.report(0, count);
    }

    /// A document was evaluated.
    void evaluated(Value document) {
        new ValueWriter(scratch.clear()).write(document);
        documents++;
        doneBytes += scratch.size();
        long expected = Math.max(documents, expectedDocuments);
        long guess = (long) ((double) doneBytes / documents * expected);
        progress.report(doneBytes, Math.max(doneBytes, guess));
    }

    /// A blob was copied.
    void copied(long lengthBytes) {
        doneBytes += lengthBytes;
        progress.report(doneBytes, doneBytes);
    }

    /// Everything is done.
    void finish() {
        progress.report(doneBytes, doneBytes);
    }
}
