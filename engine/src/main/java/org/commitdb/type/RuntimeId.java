package org.commitdb.type;

import java.util.UUID;

/// What identifies a definition: a UUID computed from its content.
///
/// Ordered by unsigned bytes.
public record RuntimeId(UUID uuid) implements Comparable<RuntimeId> {

    /// The all-zero id: no definition; in a key, no concept.
    public static final RuntimeId NONE = new RuntimeId(new UUID(0, 0));

    /// Whether this is [#NONE].
    public boolean isNone() {
        return equals(NONE);
    }

    @Override
    public int compareTo(RuntimeId other) {
        int high =
                Long.compareUnsigned(
                        uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
