/// The commands about whole files: `verify`, `backup`, `compact`, `salvage`, `rebuild`.
///
/// Entry type: [org.commitdb.tools.upkeep.UpkeepCommands]. [org.commitdb.tools.upkeep.ProgressLine]
/// shows on a terminal how far they are.
///
/// Invariants: results go to standard output, the progress to standard error and only to a
/// terminal. May import: console, database, the engine.
@NullMarked
package org.commitdb.tools.upkeep;

import org.jspecify.annotations.NullMarked;
