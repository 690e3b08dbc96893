package org.commitdb.file;

import java.util.Arrays;
import org.commitdb.commit.CommitId;

/// Commit ids in the order of their arrival, found by their bytes.
///
/// **Invariants**: open addressing, at most half full, nothing is ever removed. **Threads**: one
/// writer; a reader finds every id whose arrival it has learned of through a volatile read, and may
/// or may not find later ones. **Cost**: O(1) expected.
final class IdTable {

    private volatile CommitId[] ids = new CommitId[64];
    private volatile int[] slots = new int[128];
    private int count;

    /// Adds an id that is not there.
    void add(CommitId id) {
        CommitId[] array = ids;
        if (count == array.length) {
            array = Arrays.copyOf(array, count * 2);
            ids = array;
        }
        array[count++] = id;
        int[] table = slots;
        if (count * 2 > table.length) {
            int[] larger = new int[table.length * 2];
            for (int i = 0; i < count - 1; i++) {
                place(larger, array[i], i + 1);
            }
            place(larger, id, count);
            slots = larger;
        } else {
            place(table, id, count);
        }
    }

    /// The place of `id` in the order of arrival, from 0 on, or -1.
    int indexOf(CommitId id) {
        int[] table = slots;
        CommitId[] array = ids;
        int mask = table.length - 1;
        for (int i = spread(id) & mask; ; i = (i + 1) & mask) {
            int number = table[i];
            if (number == 0) {
                return -1;
            }
            CommitId found = number <= array.length ? array[number - 1] : null;
            if (found != null && id.equals(found)) {
                return number - 1;
            }
        }
    }

    /// The id that arrived at this place.
    CommitId get(int index) {
        return ids[index];
    }

    private static void place(int[] table, CommitId id, int number) {
        int mask = table.length - 1;
        int i = spread(id) & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = number;
    }

    private static int spread(CommitId id) {
        int hash = id.hashCode();
        return hash ^ hash >>> 16;
    }
}
