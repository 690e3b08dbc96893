package org.commitdb.file.btree;

import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Changes to a tree, in strictly ascending order of their keys, pulled one by one.
///
/// **Threads**: one.
public interface TreeChanges {

    /// Moves to the next change and tells whether there is one. The first call moves to the first
    /// change.
    boolean next();

    /// The key of the change, at most 1024 bytes. It is copied before the next call of [#next].
    byte[] key();

    /// The value that the key gets, at most an eighth of a page, or null if the key is to be
    /// deleted.
    byte @Nullable [] value();

    /// The changes in `changes`, which must be sorted by [java.util.Arrays#compareUnsigned(byte[],
    /// byte[])]. A null value deletes.
    static TreeChanges of(SortedMap<byte[], byte @Nullable []> changes) {
        Iterator<Map.Entry<byte[], byte @Nullable []>> entries = changes.entrySet().iterator();
        return new TreeChanges() {
            private byte[] key = new byte[0];
            private byte @Nullable [] value;

            @Override
            public boolean next() {
                if (!entries.hasNext()) {
                    return false;
                }
                Map.Entry<byte[], byte @Nullable []> entry = entries.next();
                key = entry.getKey();
                value = entry.getValue();
                return true;
            }

            @Override
            public byte[] key() {
                return key;
            }

            @Override
            public byte @Nullable [] value() {
                return value;
            }
        };
    }
}
