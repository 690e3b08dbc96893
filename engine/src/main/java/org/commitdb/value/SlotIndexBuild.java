package org.commitdb.value;

import java.util.Arrays;
import org.commitdb.value.SlotIndex.Branch;
import org.jspecify.annotations.Nullable;

/// Makes a [SlotIndex] of all slots at once.
///
/// Divides the entries by the bits of their tags, level by level, until they fit into buckets.
/// **Threads**: one. **Cost**: O(n) for tags that look random.
final class SlotIndexBuild {

    private final Owner owner = new Owner();
    private final Collision collision;

    /// Told of two entries that have one tag.
    @FunctionalInterface
    interface Collision {

        void of(int leaf, int otherLeaf);
    }

    SlotIndexBuild(Collision collision) {
        this.collision = collision;
    }

    /// The index of these pairs (tag, number of the leaf), which get another order.
    SlotIndex of(int[] entries) {
        return new SlotIndex(node(entries, 0, entries.length, new int[entries.length], 0));
    }

    private Object node(int[] entries, int from, int to, int[] spare, int level) {
        if (to - from <= 2 * SlotIndex.BUCKET || level == SlotIndex.LEVELS) {
            return bucket(entries, from, to);
        }
        int[] ends = new int[SlotIndex.WIDTH];
        for (int i = from; i < to; i += 2) {
            ends[SlotIndex.slot(entries[i], level)] += 2;
        }
        int end = from;
        for (int slot = 0; slot < SlotIndex.WIDTH; slot++) {
            int start = end;
            end += ends[slot];
            ends[slot] = start;
        }
        for (int i = from; i < to; i += 2) {
            int slot = SlotIndex.slot(entries[i], level);
            spare[ends[slot]++] = entries[i];
            spare[ends[slot]++] = entries[i + 1];
        }
        @Nullable Object[] children = new @Nullable Object[SlotIndex.WIDTH];
        int start = from;
        for (int slot = 0; slot < SlotIndex.WIDTH; slot++) {
            if (ends[slot] > start) {
                children[slot] = node(spare, start, ends[slot], entries, level + 1);
            }
            start = ends[slot];
        }
        return new Branch(owner, children);
    }

    private int[] bucket(int[] entries, int from, int to) {
        for (int i = from; i < to; i += 2) {
            for (int j = from; j < i; j += 2) {
                if (entries[i] == entries[j]) {
                    collision.of(entries[i + 1], entries[j + 1]);
                }
            }
        }
        return Arrays.copyOfRange(entries, from, to);
    }
}
