package org.commitdb.value;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A persistent sequence: a trie over the bits of the index, 32 ways a level.
///
/// **Invariants**: immutable; edits by an [IndexedTrieEditor] share every node that they do not
/// change. **Cost**: O(log32 n) to get; one reference an element and a few words for each 32.
///
/// **Source**: P. Bagwell, "Ideal Hash Trees" (2001), in the form that Clojure gave it for vectors.
final class IndexedTrie<E> {

    static final int BITS = 5;
    static final int WIDTH = 1 << BITS;

    private final Node root;
    private final int height;
    private final int size;

    IndexedTrie(Node root, int height, int size) {
        this.root = root;
        this.height = height;
        this.size = size;
    }

    /// Elements, or in levels above the lowest nodes. **Invariants**: only the owner edits it.
    static final class Node {

        private final Owner owner;
        private @Nullable Object[] slots;

        Node(Owner owner, @Nullable Object[] slots) {
            this.owner = owner;
            this.slots = slots;
        }

        @Nullable Object get(int slot) {
            return slots[slot];
        }

        /// A node that `editor` may edit, with at least `capacity` slots.
        Node ownedBy(Owner editor, int capacity) {
            boolean roomy = slots.length >= capacity;
            if (owner == editor && roomy) {
                return this;
            }
            @Nullable Object[] copy =
                    new @Nullable Object[roomy ? slots.length : Math.min(WIDTH, capacity + 3 & ~3)];
            System.arraycopy(slots, 0, copy, 0, slots.length);
            if (owner != editor) {
                return new Node(editor, copy);
            }
            slots = copy;
            return this;
        }

        void set(int slot, Object value) {
            slots[slot] = value;
        }
    }

    static <E> IndexedTrie<E> empty() {
        return new IndexedTrie<>(new Node(new Owner(), new @Nullable Object[0]), 0, 0);
    }

    int size() {
        return size;
    }

    Node root() {
        return root;
    }

    int height() {
        return height;
    }

    /// **Errors**: [IndexOutOfBoundsException].
    E get(int index) {
        Objects.checkIndex(index, size);
        return element(leafOf(root, height, index), index);
    }

    static Node leafOf(Node root, int height, int index) {
        Node node = root;
        for (int level = height; level > 0; level--) {
            node = child(node, index >>> (level * BITS) & WIDTH - 1);
        }
        return node;
    }

    static Node child(Node node, int slot) {
        return (Node) Objects.requireNonNull(node.slots[slot]);
    }

    /// What a trie of E holds is an E.
    @SuppressWarnings("unchecked")
    private E element(Node leaf, int index) {
        return (E) Objects.requireNonNull(leaf.slots[index & WIDTH - 1]);
    }

    Iterator<E> iterator() {
        return new Iterator<>() {
            private int next;
            private Node leaf = root;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public E next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                if ((next & WIDTH - 1) == 0) {
                    leaf = leafOf(root, height, next);
                }
                return element(leaf, next++);
            }
        };
    }

    /// The first index in which the two differ, the smaller size when there is none. **Cost**: in
    /// proportion to the nodes that are not the same object in both before that index.
    int mismatch(IndexedTrie<E> other) {
        int count = Math.min(size, other.size);
        int index = 0;
        while (index < count) {
            int shared = sharedFrom(other, index);
            if (shared > 0) {
                index += shared;
            } else if (get(index).equals(other.get(index))) {
                index++;
            } else {
                return index;
            }
        }
        return count;
    }

    /// How many indexes a subtree covers that starts at `index` and is the same object in both; 0
    /// when there is none.
    private int sharedFrom(IndexedTrie<E> other, int index) {
        if ((index & WIDTH - 1) != 0) {
            return 0;
        }
        Node left = atLevel(Math.min(height, other.height), index);
        Node right = other.atLevel(Math.min(height, other.height), index);
        for (int level = Math.min(height, other.height); level >= 0; level--) {
            int span = 1 << ((level + 1) * BITS);
            if ((index & span - 1) == 0 && left == right) {
                return span;
            }
            if (level > 0) {
                left = child(left, index >>> (level * BITS) & WIDTH - 1);
                right = child(right, index >>> (level * BITS) & WIDTH - 1);
            }
        }
        return 0;
    }

    private Node atLevel(int target, int index) {
        Node node = root;
        for (int level = height; level > target; level--) {
            node = child(node, index >>> (level * BITS) & WIDTH - 1);
        }
        return node;
    }
}
