package org.commitdb.tools.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;

/// Draws a graph of commits, children first, line by line: `*` is a commit, and from each the lines
/// lead down to its parent and, of a merge, to its target.
///
/// A lane is a column in which a line waits for the commit that it leads to. Lane `i` is drawn at
/// character `2 * i`, with `|`; a line that changes lanes is drawn between them, with `/` and `\`,
/// and with `_` where it passes under other lanes.
///
/// **Invariants**: a commit has one lane at most; lanes have no gaps. **Threads**: one.
final class GraphPainter {

    private static final int NONE = -1;

    private final List<CommitId> lanes = new ArrayList<>();

    /// The last lane, when the commit drawn last ended it: what comes next must not look like its
    /// parent.
    private int endedLane = NONE;

    /// What to print for one commit: lines of their own, `node` before its text, and lines of their
    /// own again.
    record Rows(List<String> above, String node, List<String> below) {}

    /// Draws the next commit. **Invariants**: the caller gives every commit after its children.
    Rows draw(CommitHeader commit) {
        List<String> above = new ArrayList<>();
        int lane = lanes.indexOf(commit.id());
        if (lane < 0) {
            lane = lanes.size();
            if (lane == endedLane) {
                above.add(paint(verticals()));
            }
            lanes.add(commit.id());
        }
        endedLane = NONE;
        char[] node = verticals();
        node[2 * lane] = '*';
        List<String> links = new ArrayList<>();
        if (commit.kind() == CommitKind.MERGE) {
            linkTarget(lane, commit.target(), links);
        }
        linkParent(lane, commit.parent(), links);
        return new Rows(above, new String(node), links);
    }

    private void linkTarget(int lane, CommitId target, List<String> links) {
        int waiting = lanes.indexOf(target);
        if (waiting < 0) {
            lanes.add(lane + 1, target);
            links.add(paint(fannedOut(lane)));
        } else {
            links.addAll(crossing(lane, waiting));
        }
    }

    private void linkParent(int lane, CommitId parent, List<String> links) {
        if (parent.isNone()) {
            lanes.remove(lane);
            if (lane == lanes.size()) {
                endedLane = lane;
            } else {
                links.add(paint(shiftedLeft(lane)));
            }
            return;
        }
        int waiting = lanes.indexOf(parent);
        lanes.set(lane, parent);
        if (waiting >= 0) {
            links.addAll(joined(Math.max(lane, waiting), Math.min(lane, waiting)));
        }
    }

    /// The lanes right of `lane` were pushed one to the right by a line that leaves `lane`.
    private char[] fannedOut(int lane) {
        char[] row = blank(lanes.size());
        for (int i = 0; i < lanes.size(); i++) {
            row[i <= lane ? 2 * i : 2 * i - 1] = i <= lane ? '|' : '\\';
        }
        return row;
    }

    /// The lane at `lane` ended; those right of it move one to the left.
    private char[] shiftedLeft(int lane) {
        char[] row = blank(lanes.size() + 1);
        for (int i = 0; i < lanes.size(); i++) {
            row[i < lane ? 2 * i : 2 * i + 1] = i < lane ? '|' : '/';
        }
        return row;
    }

    /// A line from one lane to another, both of which go on.
    private List<String> crossing(int from, int to) {
        char[] leaving = verticals();
        char[] arriving = verticals();
        boolean right = to > from;
        leaving[2 * from + (right ? 1 : -1)] = right ? '\\' : '/';
        if (Math.abs(from - to) == 1) {
            return List.of(paint(leaving));
        }
        pass(leaving, Math.min(from, to), Math.max(from, to));
        arriving[2 * to + (right ? -1 : 1)] = right ? '\\' : '/';
        return List.of(paint(leaving), paint(arriving));
    }

    /// The lane `from` ends in `to`, left of it; those right of it move one to the left.
    private List<String> joined(int from, int to) {
        lanes.remove(from);
        char[] leaving = shiftedLeft(from);
        leaving[2 * from - 1] = '/';
        if (from - to == 1) {
            return List.of(paint(leaving));
        }
        pass(leaving, to, from);
        char[] arriving = verticals();
        arriving[2 * to + 1] = '/';
        return List.of(paint(leaving), paint(arriving));
    }

    /// Passes under the lanes between two others. The slash of this row is beside one of them, that
    /// of the next row beside the other.
    private static void pass(char[] row, int left, int right) {
        for (int i = 2 * left + 3; i <= 2 * right - 3; i += 2) {
            row[i] = '_';
        }
    }

    private char[] verticals() {
        char[] row = blank(lanes.size());
        for (int i = 0; i < lanes.size(); i++) {
            row[2 * i] = '|';
        }
        return row;
    }

    private static char[] blank(int laneCount) {
        char[] row = new char[Math.max(0, 2 * laneCount - 1)];
        Arrays.fill(row, ' ');
        return row;
    }

    private static String paint(char[] row) {
        return new String(row).stripTrailing();
    }
}
