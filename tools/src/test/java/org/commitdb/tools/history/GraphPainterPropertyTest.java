package org.commitdb.tools.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.commit.CommitHeader;

/// Draws random graphs and reads the drawings as an eye does: from each commit, its lines must lead
/// to its parents and nowhere else.
final class GraphPainterPropertyTest {

    private static final int COMMITS = 40;

    @Property(tries = 300)
    void linesLeadToTheParents(@ForAll long seed) {
        List<String> commits = randomGraph(new Random(seed));
        GraphPainter painter = new GraphPainter();
        List<String> drawing = new ArrayList<>();
        Map<Integer, String> nodes = new HashMap<>();
        Map<String, Set<String>> parents = new HashMap<>();
        for (String commit : commits) {
            CommitHeader header = TestCommits.header(commit, 0);
            String name = commit.split(" ")[0];
            Set<String> expected = new HashSet<>(List.of(commit.split(" ")));
            expected.remove(name);
            parents.put(name, expected);
            GraphPainter.Rows rows = painter.draw(header);
            drawing.addAll(rows.above());
            nodes.put(drawing.size(), name);
            drawing.add(rows.node());
            drawing.addAll(rows.below());
        }
        String picture = String.join("\n", drawing);
        nodes.forEach((row, name) ->
                assertEquals(
                        parents.get(name),
                        new Eye(drawing, nodes).follow(row),
                        () -> "from " + name + "\n" + picture));
    }

    /// Commits `c0` (newest) to the oldest, each with none, one or two of the later ones as
    /// parents.
    private static List<String> randomGraph(Random random) {
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < COMMITS; i++) {
            int older = COMMITS - 1 - i;
            int wanted = Math.min(older, random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2));
            Set<Integer> parents = new HashSet<>();
            while (parents.size() < wanted) {
                parents.add(i + 1 + Math.min(random.nextInt(older), random.nextInt(older)));
            }
            StringBuilder commit = new StringBuilder("c" + i);
            parents.forEach(parent -> commit.append(" c").append(parent));
            commits.add(commit.toString());
        }
        return commits;
    }

    /// Follows lines downwards.
    private record Eye(List<String> drawing, Map<Integer, String> nodes) {

        Set<String> follow(int nodeRow) {
            Set<String> found = new HashSet<>();
            int column = drawing.get(nodeRow).indexOf('*');
            followFrom(nodeRow, column, found);
            if (isLink(nodeRow + 1) && at(nodeRow + 1, column) == '|') {
                if (at(nodeRow + 1, column + 1) == '\\') {
                    slide(nodeRow + 1, column + 1, 1, found);
                } else if (at(nodeRow + 1, column - 1) == '/') {
                    slide(nodeRow + 1, column - 1, -1, found);
                }
            }
            return found;
        }

        /// Goes down from a lane.
        private void followFrom(int row, int column, Set<String> found) {
            int next = row + 1;
            if (next >= drawing.size()) {
                return;
            }
            if (at(next, column) == '*') {
                found.add(nodes.get(next));
            } else if (at(next, column) == '|') {
                followFrom(next, column, found);
            } else if (at(next, column - 1) == '/') {
                slide(next, column - 1, -1, found);
            } else if (at(next, column + 1) == '\\') {
                slide(next, column + 1, 1, found);
            }
        }

        /// Goes down a slash, along the line under other lanes and down the second slash.
        private void slide(int row, int column, int direction, Set<String> found) {
            int end = column;
            while (at(row, end + 2 * direction) == '_') {
                end += 2 * direction;
            }
            boolean goesOn =
                    isLink(row + 1)
                            && at(row + 1, end + 2 * direction) == (direction < 0 ? '/' : '\\')
                            && at(row + 1, end + direction) == '|';
            if (goesOn) {
                followFrom(row + 1, end + 3 * direction, found);
            } else {
                followFrom(row, end + direction, found);
            }
        }

        private boolean isLink(int row) {
            return row < drawing.size() && !nodes.containsKey(row);
        }

        private char at(int row, int column) {
            String line = drawing.get(row);
            return column >= 0 && column < line.length() ? line.charAt(column) : ' ';
        }
    }
}
