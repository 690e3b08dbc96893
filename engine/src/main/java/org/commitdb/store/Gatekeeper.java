package org.commitdb.store;

import java.util.List;

/// Guards a store against what comes from elsewhere: from clients of a server, from a database that
/// is synchronised.
///
/// **Threads**: any.
public interface Gatekeeper extends CommitCheck {

    /// Adds a definition record to the store, if it says anything that the store does not know yet.
    ///
    /// **Errors**: [org.commitdb.error.DefinitionsException] when it contradicts what is there;
    /// [org.commitdb.error.CorruptException] when the bytes are no definitions; nothing is written
    /// then.
    void appendDefinitions(byte[] definitions);

    /// Lets everything into `store`: for one that is guarded elsewhere, as one behind a server is.
    static Gatekeeper open(RecordStore store) {
        return new Gatekeeper() {
            @Override
            public void check(List<byte[]> commits) {}

            @Override
            public void appendDefinitions(byte[] definitions) {
                store.appendDefinitions(definitions);
            }
        };
    }
}
