package org.commitdb.file;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.commitdb.file.btree.TreeWalker;
import org.commitdb.store.StoreInfo;
import org.jspecify.annotations.Nullable;

/// What a file says of itself to people.
///
/// **Threads**: any.
final class FileFacts {

    private final Volume volume;
    private final Readers readers;
    private final @Nullable Writer writer;
    private final Map<String, String> facts = new LinkedHashMap<>();

    FileFacts(Volume volume, Readers readers, @Nullable Writer writer) {
        this.volume = volume;
        this.readers = readers;
        this.writer = writer;
    }

    /// The facts, in the order in which to show them.
    StoreInfo tell() {
        Snapshot snapshot = readers.newest();
        put("file", volume.name());
        put("format", Header.MAJOR + ".0");
        put("uuid", volume.header().uuid().toString());
        put("size", size());
        put("page size", Integer.toString(volume.header().pageSize()));
        long deleted = snapshot.deleted().count();
        put("commits", Long.toString(snapshot.lastOrdinal() - deleted));
        put("deleted commits", Long.toString(deleted));
        put("log records", Long.toString(snapshot.lastSeq()));
        put("checkpoint", Long.toString(snapshot.generation().checkpointSeq()));
        long behind = snapshot.lastOrdinal() - snapshot.generation().lastOrdinal();
        put("commits behind the checkpoint", Long.toString(behind));
        long pages = readers.read(FileFacts::pagesInUse);
        put("index pages", Long.toString(pages));
        put("index bytes", Long.toString(pages * volume.header().pageSize()));
        for (IndexTree tree : IndexTree.values()) {
            long entries = snapshot.generation().roots().of(tree).entries();
            put("entries in the index " + tree, Long.toString(entries));
        }
        Exception failure = writer == null ? null : writer.checkpointFailure();
        if (failure != null) {
            put("last checkpoint failed", String.valueOf(failure.getMessage()));
        }
        return new StoreInfo(facts);
    }

    private void put(String name, String value) {
        facts.put(name, value);
    }

    private String size() {
        try {
            return Long.toString(volume.storage().size());
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
    }

    private static long pagesInUse(Snapshot snapshot) {
        long pages = 0;
        for (IndexTree tree : IndexTree.values()) {
            pages +=
                    TreeWalker.pagesOf(
                                    snapshot.generation().pages(),
                                    snapshot.generation().roots().of(tree))
                            .size();
        }
        return pages;
    }
}
