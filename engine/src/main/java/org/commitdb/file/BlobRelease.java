package org.commitdb.file;

import java.io.IOException;
import java.util.List;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.log.TransactionEncoder;

/// Gives back the extents of a blob that is given up.
///
/// **Threads**: one.
final class BlobRelease implements BlobChange {

    private final List<BlobExtent> extents;

    BlobRelease(List<BlobExtent> extents) {
        this.extents = List.copyOf(extents);
    }

    @Override
    public boolean begin(Staging staging) {
        return !extents.isEmpty();
    }

    @Override
    public void addTo(TransactionEncoder transaction, Space space) throws IOException {
        BlobChange.free(extents, transaction);
    }

    @Override
    public void stageIn(Staging staging, long seq) {
        BlobChange.stageFree(extents, staging, seq);
    }
}
