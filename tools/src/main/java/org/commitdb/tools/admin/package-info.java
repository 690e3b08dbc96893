/// The commands that keep a database in order: the group `commit_admin`.
///
/// Entry type: [org.commitdb.tools.admin.AdminCommands].
///
/// Invariants: which database is meant is an option of the group, written before or after the
/// command's name. May import: console, database, the engine.
@NullMarked
package org.commitdb.tools.admin;

import org.jspecify.annotations.NullMarked;
