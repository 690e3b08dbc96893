/// What can go wrong in the world outside the program: damaged files, locks, full disks, unknown
/// ids.
///
/// Entry type: [org.commitdb.error.CommitDatabaseException], sealed by cause. Misuse by the caller
/// (a null, an index out of range, a value of the wrong type) is reported by the JDK's own
/// exceptions instead.
///
/// Invariants: every message says what happened, where, what was expected and found, and what the
/// user can do; the facts are also fields. Allowed imports: the JDK only.
package org.commitdb.error;
