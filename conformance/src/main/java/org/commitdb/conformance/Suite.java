package org.commitdb.conformance;

/// A suite of the kit. Each does its work in rounds, and each round follows from a seed.
public enum Suite {
    /// What every store keeps: commits, blobs, deletions, listeners, threads, interrupts.
    STORAGE(1, "what every store of commits and blobs keeps, over files of the directory") {
        @Override
        void round(Subject subject, long seed, Tally tally) throws Exception {
            new StorageSuite(subject).round(tally);
        }
    },
    /// Every state of random histories of the model equals the oracle's.
    STATES(
            15,
            "every state of a random history equals the oracle's, after reopening and rebuilding,"
                    + " too") {
        @Override
        void round(Subject subject, long seed, Tally tally) throws Exception {
            new StateSuite(subject).round(seed, tally);
        }
    },
    /// Replicas that exchange commits in any order become one.
    CONVERGENCE(8, "replicas that commit, toggle, reduce and exchange in any order become one") {
        @Override
        void round(Subject subject, long seed, Tally tally) throws Exception {
            new ConvergenceSuite(subject).round(seed, tally);
        }
    },
    /// Processes that share a file are killed.
    CRASH(2, "processes that share a file are killed, and nothing acknowledged is lost") {
        @Override
        void round(Subject subject, long seed, Tally tally) throws Exception {
            new CrashSuite(subject).round(seed, tally);
        }
    };

    private final int usualRounds;
    private final String promise;

    Suite(int usualRounds, String promise) {
        this.usualRounds = usualRounds;
        this.promise = promise;
    }

    /// How many rounds take a few seconds on a disk of today.
    public int usualRounds() {
        return usualRounds;
    }

    /// What it shows, in words.
    public String promise() {
        return promise;
    }

    /// Does one round.
    ///
    /// **Errors**: whatever shows that the promise does not hold.
    abstract void round(Subject subject, long seed, Tally tally) throws Exception;
}
