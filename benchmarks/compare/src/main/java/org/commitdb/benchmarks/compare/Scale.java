package org.commitdb.benchmarks.compare;

/// How much of everything is measured.
///
/// @param rounds how often each peer has its turn
/// @param warmUps how often it has a turn before that which does not count: what is compiled while
///   it runs, as all peers are in part, takes its time
/// @param durableMillis how long durable commits are made in each turn
/// @param transactions how many transactions without durability
/// @param documents how many documents are read and opened
/// @param fieldCommits how many commits of one field each
/// @param mergeCommits how many commits on each side of a merge
/// @param traceCommits how many transactions of a trace at most
/// @param growth the lengths of history over which cost is followed
record Scale(
        int rounds,
        int warmUps,
        int durableMillis,
        int transactions,
        int documents,
        int fieldCommits,
        int mergeCommits,
        int traceCommits,
        int... growth) {

    static final Scale FULL =
            new Scale(
                    Integer.getInteger("compare.rounds", 3),
                    2,
                    1_000,
                    100_000,
                    200_000,
                    10_000,
                    1_000,
                    Integer.MAX_VALUE,
                    10_000,
                    100_000,
                    1_000_000);

    static final Scale QUICK = new Scale(1, 1, 100, 2_000, 2_000, 300, 50, 2_000, 500, 2_000);
}
