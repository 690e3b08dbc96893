/// The port to the disk, and what stands behind it.
///
/// Entry type: [org.commitdb.file.storage.Storage], with [org.commitdb.file.storage.FileStorage]
/// for real files and [org.commitdb.file.storage.HeapStorage] for databases in memory; tests add a
/// simulated disk and a fault-injecting decorator.
///
/// Invariants: writes never go through a map, so that errors arrive as exceptions; a handle is
/// closed only when the storage is; nothing above this package touches a channel or a path. Allowed
/// imports: error.
package org.commitdb.file.storage;
