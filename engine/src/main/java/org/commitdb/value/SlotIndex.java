package org.commitdb.value;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A persistent hash index from positions to the leaves that hold them: a trie over the bits of the
/// tag of a position, 16 ways a level, with buckets of pairs (tag, number of the leaf).
///
/// It keeps no positions. Several entries may have one tag; whoever looks up asks each leaf in turn
/// whether it has the position.
///
/// **Invariants**: immutable; edits by a [SlotIndexEditor] share what they do not change. The tags
/// of a process depend on a secret, so that nobody can choose positions that collide; no result
/// depends on them. **Cost**: about 12 bytes an entry.
///
/// **Source**: P. Bagwell, "Ideal Hash Trees" (2001).
final class SlotIndex {

    static final int BITS = 4;
    static final int WIDTH = 1 << BITS;

    /// The most entries of a bucket that may still be split.
    static final int BUCKET = 48;

    /// Levels that use up all bits of a tag.
    static final int LEVELS = Integer.SIZE / BITS;

    static final SlotIndex EMPTY = new SlotIndex(new int[0]);

    private static final long SECRET_HIGH = new SecureRandom().nextLong();
    private static final long SECRET_LOW = new SecureRandom().nextLong() | 1;

    /// A [Branch] or a bucket.
    private final Object root;

    SlotIndex(Object root) {
        this.root = root;
    }

    /// The children of a branch, each null, a bucket or a [Branch]. **Invariants**: only the owner
    /// edits it.
    static final class Branch {

        private final Owner owner;
        final @Nullable Object[] children;

        /// A bit for each child that is a bucket which the owner made.
        int ownBuckets;

        Branch(Owner owner, @Nullable Object[] children) {
            this.owner = owner;
            this.children = children;
        }

        Branch ownedBy(Owner editor) {
            return owner == editor ? this : new Branch(editor, children.clone());
        }
    }

    static int tag(long high, long low) {
        long left = high ^ SECRET_HIGH;
        long right = low ^ SECRET_LOW;
        long product =
                left * right
                        ^ Math.unsignedMultiplyHigh(left, right)
                        ^ left + Long.rotateLeft(right, 32);
        return (int) (product ^ product >>> 32);
    }

    static int slot(int tag, int level) {
        return tag >>> (level * BITS) & WIDTH - 1;
    }

    Object root() {
        return root;
    }

    /// The bucket where entries of `tag` are, if there are any.
    int[] bucket(int tag) {
        return bucket(root, tag);
    }

    static int[] bucket(Object root, int tag) {
        Object node = root;
        for (int level = 0; node instanceof Branch branch; level++) {
            Object child = branch.children[slot(tag, level)];
            if (child == null) {
                return (int[]) EMPTY.root;
            }
            node = child;
        }
        return (int[]) node;
    }

    static int[] with(int[] bucket, int tag, int leaf) {
        int[] longer = Arrays.copyOf(bucket, bucket.length + 2);
        longer[bucket.length] = tag;
        longer[bucket.length + 1] = leaf;
        return longer;
    }
}
