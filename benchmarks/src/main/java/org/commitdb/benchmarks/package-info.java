/// JMH benchmarks of CommitDB, one package for each kind of question, one class for each question.
///
/// `java -jar benchmarks/target/benchmarks.jar -prof gc` runs them all; an argument selects by
/// regular expression. Each class says its question, its command and the shape that is expected.
/// [org.commitdb.benchmarks.Notes] is the model that they share. `benchmarks/run` runs them with
/// the comparison of peers, and writes `docs/benchmarks.md`.
///
/// May import: the engine, JMH.
@NullMarked
package org.commitdb.benchmarks;

import org.jspecify.annotations.NullMarked;
