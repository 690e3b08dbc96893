package org.commitdb.tools.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each case gives commits newest first as `name parent` or `name ours theirs`, and what they must
/// look like.
final class GraphPainterTest {

    @Test
    void aLineIsOneLane() {
        assertDrawn(
                """
                * c
                * b
                * a
                """,
                "c b",
                "b a",
                "a");
    }

    @Test
    void branchesMeetAtTheirBase() {
        assertDrawn(
                """
                * c
                | * b
                |/
                * a
                """,
                "c a",
                "b a",
                "a");
    }

    @Test
    void aMergeOpensALaneForTheirs() {
        assertDrawn(
                """
                * m
                |\\
                | * c
                * | b
                |/
                * a
                """,
                "m b c",
                "c a",
                "b a",
                "a");
    }

    @Test
    void aMergeOfABranchWithItsBaseLineDrawsNoSecondLane() {
        assertDrawn(
                """
                * n
                |\\
                * | m
                |\\|
                | * c
                * | b
                |/
                * a
                """,
                "n m c",
                "m b c",
                "c a",
                "b a",
                "a");
    }

    @Test
    void crissCrossMergesCross() {
        assertDrawn(
                """
                * y
                |\\
                | | * x
                | |/|
                |/| |
                | |/
                | * c
                * | b
                |/
                * a
                """,
                "y b c",
                "x c b",
                "c a",
                "b a",
                "a");
    }

    @Test
    void severalRootsEndTheirLanes() {
        assertDrawn(
                """
                * m
                |\\
                | * d
                * | c
                 /
                * b
                """,
                "m c d",
                "d b",
                "c",
                "b");
    }

    @Test
    void aHeadDoesNotLookLikeTheParentOfTheRootAboveIt() {
        assertDrawn(
                """
                * c
                * b

                * a
                """,
                "c b",
                "b",
                "a");
    }

    @Test
    void unrelatedHistoriesStandSideBySide() {
        assertDrawn(
                """
                * d
                | * c
                * | b
                 /
                * a
                """,
                "d b",
                "c a",
                "b",
                "a");
    }

    @Test
    void aNewLanePushesTheOthersAside() {
        assertDrawn(
                """
                * m
                |\\
                | | * x
                * | | n
                |\\ \\ \\
                | * | | e
                |/ / /
                | * | d
                |/ /
                | * c
                |/
                * a
                """,
                "m n d",
                "x c",
                "n a e",
                "e a",
                "d a",
                "c a",
                "a");
    }

    @Test
    void aLongWayLeftPassesUnderTheLanesBetween() {
        assertDrawn(
                """
                * d
                | * c
                | | * b
                | | | * e
                | |_|/
                |/| |
                | | * y
                | | * z
                | * | x
                |/ /
                * | a
                 /
                * r
                """,
                "d a",
                "c x",
                "b y",
                "e a",
                "y z",
                "z r",
                "x a",
                "a",
                "r");
    }

    @Test
    void aLongWayRightPassesUnderTheLanesBetween() {
        assertDrawn(
                """
                * d
                | * c
                | | * b
                | | | * e
                * | | | m
                |\\|_| |
                | | |\\|
                """,
                "d m",
                "c x",
                "b y",
                "e z",
                "m a z");
    }

    private static void assertDrawn(String expected, String... commits) {
        GraphPainter painter = new GraphPainter();
        List<String> lines = new ArrayList<>();
        for (String commit : commits) {
            GraphPainter.Rows rows = painter.draw(TestCommits.header(commit, 0));
            lines.addAll(rows.above());
            lines.add((rows.node() + " " + commit.split(" ")[0]).stripTrailing());
            lines.addAll(rows.below());
        }
        // The name stands where the text of a commit does.
        assertEquals(expected, String.join("\n", lines) + "\n");
    }
}
