/// The long torture: one command that runs every suite which hurts the engine, in turn, each round
/// in a process of its own, and prints what was done and what failed.
///
/// **Entry type**: [org.commitdb.fuzz.torture.TortureSoak], by `fuzz/run torture`. **Invariants**:
/// each round follows from a seed that is printed before it begins; a round that hangs is ended and
/// counts as failed. **Allowed imports**: the JDK and JUnit; the suites are named, not imported.
package org.commitdb.fuzz.torture;
