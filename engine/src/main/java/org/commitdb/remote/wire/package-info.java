/// The protocol between a server and its clients, byte for byte: frames, requests, replies, errors.
///
/// Entry types: [org.commitdb.remote.wire.FrameReader] and [org.commitdb.remote.wire.FrameWriter]
/// for frames, [org.commitdb.remote.wire.Request] and [org.commitdb.remote.wire.Reply] for what is
/// in them. The normative text is `docs/reference/wire-protocol.md`.
///
/// Invariants: nothing that a peer sends sizes an allocation before so many bytes have arrived; a
/// body is read to its end or refused as a whole. Allowed imports: store, commit, blob, bytes.
package org.commitdb.remote.wire;
