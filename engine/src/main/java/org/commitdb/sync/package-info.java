/// Synchronisation: what one database lacks of another is copied to it.
///
/// Entry type: [org.commitdb.sync.Synchronizer]; applications reach it through the facade.
///
/// Invariants: append-only and verbatim; definitions first, then commits, parents first, each after
/// the blobs that it names, so that a side is sound at any instant and an interrupted
/// synchronisation goes on where it stopped; nothing is evaluated or reduced. Allowed imports:
/// store, commit, blob.
package org.commitdb.sync;
