package org.commitdb.dsm;

import java.util.Comparator;

/// Where a token begins: the index and name of its part, line and column from 1, the column in code
/// points.
record Position(int part, String source, int line, int column) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::part)
                    .thenComparingInt(Position::line)
                    .thenComparingInt(Position::column);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
