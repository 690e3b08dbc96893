package org.commitdb.state;

import org.commitdb.store.DocumentId;

/// Which commits make a state, in which order, and what toggles take out of it.
record Timeline(LinearOrder order, Mask mask) {

    /// That of the state before the first commit.
    static final Timeline EMPTY = new Timeline(LinearOrder.EMPTY, Mask.NONE);

    /// The mask as far as it concerns a document.
    Mask maskOf(DocumentId document) {
        return mask.bears(document) ? mask : Mask.NONE;
    }
}
