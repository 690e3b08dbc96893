package org.commitdb.benchmarks.compare;

import java.util.List;

/// One workload, measured for every peer that can do it.
@FunctionalInterface
interface Workload {

    /// Runs it and notes what it measures.
    void run(Scale scale, Measurements measurements) throws Exception;

    /// A workload and how it is called on the command line.
    record Named(String name, Workload workload) {}

    /// All of them, in the order of the report.
    static List<Named> all() {
        return List.of(
                new Named("syncs", new SyncCounts()),
                new Named("W1", new DurableCommits()),
                new Named("W2", new WeakCommits()),
                new Named("W3", new DocumentReads()),
                new Named("W6", new FieldHistory()),
                new Named("W7", new Traces()),
                new Named("W8", new Growth()));
    }
}
