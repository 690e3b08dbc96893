package org.commitdb;

import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsExtension;

/// The definitions of a database: the union of the definition records of its store.
///
/// **Threads**: any; one at a time extends.
final class Registry {

    private final RecordStore store;
    private volatile Definitions definitions = Definitions.EMPTY;
    private volatile long version;

    Registry(RecordStore store) {
        this.store = store;
        version = store.definitionsVersion();
        read();
    }

    private void read() {
        Definitions union = definitions;
        for (byte[] record : store.definitions()) {
            union = union.extend(DefinitionsCodec.decode(record, "definitions")).definitions();
        }
        definitions = union;
    }

    /// The registry as of now, with what others added.
    Definitions definitions() {
        if (store.definitionsVersion() != version) {
            refresh();
        }
        return definitions;
    }

    private synchronized void refresh() {
        long current = store.definitionsVersion();
        if (current != version) {
            read();
            version = current;
        }
    }

    synchronized Definitions extend(Definitions more) {
        DefinitionsExtension extension = definitions().extend(more);
        if (!extension.isEmpty()) {
            store.appendDefinitions(DefinitionsCodec.encode(more));
            definitions = extension.definitions();
        }
        return definitions;
    }
}
