package org.commitdb.value;

import org.jspecify.annotations.Nullable;

/// Edits a [SlotTree]: in place where this editor made the node, else in a copy of it.
///
/// **Cost**: as [SlotTree] says; [#visits] counts.
final class SlotTreeEditor {

    private SlotTree base;
    private final IndexedTrieEditor<SlotNode> nodes;
    private @Nullable SlotIndexEditor index;
    private boolean grown;
    private int root;
    private int lastLeaf;
    private int slotCount;
    private @Nullable Owner owner;
    private long visits;

    SlotTreeEditor(SlotTree tree) {
        base = tree;
        nodes = new IndexedTrieEditor<>(tree.nodes());
        root = tree.root();
        lastLeaf = tree.lastLeaf();
        slotCount = tree.slotCount();
    }

    /// The tree as it is now. **Cost**: O(1).
    SlotTree freeze() {
        owner = null;
        SlotIndexEditor edited = index;
        SlotIndex frozen = edited != null ? edited.freeze() : grown ? null : base.indexIfMade();
        grown = false;
        base = new SlotTree(nodes.freeze(), root, lastLeaf, slotCount, frozen);
        return base;
    }

    int slotCount() {
        return slotCount;
    }

    int liveCount() {
        return node(root).live();
    }

    /// How many nodes and buckets this editor has read, edited or made so far.
    long visits() {
        return visits;
    }

    long find(long high, long low) {
        if (nodes.size() == 1) {
            return SlotPlace.in(0, leaf(0), high, low);
        }
        int tag = SlotIndex.tag(high, low);
        visits++;
        int[] bucket = index().bucket(tag);
        for (int i = 0; i < bucket.length; i += 2) {
            if (bucket[i] == tag) {
                long place = SlotPlace.in(bucket[i + 1], leaf(bucket[i + 1]), high, low);
                if (place != SlotPlace.NONE) {
                    return place;
                }
            }
        }
        return SlotPlace.NONE;
    }

    /// The index, made from the tree that the editing began with while the slots are still the
    /// same, so that it is made once for many editors.
    private SlotIndexEditor index() {
        SlotIndexEditor made = index;
        if (made == null) {
            made = new SlotIndexEditor((grown ? freeze() : base).index());
            index = made;
        }
        return made;
    }

    @Nullable Value value(long place) {
        return leaf(SlotPlace.leaf(place)).value(SlotPlace.offset(place));
    }

    SlotState state(long place) {
        return leaf(SlotPlace.leaf(place)).state(SlotPlace.offset(place));
    }

    /// Puts `value` into a slot, or empties it.
    void store(long place, @Nullable Value value) {
        int number = SlotPlace.leaf(place);
        SlotLeaf leaf = (SlotLeaf) own(number);
        int before = leaf.live();
        leaf.store(SlotPlace.offset(place), value);
        addLive(number, leaf.parent(), leaf.live() - before);
    }

    /// Puts a new slot before the one at `anchor`, or at the end when that is [SlotPlace#NONE].
    void insert(long anchor, long high, long low, @Nullable Value value, boolean masked) {
        int number = anchor == SlotPlace.NONE ? lastLeaf : SlotPlace.leaf(anchor);
        int offset = anchor == SlotPlace.NONE ? leaf(number).count() : SlotPlace.offset(anchor);
        if (leaf(number).count() == SlotLeaf.MAXIMUM) {
            long place = makeRoom(number, offset);
            number = SlotPlace.leaf(place);
            offset = SlotPlace.offset(place);
        }
        visits++;
        SlotLeaf leaf = leaf(number).roomierFor(owner());
        nodes.set(number, leaf);
        leaf.insert(offset, high, low, value, masked);
        slotCount++;
        if (value != null) {
            addLive(number, leaf.parent(), 1);
        }
        SlotIndexEditor edited = index;
        if (edited != null) {
            visits++;
            edited.add(SlotIndex.tag(high, low), number);
        } else {
            grown = true;
        }
    }

    /// Puts a new slot at the end, without looking whether its position is new when that would need
    /// an index that is not there.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the position is seen to be that of
    /// another slot.
    void append(long high, long low, @Nullable Value value, boolean masked) {
        if ((index != null || nodes.size() == 1) && find(high, low) != SlotPlace.NONE) {
            throw SlotTree.duplicate(high, low);
        }
        insert(SlotPlace.NONE, high, low, value, masked);
    }

    /// Where a slot that belongs at this place of a full leaf can go.
    private long makeRoom(int number, int offset) {
        if (offset == SlotLeaf.MAXIMUM) {
            lastLeaf = attach(number, SlotLeaf.empty(owner()), 1);
            return SlotPlace.of(lastLeaf, 0);
        }
        if (offset == 0) {
            int previous = previousSibling(number);
            return previous >= 0 && leaf(previous).count() < SlotLeaf.MAXIMUM
                    ? SlotPlace.of(previous, leaf(previous).count())
                    : SlotPlace.of(attach(number, SlotLeaf.empty(owner()), 0), 0);
        }
        int half = SlotLeaf.MAXIMUM / 2;
        int right = split(number, half);
        return offset <= half ? SlotPlace.of(number, offset) : SlotPlace.of(right, offset - half);
    }

    private int previousSibling(int number) {
        int parent = node(number).parent();
        if (parent == SlotNode.NO_PARENT) {
            return -1;
        }
        SlotBranch branch = (SlotBranch) node(parent);
        int at = branch.indexOf(number);
        return at == 0 ? -1 : branch.child(at - 1);
    }

    private int split(int number, int from) {
        SlotLeaf leaf = (SlotLeaf) own(number);
        SlotLeaf right = leaf.splitAt(from, owner());
        int rightNumber = attach(number, right, 1);
        SlotIndexEditor edited = index;
        if (edited != null) {
            for (int i = 0; i < right.count(); i++) {
                visits++;
                edited.move(SlotIndex.tag(right.high(i), right.low(i)), number, rightNumber);
            }
        }
        if (lastLeaf == number) {
            lastLeaf = rightNumber;
        }
        return rightNumber;
    }

    /// Makes `made` a sibling of node `number`, before it (0) or after it (1). The live slots of
    /// `made` are counted under `number` until now.
    private int attach(int number, SlotNode made, int side) {
        int madeNumber = nodes.size();
        nodes.append(made);
        visits++;
        if (node(number).parent() == SlotNode.NO_PARENT) {
            root = nodes.size();
            nodes.append(SlotBranch.of(owner(), number, node(number).live() + made.live()));
            own(number).setParent(root);
        } else if (((SlotBranch) node(node(number).parent())).count() == SlotBranch.MAXIMUM) {
            splitBranch(node(number).parent());
        }
        int parent = node(number).parent();
        SlotBranch branch = (SlotBranch) own(parent);
        int at = branch.indexOf(number);
        int live = made.live();
        branch.addLive(at, -live);
        branch.insert(at + side, madeNumber, live);
        made.setParent(parent);
        return madeNumber;
    }

    private void splitBranch(int number) {
        SlotBranch right = ((SlotBranch) own(number)).splitAt(SlotBranch.MAXIMUM / 2, owner());
        int rightNumber = attach(number, right, 1);
        for (int i = 0; i < right.count(); i++) {
            own(right.child(i)).setParent(rightNumber);
        }
    }

    private void addLive(int number, int parentNumber, int difference) {
        int child = number;
        int parent = parentNumber;
        while (difference != 0 && parent != SlotNode.NO_PARENT) {
            SlotBranch branch = (SlotBranch) own(parent);
            branch.addLive(branch.indexOf(child), difference);
            child = parent;
            parent = branch.parent();
        }
    }

    private SlotNode node(int number) {
        visits++;
        return nodes.get(number);
    }

    private SlotLeaf leaf(int number) {
        return (SlotLeaf) node(number);
    }

    private SlotNode own(int number) {
        SlotNode node = node(number);
        SlotNode owned = node.ownedBy(owner());
        if (owned != node) {
            nodes.set(number, owned);
        }
        return owned;
    }

    private Owner owner() {
        Owner editor = owner;
        if (editor == null) {
            editor = new Owner();
            owner = editor;
        }
        return editor;
    }
}
