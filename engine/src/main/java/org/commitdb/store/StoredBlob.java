package org.commitdb.store;

/// A blob as a store keeps it: its layout text and its bytes, which the receiver owns.
public record StoredBlob(String layout, byte[] bytes) {}
