package org.commitdb;

import org.commitdb.state.CommitState;
import org.commitdb.type.Definitions;

/// Something that happened to a [CommitStore]. Closed: a switch over it needs no default.
public sealed interface CommitStoreEvent {

    /// A database was opened; the current state is `state`.
    record Opened(CommitState state) implements CommitStoreEvent {}

    /// The database was closed; there is no current state until another is opened.
    record Closed() implements CommitStoreEvent {}

    /// The current state moved.
    record StateChanged(CommitState before, CommitState after) implements CommitStoreEvent {}

    /// The registry grew to `definitions`.
    record DefinitionsChanged(Definitions definitions) implements CommitStoreEvent {}

    /// A dispatch committed nothing, because of `cause`; the current state stayed.
    record DispatchFailed(String label, Throwable cause) implements CommitStoreEvent {}

    /// Commits are about to vanish: what was read of them should be let go.
    record WillReset() implements CommitStoreEvent {}

    /// Commits vanished; the current state is `state`, and nothing can be undone.
    record DidReset(CommitState state) implements CommitStoreEvent {}
}
