/// The command group `dsm_util`: checks models and turns them into databases and other notations.
///
/// Entry type: [org.commitdb.tools.schema.SchemaCommands].
///
/// Invariants: a model with errors leads to no file. May import: console, json, the engine.
@NullMarked
package org.commitdb.tools.schema;

import org.jspecify.annotations.NullMarked;
