/// The commands about documents: `show`, `keys`, `get`, `dump`, `diff`, `apply`.
///
/// Entry type: [org.commitdb.tools.data.DataCommands]. What `apply` reads,
/// [org.commitdb.tools.data.MutationReader], is what `show --json` and `diff --json` write,
/// [org.commitdb.tools.data.MutationWriter].
///
/// Invariants: a command commits all of its input or nothing; documents are written one by one, and
/// no more than one is held. May import: console, database, history, json, the engine.
@NullMarked
package org.commitdb.tools.data;

import org.jspecify.annotations.NullMarked;
