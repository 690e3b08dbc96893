/// JSON forms of definitions (`.dsm.json`) and of values.
///
/// Entry types: [org.commitdb.tools.json.DefinitionsJson] and [org.commitdb.tools.json.ValueJson].
///
/// Invariants: what is written reads back equal, but for the losses that
/// [org.commitdb.tools.json.ValueJson] lists; numbers keep their text, none goes through a double;
/// reading is strict, bounded in depth, and every refusal names a category and the path of the
/// node.
///
/// May import: the engine's exported packages, Jackson's streaming core.
@NullMarked
package org.commitdb.tools.json;

import org.jspecify.annotations.NullMarked;
