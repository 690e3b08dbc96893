package org.commitdb.value;

/// The place of a slot in a [SlotTree], packed into a long: the number of the leaf and the offset
/// in it.
final class SlotPlace {

    static final long NONE = -1;

    private SlotPlace() {}

    static long of(int leaf, int offset) {
        return (long) leaf << Integer.SIZE | offset;
    }

    static int leaf(long place) {
        return (int) (place >>> Integer.SIZE);
    }

    static int offset(long place) {
        return (int) place;
    }

    /// The place of the slot at this position if it is in `leaf`, else [#NONE].
    static long in(int number, SlotLeaf leaf, long high, long low) {
        int offset = leaf.find(high, low);
        return offset < 0 ? NONE : of(number, offset);
    }
}
