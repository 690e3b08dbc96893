/// The `cdb` command line.
///
/// Entry type: [CommitDbCommand], the root command. Results go to standard output, messages to
/// standard error; the exit code is 0 when done, 1 when the request failed, 2 for wrong usage.
///
/// May import: the engine's exported packages, picocli, Jackson.
@NullMarked
package org.commitdb.tools;

import org.jspecify.annotations.NullMarked;
