package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.file.btree.TreeChanges;
import org.jspecify.annotations.Nullable;

/// Changes to a tree that were collected in the order of their keys.
///
/// **Threads**: one.
final class SortedEntries implements TreeChanges {

    private static final byte[] NO_BYTES = {};

    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte @Nullable []> values = new ArrayList<>();
    private int index = -1;

    /// Adds an entry, whose key is greater than all before.
    void put(byte[] key, byte[] value) {
        keys.add(key);
        values.add(value);
    }

    /// Adds a key without a value.
    void put(byte[] key) {
        put(key, NO_BYTES);
    }

    /// Adds a key that is to be deleted.
    void delete(byte[] key) {
        keys.add(key);
        values.add(null);
    }

    @Override
    public boolean next() {
        return ++index < keys.size();
    }

    @Override
    public byte[] key() {
        return keys.get(index);
    }

    @Override
    public byte @Nullable [] value() {
        return values.get(index);
    }
}
