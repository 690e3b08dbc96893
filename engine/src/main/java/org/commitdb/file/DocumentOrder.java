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

    /// Words of 32 bits in a document.
    static final int WORDS = 8;

    @Override
    public int compare(DocumentId a, DocumentId b) {
        int order = compare(a.attachment(), b.attachment());
        return order != 0 ? order : compare(a.instance(), b.instance());
    }

    /// One of the [#WORDS] of a document: documents are in the order of these as unsigned numbers.
    static int word(DocumentId document, int place) {
        UUID half = place < WORDS / 2 ? document.attachment() : document.instance();
        long bits = place % 4 < 2 ? half.getMostSignificantBits() : half.getLeastSignificantBits();
        return (int) (place % 2 == 0 ? bits >>> Integer.SIZE : bits);
    }

    private static int compare(UUID a, UUID b) {
        int order = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
