package org.commitdb.benchmarks.reconstruct;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.History;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// A linear history in memory of which nothing is remembered between reads: each replays all.
final class ForgetfulStore implements AutoCloseable {

    private final Supplier<Definitions> definitions;
    private final RecordStore store =
            CommitFile.create(
                    new HeapStorage("forgetful"),
                    FileOptions.defaults().withDurability(Durability.LAZY),
                    new CanonicalIndexer());
    private CommitId last = CommitId.NONE;
    private long time;

    ForgetfulStore(Supplier<Definitions> definitions) {
        this.definitions = definitions;
    }

    /// Commits what `change` records, on top of the last commit.
    void commit(Consumer<AttachmentMutating> change) {
        try (History history = new History(store, definitions)) {
            CommitMutableState mutable = new CommitMutableState(history.state(last));
            change.accept(mutable.attachmentMutating());
            byte[] commit = CommitCodec.encodeMutations(last, ++time, "", "", mutable.program());
            store.append(List.of(commit));
            last = CommitCodec.id(commit);
        }
    }

    /// The document after the last commit.
    Optional<Value> read(Attachment attachment, Key key) {
        try (History history = new History(store, definitions)) {
            return history.state(last).attachmentGetting().get(attachment, key);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
