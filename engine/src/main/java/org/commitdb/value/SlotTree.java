package org.commitdb.value;

import java.util.UUID;
import org.commitdb.error.CorruptException;
import org.jspecify.annotations.Nullable;

/// The slots of an xarray in list order: a persistent tree whose nodes name each other by number.
///
/// The nodes stand in a table, a persistent sequence; a node's number is its place there and never
/// changes. A leaf holds up to 64 slots; a branch has the numbers of its children; every node has
/// the number of its parent, so that a walk up from a slot counts the live slots before it. A
/// [SlotIndex] finds the leaf of a position.
///
/// **Invariants**: immutable. Node 0 is the first leaf ever made. A leaf or branch changes its
/// number never, its parent only when the branch above is split; slots never leave. The index is
/// made when it is first needed, from all leaves; with one leaf it is never needed. **Cost**:
/// look-ups by position or number O(log n) after the index is made; making it O(n), once for this
/// object. Let B = 64 be the size of a node: an insert shifts one leaf, may move B / 2 entries of
/// the index, and splits at most one node a level, each of which renames the parent of B / 2 nodes:
/// O(B log n) in the worst case, in a persistent edit as in a transient one, and there is no order
/// of edits with more. Memory: 20 bytes a slot in a leaf, about 12 in the index, and its share of a
/// leaf's 100.
final class SlotTree {

    private static final String SOURCE = "xarray";

    private final IndexedTrie<SlotNode> nodes;
    private final int root;
    private final int lastLeaf;
    private final int slotCount;

    /// Set at most once to something equal; null until it is needed.
    private @Nullable SlotIndex index;

    SlotTree(
            IndexedTrie<SlotNode> nodes,
            int root,
            int lastLeaf,
            int slotCount,
            @Nullable SlotIndex index) {
        this.nodes = nodes;
        this.root = root;
        this.lastLeaf = lastLeaf;
        this.slotCount = slotCount;
        this.index = index;
    }

    static SlotTree empty() {
        IndexedTrieEditor<SlotNode> nodes = new IndexedTrieEditor<>(IndexedTrie.empty());
        nodes.append(SlotLeaf.empty(new Owner()));
        return new SlotTree(nodes.freeze(), 0, 0, 0, null);
    }

    IndexedTrie<SlotNode> nodes() {
        return nodes;
    }

    int root() {
        return root;
    }

    int lastLeaf() {
        return lastLeaf;
    }

    int slotCount() {
        return slotCount;
    }

    int liveCount() {
        return nodes.get(root).live();
    }

    SlotLeaf leaf(int number) {
        return (SlotLeaf) nodes.get(number);
    }

    /// Where the slot at this position is, as [SlotPlace] packs it; [SlotPlace#NONE] when there is
    /// none.
    long find(long high, long low) {
        if (nodes.size() == 1) {
            return SlotPlace.in(0, leaf(0), high, low);
        }
        int tag = SlotIndex.tag(high, low);
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

    /// **Errors**: [CorruptException] when two slots are at one position.
    SlotIndex index() {
        SlotIndex made = index;
        if (made == null) {
            made = makeIndex();
            index = made;
        }
        return made;
    }

    /// The index if it was made before.
    @Nullable SlotIndex indexIfMade() {
        return index;
    }

    private SlotIndex makeIndex() {
        int[] entries = new int[2 * slotCount];
        int size = 0;
        for (int number = 0; number < nodes.size(); number++) {
            if (nodes.get(number) instanceof SlotLeaf leaf) {
                for (int offset = 0; offset < leaf.count(); offset++) {
                    entries[size++] = SlotIndex.tag(leaf.high(offset), leaf.low(offset));
                    entries[size++] = number;
                }
            }
        }
        return new SlotIndexBuild(this::checkDistinct).of(entries);
    }

    /// Checks that two leaves, or the halves of one, have no position in common.
    private void checkDistinct(int number, int other) {
        SlotLeaf leaf = leaf(number);
        for (int offset = 0; offset < leaf.count(); offset++) {
            int before = number == other ? offset : Integer.MAX_VALUE;
            checkAbsent(leaf(other), leaf.high(offset), leaf.low(offset), before);
        }
    }

    private static void checkAbsent(SlotLeaf leaf, long high, long low, int before) {
        int offset = leaf.find(high, low);
        if (offset >= 0 && offset < before) {
            throw duplicate(high, low);
        }
    }

    /// Checks that no two slots are at one position. **Errors**: [CorruptException].
    void requireDistinct() {
        if (nodes.size() > 1) {
            index();
            return;
        }
        SlotLeaf leaf = leaf(0);
        for (int offset = 0; offset < leaf.count(); offset++) {
            checkAbsent(leaf, leaf.high(offset), leaf.low(offset), offset);
        }
    }

    static CorruptException duplicate(long high, long low) {
        String position = new UUID(high, low).toString();
        return new CorruptException(
                "an xarray has two slots at position " + position,
                SOURCE,
                -1,
                "distinct positions",
                position);
    }

    /// How many live slots come before this place.
    int liveBefore(long place) {
        int child = SlotPlace.leaf(place);
        SlotLeaf leaf = leaf(child);
        int before = leaf.liveBefore(SlotPlace.offset(place));
        int parent = leaf.parent();
        while (parent != SlotNode.NO_PARENT) {
            SlotBranch branch = (SlotBranch) nodes.get(parent);
            for (int i = 0, end = branch.indexOf(child); i < end; i++) {
                before += branch.live(i);
            }
            child = parent;
            parent = branch.parent();
        }
        return before;
    }

    /// The place of the live slot number `liveIndex`, which must exist.
    long placeOfLive(int liveIndex) {
        int left = liveIndex;
        int number = root;
        SlotNode node = nodes.get(number);
        while (node instanceof SlotBranch branch) {
            int i = 0;
            while (left >= branch.live(i)) {
                left -= branch.live(i++);
            }
            number = branch.child(i);
            node = nodes.get(number);
        }
        return SlotPlace.of(number, ((SlotLeaf) node).offsetOfLive(left));
    }

    /// The place just after this one, whatever the states; [SlotPlace#NONE] after the last.
    long next(long place) {
        int child = SlotPlace.leaf(place);
        SlotLeaf leaf = leaf(child);
        if (SlotPlace.offset(place) + 1 < leaf.count()) {
            return SlotPlace.of(child, SlotPlace.offset(place) + 1);
        }
        int parent = leaf.parent();
        while (parent != SlotNode.NO_PARENT) {
            SlotBranch branch = (SlotBranch) nodes.get(parent);
            int after = branch.indexOf(child) + 1;
            if (after < branch.count()) {
                return SlotPlace.of(firstLeaf(branch.child(after)), 0);
            }
            child = parent;
            parent = branch.parent();
        }
        return SlotPlace.NONE;
    }

    private int firstLeaf(int number) {
        int first = number;
        while (nodes.get(first) instanceof SlotBranch branch) {
            first = branch.child(0);
        }
        return first;
    }
}
