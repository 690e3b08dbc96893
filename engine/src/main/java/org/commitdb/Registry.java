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

    Registry(RecordStore store) {
        this.store = store;
        for (byte[] record : store.definitions()) {
            definitions =
                    definitions
                            .extend(DefinitionsCodec.decode(record, "definitions"))
                            .definitions();
        }
    }

    Definitions definitions() {
        return definitions;
    }

    synchronized Definitions extend(Definitions more) {
        DefinitionsExtension extension = definitions.extend(more);
        if (!extension.isEmpty()) {
            store.appendDefinitions(DefinitionsCodec.encode(more));
            definitions = extension.definitions();
        }
        return definitions;
    }
}
