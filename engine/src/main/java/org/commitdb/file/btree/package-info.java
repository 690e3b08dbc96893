/// Copy-on-write B+trees of pages: sorted maps from byte strings to short byte strings, which index
/// the log.
///
/// Entry types: [org.commitdb.file.btree.TreeReader] looks up and scans,
/// [org.commitdb.file.btree.TreeMerge] makes a new tree out of an old one and sorted changes,
/// [org.commitdb.file.btree.TreeWalker] lists the pages of a tree and
/// [org.commitdb.file.btree.TreeCheck] examines one.
///
/// Invariants: a tree is a [org.commitdb.file.btree.TreeRoot] and never changes; a new tree shares
/// the pages of the old one that no change falls into. A pointer holds the checksum of its child,
/// so the checksum of the root vouches for the whole tree. Levels fall by one with each step down,
/// every descent ends, and a tree made up by an attacker yields a
/// [org.commitdb.error.CorruptException], never a loop. Keys have at most 1024 bytes, values at
/// most an eighth of a page. Allowed imports: the JDK, `error`, `bytes` and `file.page`.
package org.commitdb.file.btree;
