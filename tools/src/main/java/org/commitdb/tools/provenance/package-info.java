/// The commands about how documents came to be what they are: `history`, `trace`, `why`, `report`.
///
/// Entry type: [org.commitdb.tools.provenance.ProvenanceCommands]. An opcode and what became of it
/// is written by [org.commitdb.tools.provenance.TraceText] for people and by
/// [org.commitdb.tools.provenance.TraceJson] as JSON.
///
/// Invariants: nothing here writes to a database; a document that no commit touched is a failed
/// request. May import: console, database, history, data, json, the engine.
@NullMarked
package org.commitdb.tools.provenance;

import org.jspecify.annotations.NullMarked;
