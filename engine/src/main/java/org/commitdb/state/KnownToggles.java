package org.commitdb.state;

import java.util.Arrays;
import java.util.List;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Toggle;

/// The toggles of a store, read once each.
///
/// **Threads**: any. **Cost**: what came since the last question.
final class KnownToggles {

    private static final Toggle[] NOTHING = {};

    private final RecordStore store;
    private Toggle[] toggles = NOTHING;
    private int count;
    private long upTo;

    KnownToggles(RecordStore store) {
        this.store = store;
    }

    /// Those up to `ordinal`, and perhaps later ones, by ordinal, ascending. **Cost**: asks the
    /// store only when it was not asked so far yet.
    synchronized Index upTo(long ordinal) {
        return ordinal <= upTo ? new Index(toggles, count) : now();
    }

    /// All that are there now, by ordinal, ascending.
    synchronized Index now() {
        long newest = store.lastOrdinal();
        if (newest > upTo) {
            for (Toggle toggle : store.togglesAfter(upTo)) {
                if (count == toggles.length) {
                    toggles = Arrays.copyOf(toggles, Math.max(16, count * 2));
                }
                toggles[count++] = toggle;
            }
            // The store may have grown in between: what was read reaches at least so far.
            upTo = count == 0 ? newest : Math.max(newest, toggles[count - 1].ordinal());
        }
        return new Index(toggles, count);
    }

    /// The toggles as of one moment.
    ///
    /// **Invariants**: the first `count` never change.
    static final class Index {

        private final Toggle[] toggles;
        private final int count;

        private Index(Toggle[] toggles, int count) {
            this.toggles = toggles;
            this.count = count;
        }

        boolean isEmpty() {
            return count == 0;
        }

        List<Toggle> asList() {
            return Arrays.asList(toggles).subList(0, count);
        }

        Toggle at(int index) {
            return toggles[index];
        }

        /// The last one with an ordinal of at most `ordinal`, as an index; -1 when there is none.
        int floor(long ordinal) {
            int low = 0;
            int high = count - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (toggles[middle].ordinal() <= ordinal) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return high;
        }

        /// Whether the commit at `ordinal` is a toggle.
        boolean has(long ordinal) {
            int at = floor(ordinal);
            return at >= 0 && toggles[at].ordinal() == ordinal;
        }
    }
}
