package org.commitdb.file;

import java.util.Arrays;
import org.commitdb.commit.CommitId;

/// Commit ids in the order of their arrival, found by their bytes.
///
/// **Threads**: one writer; a reader finds every id whose arrival it has learned of through a
/// volatile read, and may or may not find later ones. **Cost**: O(1) expected.
final class IdTable {

    private static final int FIRST_CAPACITY = 64;

    private final HashSlots slots = new HashSlots();
    private volatile CommitId[] ids = new CommitId[FIRST_CAPACITY];
    private int count;

    /// Adds an id that is not there.
    void add(CommitId id) {
        addAgain(id);
        slots.add(id.hashCode(), count);
    }

    /// Adds an id that is there; [#indexOf] goes on to tell its first place.
    void addAgain(CommitId id) {
        CommitId[] array = ids;
        if (count == array.length) {
            array = Arrays.copyOf(array, count * 2);
            ids = array;
        }
        array[count++] = id;
    }

    /// The place of `id` in the order of arrival, from 0 on, or -1.
    int indexOf(CommitId id) {
        HashSlots.Search search = slots.search(id.hashCode());
        for (int number = search.next(); number != 0; number = search.next()) {
            CommitId[] array = ids;
            CommitId found = number <= array.length ? array[number - 1] : null;
            if (found != null && id.equals(found)) {
                return number - 1;
            }
        }
        return -1;
    }

    /// The id that arrived at this place.
    CommitId get(int index) {
        return ids[index];
    }
}
