/// The commands about what merges hide: `conflicts`, `reconcile`.
///
/// Entry type: [org.commitdb.tools.merge.MergeCommands]. What `conflicts --json` writes,
/// [org.commitdb.tools.merge.ConflictJson], `reconcile` takes back, edited, in
/// [org.commitdb.tools.merge.ResolutionReader].
///
/// Invariants: all resolutions are written, as one commit, or none. May import: console, database,
/// data, json, the engine.
@NullMarked
package org.commitdb.tools.merge;

import org.jspecify.annotations.NullMarked;
