/// CommitDB beside other stores of its kind: the same work, interleaved in one run.
///
/// Entry type: [org.commitdb.benchmarks.compare.Compare], which `benchmarks/run` starts. One class
/// is one workload; it says what is done and what is timed. Each workload runs in a JVM of its own;
/// within it, peers take turns, round by round, so that noise of the machine falls on all of them.
///
/// May import: the engine's exported packages and the peers.
@NullMarked
package org.commitdb.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
