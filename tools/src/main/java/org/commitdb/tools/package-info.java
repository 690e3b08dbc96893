/// The `cdb` command line.
///
/// Entry type: [org.commitdb.tools.CommitDbCommand], the root command; a run of it is a
/// [org.commitdb.tools.CommitDb]. The commands are in the packages below, by what they are about.
/// Results go to standard output, messages to standard error; the exit code is 0 when done, 1 when
/// the request failed, 2 for wrong usage.
///
/// May import: the packages below, the engine's exported packages, picocli, Jackson.
@NullMarked
package org.commitdb.tools;

import org.jspecify.annotations.NullMarked;
