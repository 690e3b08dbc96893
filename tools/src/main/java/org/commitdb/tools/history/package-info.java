/// The commands about commits: `info`, `heads`, `log`, `merge`, `undo`, `redo`.
///
/// Entry type: [org.commitdb.tools.history.HistoryCommands].
/// [org.commitdb.tools.history.NewestFirst] walks commits,
/// [org.commitdb.tools.history.GraphPainter] draws them.
///
/// Invariants: a walk reads no more commits than it shows. May import: console, database, the
/// engine.
@NullMarked
package org.commitdb.tools.history;

import org.jspecify.annotations.NullMarked;
