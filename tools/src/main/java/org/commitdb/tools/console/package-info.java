/// What a command reads from and writes to: streams, colours, and how requests fail.
///
/// Entry type: [org.commitdb.tools.console.Console].
///
/// Invariants: results go to standard output, messages to standard error; both are UTF-8 whatever
/// the locale; text from a database or a user reaches a terminal only through
/// [org.commitdb.tools.console.PrintableText]. May import: Jackson's streams, picocli's colours.
@NullMarked
package org.commitdb.tools.console;

import org.jspecify.annotations.NullMarked;
