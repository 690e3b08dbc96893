package org.commitdb.value;

import org.commitdb.value.SlotIndex.Branch;
import org.jspecify.annotations.Nullable;

/// Edits a [SlotIndex]: in place where this editor made the node, else in a copy of it.
///
/// **Cost**: an edit visits at most [SlotIndex#LEVELS] branches and copies one bucket.
final class SlotIndexEditor {

    private Object root;
    private @Nullable Owner owner;

    SlotIndexEditor(SlotIndex index) {
        root = index.root();
    }

    int[] bucket(int tag) {
        return SlotIndex.bucket(root, tag);
    }

    SlotIndex freeze() {
        owner = null;
        return new SlotIndex(root);
    }

    private Owner owner() {
        Owner editor = owner;
        if (editor == null) {
            editor = new Owner();
            owner = editor;
        }
        return editor;
    }

    /// Adds an entry.
    void add(int tag, int leaf) {
        root = add(root, tag, leaf, 0, owner());
    }

    private static Object add(@Nullable Object node, int tag, int leaf, int level, Owner editor) {
        if (node instanceof Branch branch) {
            Branch owned = branch.ownedBy(editor);
            int slot = SlotIndex.slot(tag, level);
            Object child = add(owned.children[slot], tag, leaf, level + 1, editor);
            owned.children[slot] = child;
            if (child instanceof int[]) {
                owned.ownBuckets |= 1 << slot;
            }
            return owned;
        }
        if (node == null) {
            return new int[] {tag, leaf};
        }
        int[] bucket = (int[]) node;
        if (bucket.length < 2 * SlotIndex.BUCKET || level == SlotIndex.LEVELS) {
            return SlotIndex.with(bucket, tag, leaf);
        }
        return add(spread(bucket, level, editor), tag, leaf, level, editor);
    }

    private static Branch spread(int[] bucket, int level, Owner editor) {
        int[] lengths = new int[SlotIndex.WIDTH];
        for (int i = 0; i < bucket.length; i += 2) {
            lengths[SlotIndex.slot(bucket[i], level)] += 2;
        }
        int[][] parts = new int[SlotIndex.WIDTH][];
        @Nullable Object[] children = new @Nullable Object[SlotIndex.WIDTH];
        Branch branch = new Branch(editor, children);
        for (int slot = 0; slot < SlotIndex.WIDTH; slot++) {
            parts[slot] = new int[lengths[slot]];
            if (lengths[slot] > 0) {
                children[slot] = parts[slot];
                branch.ownBuckets |= 1 << slot;
            }
        }
        for (int i = bucket.length - 2; i >= 0; i -= 2) {
            int slot = SlotIndex.slot(bucket[i], level);
            lengths[slot] -= 2;
            parts[slot][lengths[slot]] = bucket[i];
            parts[slot][lengths[slot] + 1] = bucket[i + 1];
        }
        return branch;
    }

    /// Changes one entry (tag, from), which must exist, to (tag, to).
    void move(int tag, int from, int to) {
        if (root instanceof int[] bucket) {
            int[] copy = bucket.clone();
            rename(copy, tag, from, to);
            root = copy;
            return;
        }
        Owner editor = owner();
        Branch branch = ((Branch) root).ownedBy(editor);
        root = branch;
        for (int level = 0; ; level++) {
            int slot = SlotIndex.slot(tag, level);
            Object child = branch.children[slot];
            if (child instanceof Branch below) {
                Branch owned = below.ownedBy(editor);
                branch.children[slot] = owned;
                branch = owned;
            } else if (child instanceof int[] bucket) {
                boolean own = (branch.ownBuckets >>> slot & 1) != 0;
                int[] editable = own ? bucket : bucket.clone();
                rename(editable, tag, from, to);
                branch.children[slot] = editable;
                branch.ownBuckets |= 1 << slot;
                return;
            } else {
                throw missing();
            }
        }
    }

    private static void rename(int[] bucket, int tag, int from, int to) {
        for (int i = 0; i < bucket.length; i += 2) {
            if (bucket[i] == tag && bucket[i + 1] == from) {
                bucket[i + 1] = to;
                return;
            }
        }
        throw missing();
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("a slot is missing in the index of its xarray");
    }
}
