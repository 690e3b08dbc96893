/// Commits: the nodes of the content-addressed graph that a database is.
///
/// Entry types: [org.commitdb.commit.CommitId], [org.commitdb.commit.CommitHeader],
/// [org.commitdb.commit.Commit] and [org.commitdb.commit.Opcode], what a mutation says.
///
/// Invariants: everything here is immutable; a commit's id is the hash of its content. Allowed
/// imports: path, value, type, bytes.
package org.commitdb.commit;
