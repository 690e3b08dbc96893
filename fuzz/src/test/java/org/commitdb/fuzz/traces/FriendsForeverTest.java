package org.commitdb.fuzz.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitState;
import org.commitdb.state.History;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people type into one text at once: commits with their real parents and merges reach the text
/// that every correct merge must reach, on every replica.
final class FriendsForeverTest {

    @TempDir Path folder;

    private final SplittableRandom random = new SplittableRandom(90210);

    @Test
    void mergesReachTheTextThatEveryCorrectMergeReaches() throws IOException {
        Optional<Path> found = SequentialTrace.find("friendsforever.json.gz");
        assumeTrue(found.isPresent(), "the recorded traces are not here");
        ConcurrentTrace trace = ConcurrentTrace.read(found.get());
        Path file = folder.resolve("friends.cdb");
        DatabaseOptions lazy = DatabaseOptions.DEFAULT.withDurability(Durability.LAZY);
        Key key;
        CommitId last;
        try (CommitDatabase database =
                CommitDatabase.create(file, TraceReplay.definitions(), lazy)) {
            key = Key.create(text(database));
            last = replay(database, key, trace);
            assertEquals(trace.end(), TraceReplay.text(database, key, last));
        }
        try (CommitDatabase database = CommitDatabase.open(file)) {
            assertEquals(List.of(last), database.headCommitIds());
            assertEquals(trace.end(), TraceReplay.text(database, key, last));
        }
        assertEquals(trace.end(), textOfReplica(file, key, last));
    }

    private CommitId replay(CommitDatabase database, Key key, ConcurrentTrace trace) {
        Attachment text = text(database);
        CommitMutableState start = new CommitMutableState(database.initialState());
        start.attachmentMutating().set(text, key, Value.zero(text.documentType()));
        CommitId root = database.commitMutations("Start", start);
        List<CommitId> commits = new ArrayList<>();
        for (ConcurrentTrace.Transaction transaction : trace.transactions()) {
            CommitId base =
                    transaction.parents().stream()
                            .map(commits::get)
                            .reduce(database::mergeCommit)
                            .orElse(root);
            CommitMutableState mutable = new CommitMutableState(database.state(base));
            for (SequentialTrace.Patch patch : transaction.patches()) {
                apply(mutable.attachmentMutating(), text, key, patch);
            }
            commits.add(database.commitMutations("", mutable));
        }
        return commits.getLast();
    }

    private void apply(
            AttachmentMutating mutating, Attachment text, Key key, SequentialTrace.Patch patch) {
        org.commitdb.path.Path root = org.commitdb.path.Path.root(text.documentType());
        for (int i = 0; i < patch.deleted(); i++) {
            XArrayValue page = (XArrayValue) mutating.get(text, key).orElseThrow();
            mutating.removeInXArray(text, key, root, page.positionAt(patch.position()));
        }
        XArrayValue page = (XArrayValue) mutating.get(text, key).orElseThrow();
        UUID before =
                patch.position() == 0
                        ? page.positions().iterator().next()
                        : page.positionAfter(page.positionAt(patch.position() - 1));
        for (int codePoint : patch.inserted().codePoints().toArray()) {
            UUID slot = new UUID(random.nextLong(), random.nextLong());
            StringValue character = StringValue.of(Character.toString(codePoint));
            mutating.insertInXArray(text, key, root, before, slot, character);
        }
    }

    /// The text in a replica that got the same commits in another order.
    private static String textOfReplica(Path file, Key key, CommitId last) {
        FileOptions options = FileOptions.defaults().withDurability(Durability.LAZY);
        try (RecordStore source =
                        CommitFile.open(FileStorage.open(file), options, new CanonicalIndexer());
                RecordStore replica =
                        CommitFile.create(
                                new HeapStorage("replica"), options, new CanonicalIndexer())) {
            Random order = new Random(41);
            List<Long> ready = new ArrayList<>();
            int[] missing = new int[(int) source.lastOrdinal() + 1];
            for (long ordinal = 1; ordinal <= source.lastOrdinal(); ordinal++) {
                CommitHeader header =
                        CommitCodec.header(source.idOf(ordinal), source.commit(ordinal));
                missing[(int) ordinal] =
                        (header.parent().isNone() ? 0 : 1) + (header.target().isNone() ? 0 : 1);
                if (missing[(int) ordinal] == 0) {
                    ready.add(ordinal);
                }
            }
            while (!ready.isEmpty()) {
                Collections.swap(ready, order.nextInt(ready.size()), ready.size() - 1);
                long ordinal = ready.removeLast();
                replica.append(List.of(source.commit(ordinal)));
                for (long child : source.children(ordinal)) {
                    if (--missing[(int) child] == 0) {
                        ready.add(child);
                    }
                }
            }
            assertEquals(source.lastOrdinal(), replica.lastOrdinal());
            CommitState state = new History(replica, TraceReplay::definitions).state(last);
            Attachment text = TraceReplay.definitions().attachments().getFirst();
            return TraceReplay.text(
                    (XArrayValue) state.attachmentGetting().get(text, key).orElseThrow());
        }
    }

    private static Attachment text(CommitDatabase database) {
        return database.definitions().attachments().getFirst();
    }
}
