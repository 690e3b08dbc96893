/// What large databases cost: files far larger than the heap, and opening long histories.
///
/// Entry types: [org.commitdb.fuzz.scale.LargeDatabaseTest],
/// [org.commitdb.fuzz.scale.OpenTimeTest].
///
/// Invariants: every build does a small part and asserts what can be counted; the long profile
/// (`-Dcommitdb.long=true`) does all of it; times are printed, never asserted. Allowed imports: the
/// public API of the engine.
@NullMarked
package org.commitdb.fuzz.scale;

import org.jspecify.annotations.NullMarked;
