package org.commitdb.sync;

/// Commits with consecutive ordinals of one store.
record OrdinalRange(long first, long last) {

    long count() {
        return last - first + 1;
    }
}
