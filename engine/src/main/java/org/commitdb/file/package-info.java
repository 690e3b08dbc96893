/// The `.cdb` file: the engine behind the store port.
///
/// Entry type: [org.commitdb.file.CommitFile], made with [org.commitdb.file.FileOptions] over a
/// [org.commitdb.file.storage.Storage].
///
/// Invariants: the log is the data; the trees are indexes over it, written at checkpoints,
/// published by two alternating META slots, and always rebuildable. One commit is one append and
/// one sync. Readers work on a published snapshot and take no lock. Who waits alone syncs itself,
/// one thread syncs for the others, one writes checkpoints; callers that append hold one lock.
/// Allowed imports: store, commit, blob, bytes, error and the packages below this one.
package org.commitdb.file;
