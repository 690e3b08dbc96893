/// The suites that show that a database keeps its promises, for a file system and a model that
/// somebody else chose: what stores keep, what states are, that replicas converge, that nothing
/// acknowledged is lost when processes are killed.
///
/// **Entry types**: [org.commitdb.conformance.ConformanceCommand], a `main`;
/// [org.commitdb.conformance.ConformanceContract], a JUnit class to extend; both run
/// [org.commitdb.conformance.Conformance]. **Invariants**: whatever is random follows from a seed
/// that is printed; nothing is left in the directory. **Allowed imports**: the engine, and its
/// tests' contracts, generators and oracle.
@NullMarked
package org.commitdb.conformance;

import org.jspecify.annotations.NullMarked;
