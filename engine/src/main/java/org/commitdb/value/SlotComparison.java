package org.commitdb.value;

/// Compares the slots of two xarrays, passing over leaves that both share.
final class SlotComparison {

    private SlotComparison() {}

    /// What of the slots is compared.
    private enum Part {
        POSITIONS,
        STATES,
        VALUES
    }

    /// By the positions of all slots, then by their states, then by their values.
    static int compare(SlotTree left, SlotTree right) {
        for (Part part : Part.values()) {
            int order = compare(left, right, part);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(SlotTree leftTree, SlotTree rightTree, Part part) {
        SlotCursor left = new SlotCursor(leftTree);
        SlotCursor right = new SlotCursor(rightTree);
        while (!left.isDone() && !right.isDone()) {
            if (left.isAtLeaf() && right.isAtLeaf() && left.leaf() == right.leaf()) {
                left.skipLeaf();
                right.skipLeaf();
                continue;
            }
            int order = compare(left, right, part);
            if (order != 0) {
                return order;
            }
            left.advance();
            right.advance();
        }
        return Boolean.compare(right.isDone(), left.isDone());
    }

    private static int compare(SlotCursor left, SlotCursor right, Part part) {
        return switch (part) {
            case POSITIONS -> {
                int order = Long.compareUnsigned(left.high(), right.high());
                yield order != 0 ? order : Long.compareUnsigned(left.low(), right.low());
            }
            case STATES -> left.state().compareTo(right.state());
            case VALUES -> {
                Value l = left.value();
                Value r = right.value();
                yield l == r || l == null || r == null ? 0 : l.compareTo(r);
            }
        };
    }

    static boolean equal(SlotTree leftTree, SlotTree rightTree) {
        if (leftTree.slotCount() != rightTree.slotCount()
                || leftTree.liveCount() != rightTree.liveCount()) {
            return false;
        }
        SlotCursor left = new SlotCursor(leftTree);
        SlotCursor right = new SlotCursor(rightTree);
        while (!left.isDone()) {
            if (left.isAtLeaf() && right.isAtLeaf() && left.leaf() == right.leaf()) {
                left.skipLeaf();
                right.skipLeaf();
                continue;
            }
            if (!equal(left, right)) {
                return false;
            }
            left.advance();
            right.advance();
        }
        return true;
    }

    private static boolean equal(SlotCursor left, SlotCursor right) {
        Value value = left.value();
        return left.low() == right.low()
                && left.high() == right.high()
                && left.state() == right.state()
                && (value == right.value() || (value != null && value.equals(right.value())));
    }
}
