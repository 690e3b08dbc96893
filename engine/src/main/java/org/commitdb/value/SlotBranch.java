package org.commitdb.value;

import java.util.Arrays;

/// Children in list order, by number, and how many live slots each has below it.
final class SlotBranch implements SlotNode {

    /// The most children of a branch.
    static final int MAXIMUM = 64;

    private final Owner owner;
    private int parent;
    private int count;
    private int[] children;
    private int[] lives;

    private SlotBranch(Owner owner, int parent, int count, int[] children, int[] lives) {
        this.owner = owner;
        this.parent = parent;
        this.count = count;
        this.children = children;
        this.lives = lives;
    }

    static SlotBranch of(Owner owner, int child, int live) {
        return new SlotBranch(owner, NO_PARENT, 1, new int[] {child}, new int[] {live});
    }

    @Override
    public int parent() {
        return parent;
    }

    @Override
    public void setParent(int parent) {
        this.parent = parent;
    }

    @Override
    public int live() {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += lives[i];
        }
        return sum;
    }

    int count() {
        return count;
    }

    int child(int index) {
        return children[index];
    }

    int live(int index) {
        return lives[index];
    }

    /// Where `child` is among the children.
    int indexOf(int child) {
        for (int i = 0; i < count; i++) {
            if (children[i] == child) {
                return i;
            }
        }
        throw new IllegalStateException("node " + child + " is no child of its parent");
    }

    @Override
    public SlotBranch ownedBy(Owner editor) {
        return owner == editor
                ? this
                : new SlotBranch(
                        editor,
                        parent,
                        count,
                        Arrays.copyOf(children, count),
                        Arrays.copyOf(lives, count));
    }

    void addLive(int index, int difference) {
        lives[index] += difference;
    }

    void insert(int index, int child, int live) {
        if (children.length == count) {
            int capacity = Math.min(MAXIMUM, count + 8 & ~7);
            children = Arrays.copyOf(children, capacity);
            lives = Arrays.copyOf(lives, capacity);
        }
        System.arraycopy(children, index, children, index + 1, count - index);
        System.arraycopy(lives, index, lives, index + 1, count - index);
        children[index] = child;
        lives[index] = live;
        count++;
    }

    /// Takes the children from `from` on away into a new branch.
    SlotBranch splitAt(int from, Owner editor) {
        SlotBranch right =
                new SlotBranch(
                        editor,
                        NO_PARENT,
                        count - from,
                        Arrays.copyOfRange(children, from, count),
                        Arrays.copyOfRange(lives, from, count));
        children = Arrays.copyOf(children, from);
        lives = Arrays.copyOf(lives, from);
        count = from;
        return right;
    }
}
