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
    private volatile Known known = new Known(Definitions.EMPTY, 0, 0);

    /// The union of the first so many records.
    private record Known(Definitions definitions, int count, long version) {}

    Registry(RecordStore store) {
        this.store = store;
        read();
    }

    /// The registry as of now, with what others added. **Cost**: O(1) when nothing was added.
    Definitions definitions() {
        Known current = known;
        return store.definitionsVersion() == current.version
                ? current.definitions
                : read().definitions;
    }

    synchronized Definitions extend(Definitions more) {
        Known before = read();
        while (true) {
            DefinitionsExtension extension = before.definitions.extend(more);
            if (extension.isEmpty()) {
                return before.definitions;
            }
            boolean appended =
                    store.appendDefinitions(DefinitionsCodec.encode(more), before.version);
            before = read();
            if (appended) {
                return before.definitions;
            }
        }
    }

    private synchronized Known read() {
        Known current = known;
        long version = store.definitionsVersion();
        List<byte[]> records = store.definitions();
        int count = Math.max(current.count, records.size());
        Definitions union = current.definitions;
        for (byte[] record : records.subList(current.count, count)) {
            union = union.extend(DefinitionsCodec.decode(record, "definitions")).definitions();
        }
        Known newer = new Known(union, count, version);
        known = newer;
        return newer;
    }
}
