/// The commands about blobs: `blob add`, `get`, `list`, `info`, `stat`, `collect`.
///
/// Entry type: [org.commitdb.tools.blob.BlobCommands].
///
/// Invariants: bytes are streamed in constant memory; results go to standard output, the progress
/// to standard error and only to a terminal. May import: console, database, upkeep, the engine.
@NullMarked
package org.commitdb.tools.blob;

import org.jspecify.annotations.NullMarked;
