package org.commitdb;

import java.util.List;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.store.CommitCheck;
import org.commitdb.store.Gatekeeper;

/// Lets into a database what keeps its rules.
final class PeerGate implements Gatekeeper {

    private final CommitCheck rules;
    private final Registry registry;

    PeerGate(CommitCheck rules, Registry registry) {
        this.rules = rules;
        this.registry = registry;
    }

    @Override
    public void check(List<byte[]> commits) {
        rules.check(commits);
    }

    @Override
    public void appendDefinitions(byte[] definitions) {
        registry.extend(DefinitionsCodec.decode(definitions, "definitions of a peer"));
    }
}
