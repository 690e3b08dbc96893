package org.commitdb.value;

import java.util.Objects;
import org.commitdb.value.IndexedTrie.Node;
import org.jspecify.annotations.Nullable;

/// Edits an [IndexedTrie]: in place where this editor made the node, else in a copy of it.
///
/// **Cost**: O(log32 n) an edit; [#freeze] is O(1), after which every node is copied again before
/// it is edited.
final class IndexedTrieEditor<E> {

    private Node root;
    private int height;
    private int size;
    private @Nullable Owner owner;

    IndexedTrieEditor(IndexedTrie<E> trie) {
        root = trie.root();
        height = trie.height();
        size = trie.size();
    }

    int size() {
        return size;
    }

    /// **Errors**: [IndexOutOfBoundsException].
    @SuppressWarnings("unchecked")
    E get(int index) {
        Objects.checkIndex(index, size);
        Node leaf = IndexedTrie.leafOf(root, height, index);
        return (E) Objects.requireNonNull(leaf.get(slot(index, 0)));
    }

    /// **Errors**: [IndexOutOfBoundsException].
    void set(int index, E value) {
        Objects.checkIndex(index, size);
        put(index, value);
    }

    /// Adds `value` at the end.
    ///
    /// **Errors**: [IllegalStateException] when there are 2^30 elements already.
    void append(E value) {
        if (size == 1 << 30) {
            throw new IllegalStateException("a sequence has at most 2^30 elements");
        }
        if (size == 1 << ((height + 1) * IndexedTrie.BITS)) {
            Node above = new Node(owner(), new @Nullable Object[1]);
            above.set(0, root);
            root = above;
            height++;
        }
        put(size, value);
        size++;
    }

    private void put(int index, E value) {
        Owner editor = owner();
        root = root.ownedBy(editor, slot(index, height) + 1);
        Node node = root;
        for (int level = height; level > 0; level--) {
            int slot = slot(index, level);
            Object child = node.get(slot);
            int capacity = slot(index, level - 1) + 1;
            Node owned =
                    child == null
                            ? new Node(editor, new @Nullable Object[capacity])
                            : ((Node) child).ownedBy(editor, capacity);
            node.set(slot, owned);
            node = owned;
        }
        node.set(slot(index, 0), value);
    }

    private static int slot(int index, int level) {
        return index >>> (level * IndexedTrie.BITS) & IndexedTrie.WIDTH - 1;
    }

    private Owner owner() {
        Owner editor = owner;
        if (editor == null) {
            editor = new Owner();
            owner = editor;
        }
        return editor;
    }

    IndexedTrie<E> freeze() {
        owner = null;
        return new IndexedTrie<>(root, height, size);
    }
}
