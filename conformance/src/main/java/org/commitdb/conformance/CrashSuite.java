package org.commitdb.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.commit.CommitId;
import org.commitdb.file.ChildProcess;
import org.commitdb.file.CommitFile;
import org.commitdb.state.NaiveHistory;
import org.commitdb.state.OracleChecks;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;

/// Processes that share one file and are killed at random moments, as `kill -9` does; others take
/// their place. What they were told is stored is there, whatever the durability: the end of a
/// process is not the end of the machine.
final class CrashSuite {

    private static final int PROCESSES = 3;
    private static final int KILLS = 5;
    private static final int MOST_COMMITS_BETWEEN = 60;
    private static final int STATES = 6;
    private static final int PATIENCE_SECONDS = 60;

    private final Subject subject;
    private final BlockingQueue<CommitId> acknowledged = new LinkedBlockingQueue<>();

    CrashSuite(Subject subject) {
        this.subject = subject;
    }

    void round(long seed, Tally tally) throws Exception {
        subject.inFolder(folder -> {
            Path file = folder.resolve("crash.cdb");
            subject.create(file);
            Random random = new Random(seed);
            List<Victim> victims = new ArrayList<>();
            Set<CommitId> promised = new HashSet<>();
            try {
                for (int i = 0; i < PROCESSES; i++) {
                    victims.add(start(file, random));
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    for (int i = 1 + random.nextInt(MOST_COMMITS_BETWEEN); i > 0; i--) {
                        promised.add(next());
                    }
                    int index = random.nextInt(PROCESSES);
                    victims.get(index).kill();
                    victims.set(index, start(file, random));
                }
            } finally {
                for (Victim victim : victims) {
                    victim.kill();
                }
            }
            acknowledged.drainTo(promised);
            check(file, promised);
            tally.add("acknowledged commits", promised.size());
            tally.add("kills", KILLS + PROCESSES);
        });
    }

    private Victim start(Path file, Random random) throws IOException {
        return Victim.of(
                ChildProcess.startMain(
                        CrashWorker.class,
                        file.toString(),
                        Long.toString(random.nextLong()),
                        Boolean.toString(subject.networkFileSystem())),
                acknowledged);
    }

    private CommitId next() throws InterruptedException {
        CommitId id = acknowledged.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (id == null) {
            throw new AssertionError(
                    "no process was told that a commit is stored for "
                            + PATIENCE_SECONDS
                            + " seconds");
        }
        return id;
    }

    private void check(Path file, Set<CommitId> promised) {
        DatabaseOptions options = subject.on(DatabaseOptions.DEFAULT);
        try (CommitDatabase database = CommitDatabase.open(file, options)) {
            for (CommitId id : promised) {
                Checks.holds(database.hasCommit(id), "the commit " + id + " is lost");
            }
            database.reduceHeads();
            Checks.same(1, database.headCommitIds().size(), "heads");
        }
        Checks.same(
                List.of(),
                CommitDatabase.verify(file, VerifyLevel.BLOBS, Progress.NONE).findings(),
                "findings");
        NaiveHistory oracle;
        try (CommitFile store = subject.store(file, 1000)) {
            oracle = NaiveHistory.of(store, subject.model().definitions());
        }
        try (CommitDatabase database = CommitDatabase.open(file, options)) {
            List<CommitId> some = new ArrayList<>(promised);
            some.sort(null);
            some = new ArrayList<>(some.subList(0, Math.min(STATES, some.size())));
            some.add(database.headCommitIds().getFirst());
            for (CommitId id : some) {
                OracleChecks.assertStateEquals(
                        subject.model(), oracle.state(id), database.state(id));
            }
        }
    }

    /// A process, and the thread that notes what it was told.
    ///
    /// @param child the process
    /// @param reader the thread
    private record Victim(ChildProcess child, Thread reader) {

        static Victim of(ChildProcess child, BlockingQueue<CommitId> acknowledged) {
            Thread reader =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    for (String line = child.readLine();
                                            line != null;
                                            line = child.readLine()) {
                                        if (line.length() == 2 * CommitId.SIZE) {
                                            acknowledged.add(CommitId.parse(line));
                                        }
                                    }
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            return new Victim(child, reader);
        }

        void kill() throws InterruptedException {
            child.kill();
            child.await();
            reader.join();
        }
    }
}
