/// Merge analysis and reconciliation: which intents a merge hides, and how to settle them.
///
/// Entry type: [org.commitdb.merge.MergeAnalysis], for a merge that is stored or only considered;
/// [org.commitdb.merge.Resolution], the choice at one [org.commitdb.merge.Conflict].
///
/// A layer over what everybody can read; advisory: it never blocks a merge. A merge decides every
/// contested place by itself; this tells where, and lets people decide otherwise by one more
/// commit.
///
/// Invariants: the conflicts of one analysis lie apart: none is within another; analyses of one
/// merge are equal on every replica. Allowed imports: state, commit, path, value, type.
package org.commitdb.merge;
