/// JMH benchmarks of CommitDB, one package for each question.
///
/// `java -jar benchmarks/target/benchmarks.jar` runs them all; an argument selects by regular
/// expression.
///
/// May import: the engine's exported packages, JMH.
@NullMarked
package org.commitdb.benchmarks;

import org.jspecify.annotations.NullMarked;
