/// Databases on other machines: the server that lends a store to clients, and the client that
/// stands for it behind the same port.
///
/// Entry types: [org.commitdb.remote.StoreServer] and [org.commitdb.remote.RemoteStore];
/// applications reach them through the facade and give them [org.commitdb.remote.ServerOptions] and
/// [org.commitdb.remote.ConnectionOptions].
///
/// Invariants: whatever a peer sends, other connections and the store are unharmed, and memory
/// stays bounded; nothing that a peer sent is stored before its hash was computed again; nobody who
/// is not authenticated learns or changes anything. Allowed imports: store, commit, blob, bytes.
package org.commitdb.remote;
