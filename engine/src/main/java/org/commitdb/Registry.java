package org.commitdb;

import java.util.List;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsExtension;

/// The definitions of a database: the union of the definition records of its store, whoever wrote
/// them.
///
/// **Threads**: any; one at a time extends. Another process, or another handle, may extend at the
/// same time: a record is only appended when no other has come since the contradictions were looked
/// for.
final class Registry {

    private final RecordStore store;
    private volatile Known known = new Known(Definitions.EMPTY, 0);

    /// The union of the first so many records.
    private record Known(Definitions definitions, int count) {}

    Registry(RecordStore store) {
        this.store = store;
        definitions();
    }

    /// **Cost**: O(1) when nothing was added.
    Definitions definitions() {
        Known current = known;
        return store.definitionCount() == current.count ? current.definitions : read();
    }

    synchronized Definitions extend(Definitions more) {
        while (true) {
            Definitions before = definitions();
            DefinitionsExtension extension = before.extend(more);
            if (extension.isEmpty()) {
                return before;
            }
            int count = known.count;
            if (store.appendDefinitions(DefinitionsCodec.encode(more), count)) {
                known = new Known(extension.definitions(), count + 1);
                return extension.definitions();
            }
        }
    }

    private synchronized Definitions read() {
        List<byte[]> records = store.definitions();
        Known current = known;
        Definitions union = current.definitions;
        for (byte[] record : records.subList(Math.min(current.count, records.size()), records.size())) {
            union = union.extend(DefinitionsCodec.decode(record, "definitions")).definitions();
        }
        known = new Known(union, Math.max(current.count, records.size()));
        return union;
    }
}
