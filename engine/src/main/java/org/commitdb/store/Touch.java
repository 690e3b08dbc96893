package org.commitdb.store;

/// One document that a commit touches, and where in the commit's canonical encoding its opcodes
/// are.
///
/// **Units**: `offset` and `length` are bytes. **Invariants**: a commit touches a document at most
/// once; the run holds all its opcodes on that document, in order. `baseline` says that a `set` or
/// `remove` is among them, so that nothing older matters unless the commit is masked.
public record Touch(DocumentId document, int offset, int length, boolean baseline) {}
