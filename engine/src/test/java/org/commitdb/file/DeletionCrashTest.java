package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.commit.CommitId;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.CrashPoints;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Power cuts after every operation on the disk while commits are deleted: what was acknowledged is
/// there, and each deletion happened wholly or not at all.
@Execution(ExecutionMode.CONCURRENT)
final class DeletionCrashTest {

    private static final int SEEDS = 12;
    private static final FileOptions OPTIONS =
            FileOptions.defaults().withCheckpointAfter(1 << 20, 1 << 30);

    private final SimDisk disk = new SimDisk();
    private final List<String> states = new ArrayList<>();
    private final List<Long> promisedAt = new ArrayList<>();

    private static String state(RecordStore store) {
        List<CommitId> heads = new ArrayList<>();
        for (long head : store.heads()) {
            heads.add(store.idOf(head));
        }
        return store.lastOrdinal()
                + " "
                + store.idsWithPrefix("", Integer.MAX_VALUE)
                + " heads "
                + heads;
    }

    private void done(CommitFile file) {
        states.add(state(file));
        promisedAt.add((long) disk.historySize());
    }

    @Test
    void deletionsSurviveEveryCrashWholly() {
        RandomDeletions script = new RandomDeletions(11);
        CommitFile file = CommitFile.create(disk.open(), OPTIONS, TestCommit::index);
        done(file);
        for (int step = 0; step < 40; step++) {
            script.step(file);
            done(file);
            if (step % 7 == 3) {
                file.checkpoint();
            }
            if (step == 25) {
                file.close();
                file = CommitFile.open(disk.open(), OPTIONS, TestCommit::index);
            }
        }
        assertTrue(file.commitCount() < file.lastOrdinal());
        file.close();
        crashEverywhere();
    }

    private void crashEverywhere() {
        CrashPoints crashes = disk.crashes();
        int points = 0;
        do {
            points++;
            for (int seed = 0; seed < SEEDS; seed++) {
                crashOnce(crashes, seed);
            }
        } while (crashes.advance());
        System.out.printf("deletions: %d power cuts, %d ways each%n", points, SEEDS);
    }

    private void crashOnce(CrashPoints crashes, int seed) {
        SimDisk left = crashes.image(seed);
        int promised = 0;
        for (int i = 0; i < promisedAt.size(); i++) {
            promised = promisedAt.get(i) <= crashes.position() ? i + 1 : promised;
        }
        String place = "after " + crashes.position() + " operations, seed " + seed;
        try (CommitFile file = CommitFile.open(left.open(), OPTIONS, TestCommit::index)) {
            int found = states.lastIndexOf(state(file));
            assertTrue(found >= promised - 1, place + ": found state " + found);
            file.append(List.of(TestCommit.labelled(CommitId.NONE, "goes on").encode()));
            assertEquals(
                    List.of(), file.verify(VerifyLevel.CONTENT, Progress.NONE).findings(), place);
        } catch (IncompatibleException e) {
            assertEquals(0, promised, place);
        }
    }
}
