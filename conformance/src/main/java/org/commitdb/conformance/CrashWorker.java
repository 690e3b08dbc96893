package org.commitdb.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.commit.CommitId;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.DocumentModel;
import org.commitdb.state.RandomMutations;
import org.commitdb.state.RandomValues;
import org.commitdb.store.Durability;

/// A process that commits until it is killed.
final class CrashWorker {

    private static final List<Durability> LEVELS =
            List.of(Durability.FULL, Durability.LAZY, Durability.GROUP, Durability.BULK);
    private static final int MOST_COMMITS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private CrashWorker() {}

    /// Opens the file `args[0]`, commits what the seed `args[1]` says, and prints the id of each
    /// commit that it was told is stored; with `args[2]`, also on a network file system.
    public static void main(String[] args) throws Exception {
        Random random = new Random(Long.parseLong(args[1]));
        DatabaseOptions options =
                DatabaseOptions.DEFAULT
                        .withDurability(LEVELS.get(random.nextInt(LEVELS.size())))
                        .withLockTimeout(PATIENCE)
                        .withNetworkFileSystem(Boolean.parseBoolean(args[2]));
        try (CommitDatabase database = CommitDatabase.open(Path.of(args[0]), options)) {
            DocumentModel model = DocumentModel.of(database.definitions());
            RandomMutations mutations = new RandomMutations(new RandomValues(random, model), model);
            for (int i = 0; i < MOST_COMMITS; i++) {
                List<CommitId> heads = database.headCommitIds();
                if (heads.size() > 1 && random.nextInt(3) == 0) {
                    database.reduceHeads();
                    heads = database.headCommitIds();
                }
                CommitId base =
                        heads.isEmpty() ? CommitId.NONE : heads.get(random.nextInt(heads.size()));
                CommitMutableState mutable = new CommitMutableState(database.state(base));
                mutations.record(mutable);
                System.out.println(database.commitMutations("", mutable));
            }
            // Everything is told: waits for the end, or for the end of the one who started it.
            while (System.in.read() >= 0) {}
        }
    }
}
