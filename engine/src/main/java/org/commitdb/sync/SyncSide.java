package org.commitdb.sync;

import org.commitdb.store.Gatekeeper;
import org.commitdb.store.RecordStore;

/// One of two databases that are synchronised.
///
/// @param store what keeps it
/// @param gatekeeper what guards it; [Gatekeeper#open] where a server does
public record SyncSide(RecordStore store, Gatekeeper gatekeeper) {}
