package org.commitdb.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A run of slots of an xarray: positions, values and, as bits, which slots are masked. A slot with
/// a value is live.
///
/// **Cost**: 20 bytes a slot and at most seven slots of slack.
final class SlotLeaf implements SlotNode {

    /// The most slots of a leaf: the bits of a long.
    static final int MAXIMUM = Long.SIZE;

    private final Owner owner;
    private int parent;
    private int count;
    private int live;
    private long[] highs;
    private long[] lows;
    private @Nullable Value[] values;
    private long masked;

    private SlotLeaf(Owner owner, int capacity) {
        this.owner = owner;
        this.parent = NO_PARENT;
        this.highs = new long[capacity];
        this.lows = new long[capacity];
        this.values = new @Nullable Value[capacity];
    }

    static SlotLeaf empty(Owner owner) {
        return new SlotLeaf(owner, 0);
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
        return live;
    }

    int count() {
        return count;
    }

    long high(int offset) {
        return highs[offset];
    }

    long low(int offset) {
        return lows[offset];
    }

    @Nullable Value value(int offset) {
        return values[offset];
    }

    SlotState state(int offset) {
        if (values[offset] != null) {
            return SlotState.LIVE;
        }
        return (masked >>> offset & 1) != 0 ? SlotState.MASKED : SlotState.EMPTIED;
    }

    /// The place of the slot at this position, -1 when it is not here.
    int find(long high, long low) {
        for (int i = 0; i < count; i++) {
            if (lows[i] == low && highs[i] == high) {
                return i;
            }
        }
        return -1;
    }

    /// Live slots before `offset`.
    int liveBefore(int offset) {
        int before = 0;
        for (int i = 0; i < offset; i++) {
            before += values[i] != null ? 1 : 0;
        }
        return before;
    }

    /// The place of the live slot number `index` among the live ones, which must exist.
    int offsetOfLive(int index) {
        int offset = 0;
        for (int left = index; values[offset] == null || left-- > 0; offset++) {}
        return offset;
    }

    @Override
    public SlotLeaf ownedBy(Owner editor) {
        return owner == editor ? this : copy(editor, count);
    }

    /// A leaf that `editor` may edit, with room for one more slot.
    SlotLeaf roomierFor(Owner editor) {
        int capacity = Math.min(MAXIMUM, count + 8 & ~7);
        if (owner != editor) {
            return copy(editor, capacity);
        }
        if (lows.length == count) {
            resize(capacity);
        }
        return this;
    }

    private SlotLeaf copy(Owner editor, int capacity) {
        SlotLeaf copy = new SlotLeaf(editor, capacity);
        copy.take(this, 0, count);
        copy.parent = parent;
        return copy;
    }

    private void take(SlotLeaf from, int start, int slots) {
        System.arraycopy(from.highs, start, highs, 0, slots);
        System.arraycopy(from.lows, start, lows, 0, slots);
        System.arraycopy(from.values, start, values, 0, slots);
        masked = from.masked >>> start;
        count = slots;
        live = start == 0 && slots == from.count ? from.live : liveBefore(slots);
    }

    private void resize(int capacity) {
        highs = Arrays.copyOf(highs, capacity);
        lows = Arrays.copyOf(lows, capacity);
        values = Arrays.copyOf(values, capacity);
    }

    /// Puts a slot before the one at `offset`: live when there is a value, else emptied or masked.
    void insert(int offset, long high, long low, @Nullable Value value, boolean mask) {
        int moved = count - offset;
        System.arraycopy(highs, offset, highs, offset + 1, moved);
        System.arraycopy(lows, offset, lows, offset + 1, moved);
        System.arraycopy(values, offset, values, offset + 1, moved);
        highs[offset] = high;
        lows[offset] = low;
        values[offset] = value;
        long below = (1L << offset) - 1;
        masked = (masked & below) | ((masked & ~below) << 1) | (mask ? 1L << offset : 0);
        count++;
        live += value != null ? 1 : 0;
    }

    /// Puts a value into the slot, or takes it out; a masked slot that gets a value is masked no
    /// more.
    void store(int offset, @Nullable Value value) {
        live += (value != null ? 1 : 0) - (values[offset] != null ? 1 : 0);
        values[offset] = value;
        masked &= ~(1L << offset);
    }

    /// Takes the slots from `from` on away into a new leaf.
    SlotLeaf splitAt(int from, Owner editor) {
        SlotLeaf right = new SlotLeaf(editor, count - from);
        right.take(this, from, count - from);
        count = from;
        live -= right.live;
        masked &= (1L << from) - 1;
        resize(from);
        return right;
    }
}
