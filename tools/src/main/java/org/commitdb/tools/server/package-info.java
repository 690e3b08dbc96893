/// The command that lends a database to others: `commit_database_server`.
///
/// Entry type: [org.commitdb.tools.server.ServerCommand].
///
/// Invariants: it ends cleanly, with 0, when the process is told to stop; nothing but this machine
/// reaches it unless it is guarded or the user insists. May import: console, database, the engine.
@NullMarked
package org.commitdb.tools.server;

import org.jspecify.annotations.NullMarked;
