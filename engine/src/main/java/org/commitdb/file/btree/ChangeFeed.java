package org.commitdb.file.btree;

import java.util.Arrays;
import org.commitdb.file.page.PageLayout;
import org.jspecify.annotations.Nullable;

/// Changes with one change of look-ahead, checked on the way.
///
/// **Threads**: one. **Errors**: [IllegalArgumentException] when changes are not strictly
/// ascending, or a key or value is too long.
final class ChangeFeed {

    private final TreeChanges changes;
    private final int maxValueLength;
    private byte @Nullable [] key;
    private byte @Nullable [] value;

    ChangeFeed(TreeChanges changes, int pageSize) {
        this.changes = changes;
        this.maxValueLength = PageLayout.maxValueLength(pageSize);
        advance();
    }

    boolean hasChange() {
        return key != null;
    }

    /// Whether there is a change to a key less than `bound`, or any change if there is no bound.
    boolean hasChangeBelow(byte @Nullable [] bound) {
        return key != null && (bound == null || Arrays.compareUnsigned(key, bound) < 0);
    }

    /// The key of the change; there must be one.
    byte[] key() {
        if (key == null) {
            throw new IllegalStateException("no change is left");
        }
        return key;
    }

    /// The new value, null if the key is to be deleted.
    byte @Nullable [] value() {
        return value;
    }

    void advance() {
        byte @Nullable [] last = key;
        if (!changes.next()) {
            key = null;
            value = null;
            return;
        }
        byte[] next = changes.key().clone();
        value = changes.value();
        check(last, next, value);
        key = next;
    }

    private void check(byte @Nullable [] last, byte[] next, byte @Nullable [] newValue) {
        if (next.length > PageLayout.MAX_KEY_LENGTH) {
            throw new IllegalArgumentException("a key of " + next.length + " bytes");
        }
        if (newValue != null && newValue.length > maxValueLength) {
            throw new IllegalArgumentException("a value of " + newValue.length + " bytes");
        }
        if (last != null && Arrays.compareUnsigned(last, next) >= 0) {
            throw new IllegalArgumentException(
                    "changes out of order: %s after %s"
                            .formatted(TreeBuilder.hex(next), TreeBuilder.hex(last)));
        }
    }
}
