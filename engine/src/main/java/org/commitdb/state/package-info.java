/// States: what the documents are at a commit.
///
/// Entry types: [org.commitdb.state.History], which opens the state at any commit;
/// [org.commitdb.state.CommitState], what one sees there; [org.commitdb.state.CommitMutableState],
/// what one wants to change.
///
/// Besides documents, a state tells how they came to be: [org.commitdb.state.ReplayReport],
/// [org.commitdb.state.MergeReport], traces and [org.commitdb.state.Explanation]; none of it is
/// kept, all of it is found by replay when somebody asks.
///
/// A state is the replay, document by document, of the commits below it in linear order. How it is
/// found faster (the operation index, a document's earlier version, the parent's order) never
/// shows.
///
/// Invariants: a state is immutable; `order(parent)` is a prefix of `order(commit)`; an opcode that
/// does not apply has no effect at all. Allowed imports: store, codec, commit, path, value, type.
package org.commitdb.state;
