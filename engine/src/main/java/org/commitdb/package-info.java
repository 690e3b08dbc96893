/// CommitDB: a single-file, embedded, versioned document database.
///
/// Entry type: [org.commitdb.CommitDatabase]: create one from a model, commit mutations, read any
/// past state, merge streams. [org.commitdb.CommitStore] puts a current state, undo and events
/// around one, for interactive applications; [org.commitdb.Administration] is for what concerns a
/// database as a whole.
///
/// Invariants: history only grows; every commit and every state reads the same for ever; nothing is
/// dropped silently. Allowed imports: every package of the engine; none of them imports this one.
package org.commitdb;
