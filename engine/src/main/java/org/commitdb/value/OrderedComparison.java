package org.commitdb.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Walks two trees in step and stops at each entry in which they differ; what both share is skipped
/// unseen.
///
/// After [#next] has said true, a difference is: a key on the left only, a key on the right only,
/// or a key with unequal values.
///
/// **Cost**: in proportion to the nodes that are not the same object in both trees.
final class OrderedComparison {

    private final OrderedFrontier left;
    private final OrderedFrontier right;
    private @Nullable OrderedFrontier only;
    private boolean started;
    private long steps;

    OrderedComparison(OrderedNode left, OrderedNode right) {
        this.left = new OrderedFrontier(left);
        this.right = new OrderedFrontier(right);
    }

    /// Moves to the next difference and says whether there is one.
    boolean next() {
        if (started) {
            pass();
        }
        started = true;
        while (!left.isDone() && !right.isDone()) {
            steps++;
            if (left.isEntry() && right.isEntry()) {
                if (stopAtEntries()) {
                    return true;
                }
            } else if (left.isEntry()) {
                if (stopBefore(left, right)) {
                    return true;
                }
            } else if (right.isEntry()) {
                if (stopBefore(right, left)) {
                    return true;
                }
            } else {
                stepNodes();
            }
        }
        return stopAtRest();
    }

    /// How many times a subtree or an entry was looked at.
    long steps() {
        return steps;
    }

    private void pass() {
        if (only != null) {
            only.skip();
        } else {
            left.skip();
            right.skip();
        }
    }

    private boolean stopAtEntries() {
        int order = left.key().compareTo(right.key());
        if (order == 0
                && (left.value() == right.value() || Objects.equals(left.value(), right.value()))) {
            left.skip();
            right.skip();
            return false;
        }
        only = order < 0 ? left : order > 0 ? right : null;
        return true;
    }

    private boolean stopBefore(OrderedFrontier entry, OrderedFrontier node) {
        if (entry.key().compareTo(node.node().first()) < 0) {
            only = entry;
            return true;
        }
        node.expand();
        return false;
    }

    private void stepNodes() {
        OrderedNode leftNode = left.node();
        OrderedNode rightNode = right.node();
        if (leftNode == rightNode) {
            left.skip();
            right.skip();
            return;
        }
        if (leftNode.height() >= rightNode.height()) {
            left.expand();
        }
        if (rightNode.height() >= leftNode.height()) {
            right.expand();
        }
    }

    private boolean stopAtRest() {
        only = left.isDone() ? right : left;
        while (!only.isDone() && !only.isEntry()) {
            only.expand();
        }
        return !only.isDone();
    }

    /// The key of the difference.
    Value key() {
        return only != null ? only.key() : left.key();
    }

    boolean isInRight() {
        return only != left;
    }

    /// The value in the left map; null when the key is on the right only.
    @Nullable Value leftValue() {
        return only == right ? null : left.value();
    }

    /// The value in the right map; null when the key is on the left only.
    @Nullable Value rightValue() {
        return only == left ? null : right.value();
    }

    /// How the left tree sorts against the right one, when this is their first difference.
    int order() {
        if (only == null) {
            return Objects.requireNonNull(left.value())
                    .compareTo(Objects.requireNonNull(right.value()));
        }
        return only == left ? (right.isDone() ? 1 : -1) : left.isDone() ? -1 : 1;
    }
}
