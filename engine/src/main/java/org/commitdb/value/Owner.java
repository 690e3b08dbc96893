package org.commitdb.value;

/// Who made the nodes that it is noted in: an editor, from one freeze to the next. It may edit
/// these in place, because no frozen tree can reach them; all others it copies.
///
/// **Invariants**: an identity; no two are equal.
final class Owner {}
