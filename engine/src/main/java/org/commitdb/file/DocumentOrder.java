package org.commitdb.file;

import java.util.Comparator;
import java.util.UUID;
import org.commitdb.store.DocumentId;

/// The order of documents in the trees: by the unsigned bytes of the attachment, then of the
/// instance.
///
/// (The natural order of a UUID is signed.)
enum DocumentOrder implements Comparator<DocumentId> {
    UNSIGNED;

    @Override
    public int compare(DocumentId a, DocumentId b) {
        int order = compare(a.attachment(), b.attachment());
        return order != 0 ? order : compare(a.instance(), b.instance());
    }

    private static int compare(UUID a, UUID b) {
        int order = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
