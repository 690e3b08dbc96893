package org.commitdb.benchmarks.compare;

/// How much of everything is measured.
///
/// @param rounds how often each peer has its turn, after one turn that does not count
/// @param durableMillis how long durable commits are made in each turn
/// @param transactions how many transactions without durability
/// @param documents how many documents are read and opened
/// @param fieldCommits how many commits of one field each
/// @param mergeCommits how many commits on each side of a merge
/// @param traceCommits how many transactions of a trace at most
/// @param growth the lengths of history over which cost is followed
record Scale(
        int rounds,
        int durableMillis,
        int transactions,
        int documents,
        int fieldCommits,
        int mergeCommits,
        int traceCommits,
        int... growth) {

    static final Scale FULL =
            new Scale(
                    3,
                    700,
                    100_000,
                    200_000,
                    10_000,
                    1_000,
                    Integer.MAX_VALUE,
                    10_000,
                    100_000,
                    1_000_000);

    static final Scale QUICK = new Scale(1, 100, 2_000, 2_000, 300, 50, 2_000, 500, 2_000);
}
