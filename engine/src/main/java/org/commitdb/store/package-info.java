/// The port between meaning and bytes: what the engine asks of anything that keeps commits.
///
/// Entry type: [org.commitdb.store.RecordStore]. Meaning (states, merges, synchronisation) sees
/// only this; a file, memory or a remote server stands behind it and carries ids and encoded
/// records, never a document.
///
/// Invariants: commits are numbered by ordinals in arrival order, which is topological (parents and
/// targets first) and local to one store; whatever was visible once stays as it was. Allowed
/// imports: commit, blob, bytes.
package org.commitdb.store;
