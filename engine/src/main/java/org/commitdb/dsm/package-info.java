/// DSM, the schema language: text to definitions and back.
///
/// Entry types: [org.commitdb.dsm.Dsm] reads and checks text; [org.commitdb.dsm.DsmPrinter] writes
/// it; [org.commitdb.dsm.DsmModel] is what text means: a registry, and function pools, which are
/// kept and never run.
///
/// Reading goes in three steps, each with its own files: the lexer makes tokens with positions, the
/// parser makes a syntax tree, the resolver gives names their meaning and makes definitions. Each
/// step reports all that it finds and goes on.
///
/// Invariants: no text makes a reader throw, recurse without bound or run longer than in proportion
/// to its size; text that was printed from a model reads back as an equal model. Allowed imports:
/// type.
package org.commitdb.dsm;
