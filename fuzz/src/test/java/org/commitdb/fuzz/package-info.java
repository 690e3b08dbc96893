/// Model-based property suites and torture tests of CommitDB, over the engine's public packages and
/// its shared test code.
///
/// A suite draws operations from a seed, runs them against the engine and against a plain model,
/// and compares. It prints the seed that repeats a failure.
@NullMarked
package org.commitdb.fuzz;

import org.jspecify.annotations.NullMarked;
