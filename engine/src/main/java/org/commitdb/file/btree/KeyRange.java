package org.commitdb.file.btree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A range of keys, from one inclusive to one exclusive, both ends optional.
///
/// **Threads**: immutable.
public final class KeyRange {

    private static final KeyRange ALL = new KeyRange(new byte[0], null);

    private final byte[] from;
    private final byte @Nullable [] to;

    private KeyRange(byte[] from, byte @Nullable [] to) {
        this.from = from;
        this.to = to;
    }

    /// All keys.
    public static KeyRange all() {
        return ALL;
    }

    /// The keys that are not less than `from`.
    public static KeyRange from(byte[] from) {
        return new KeyRange(from.clone(), null);
    }

    /// The keys that are not less than `from` and less than `to`; none if `to` is not greater.
    public static KeyRange between(byte[] from, byte[] to) {
        return new KeyRange(from.clone(), to.clone());
    }

    /// The keys that begin with `prefix`.
    public static KeyRange prefix(byte[] prefix) {
        int length = prefix.length;
        while (length > 0 && prefix[length - 1] == (byte) 0xff) {
            length--;
        }
        if (length == 0) {
            return from(prefix);
        }
        byte[] to = Arrays.copyOf(prefix, length);
        to[length - 1]++;
        return new KeyRange(prefix.clone(), to);
    }

    /// Whether the key lies in the range.
    public boolean contains(byte[] key) {
        return !isBelow(key) && !isAbove(key);
    }

    /// Whether every key of the range is greater than `key`.
    boolean isBelow(byte[] key) {
        return Arrays.compareUnsigned(key, from) < 0;
    }

    /// Whether every key of the range is less than `key`.
    boolean isAbove(byte[] key) {
        return to != null && Arrays.compareUnsigned(key, to) >= 0;
    }

    /// The bound itself, not a copy.
    byte[] from() {
        return from;
    }

    /// The bound itself, not a copy.
    byte @Nullable [] to() {
        return to;
    }
}
