package org.commitdb.store;

import java.util.List;

/// Guards a store against what comes from elsewhere: from clients of a server, from a database that
/// is synchronised.
///
/// **Threads**: any.
public interface Gatekeeper {

    /// Lets everything pass: for a store that guards itself, as one behind a server does.
    Gatekeeper NONE =
            new Gatekeeper() {
                @Override
                public void checkCommits(RecordStore store, List<byte[]> commits) {}

                @Override
                public void appendDefinitions(RecordStore store, byte[] definitions) {
                    store.appendDefinitions(definitions);
                }
            };

    /// Checks encoded commits, which are to be appended to `store` in this order as one transaction.
    ///
    /// **Errors**: [org.commitdb.error.InvalidCommitException] or
    /// [org.commitdb.error.CorruptException] that says what is wrong with which.
    void checkCommits(RecordStore store, List<byte[]> commits);

    /// Adds definitions to `store`, if it does not have them yet.
    ///
    /// **Errors**: [org.commitdb.error.DefinitionsException] when they contradict what is there;
    /// [org.commitdb.error.CorruptException] when the bytes are none; nothing is written then.
    void appendDefinitions(RecordStore store, byte[] definitions);
}
