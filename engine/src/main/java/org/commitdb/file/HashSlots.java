package org.commitdb.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Numbers from 1 on, found by the hash of what they stand for.
///
/// A slot holds the hash beside the number, so that a search touches nothing else until a hash
/// matches, and growing needs no keys.
///
/// **Invariants**: open addressing, at most half full, nothing is ever removed. **Threads**: one
/// writer; a reader finds every number whose addition it has learned of through a volatile read,
/// and may or may not find later ones. **Cost**: O(1) expected.
final class HashSlots {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long NUMBER_MASK = 0xffff_ffffL;
    private static final int FIRST_LENGTH = 128;

    private volatile long[] slots = new long[FIRST_LENGTH];
    private int count;

    /// Adds a number.
    void add(int hash, int number) {
        long[] table = slots;
        if (++count * 2 > table.length) {
            long[] larger = new long[table.length * 2];
            for (long slot : table) {
                if (slot != 0) {
                    place(larger, slot);
                }
            }
            place(larger, slot(hash, number));
            slots = larger;
        } else {
            place(table, slot(hash, number));
        }
    }

    /// Begins a search for the numbers with this hash.
    Search search(int hash) {
        return new Search(slots, hash);
    }

    private static long slot(int hash, int number) {
        return (long) hash << Integer.SIZE | number;
    }

    private static void place(long[] table, long slot) {
        int mask = table.length - 1;
        int i = start((int) (slot >>> Integer.SIZE), mask);
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        SLOT.setRelease(table, i, slot);
    }

    private static int start(int hash, int mask) {
        return (hash ^ hash >>> 16) & mask;
    }

    /// Walks the numbers that have one hash.
    ///
    /// **Threads**: one.
    static final class Search {

        private final long[] table;
        private final int hash;
        private int index;

        private Search(long[] table, int hash) {
            this.table = table;
            this.hash = hash;
            this.index = start(hash, table.length - 1);
        }

        /// The next number, 0 when there is none.
        int next() {
            while (true) {
                long slot = (long) SLOT.getAcquire(table, index);
                if (slot == 0) {
                    return 0;
                }
                index = (index + 1) & (table.length - 1);
                if ((int) (slot >>> Integer.SIZE) == hash) {
                    return (int) (slot & NUMBER_MASK);
                }
            }
        }
    }
}
