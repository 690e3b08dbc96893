/// What several commands share: the database file, the commit to read at, attachments and keys, as
/// they stand on a command line.
///
/// Entry types: [org.commitdb.tools.database.DatabaseFile], [org.commitdb.tools.database.AtOption]
/// and [org.commitdb.tools.database.AttachmentNames].
///
/// Invariants: what the user misspelt is named in the message, with what may have been meant. May
/// import: console, json, the engine.
@NullMarked
package org.commitdb.tools.database;

import org.jspecify.annotations.NullMarked;
