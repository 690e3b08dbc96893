package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.commitdb.commit.CommitId;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Key frames in a file: laid by reads at any time, dropped, indexed anew, read after reopening.
final class KeyFramesPropertyTest {

    private static final RichModel MODEL = new RichModel();
    private static final FileOptions OPTIONS =
            FileOptions.defaults().withCheckpointAfter(40, 1 << 16);

    private static long framesSeen;

    @AfterContainer
    static void someFramesWereLaid() {
        assertTrue(framesSeen > 0, "no frame was ever laid");
    }

    @Property(tries = 80)
    void statesEqualTheOracleWhateverBecomesOfFrames(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 70) int commits,
            @ForAll @IntRange(min = 0, max = 30) int togglesPercent,
            @ForAll @IntRange(min = 1, max = 4) int touches,
            @ForAll @IntRange(min = 0, max = 2) int timesSize) {
        FrameSpacing spacing = new FrameSpacing(touches, timesSize, (int) Math.abs(seed % 3));
        SplittableRandom random = new SplittableRandom(seed);
        SimDisk disk = new SimDisk();
        CommitFile file = CommitFile.create(disk.open(), OPTIONS, new CanonicalIndexer());
        RandomHistory made;
        try {
            made = new RandomHistory(file, MODEL, seed).withToggles(togglesPercent).grow(commits);
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(30)) {
                    case 0 -> file.dropFrames();
                    case 1, 2 -> file.checkpoint();
                    case 3 -> file.rebuildIndexes();
                    case 4 -> {
                        file.close();
                        file = CommitFile.open(disk.open(), OPTIONS, new CanonicalIndexer());
                    }
                    default -> {
                        History cold = new History(file, MODEL::definitions, spacing);
                        for (int reads = random.nextInt(3); reads >= 0; reads--) {
                            assertState(made, cold, random);
                        }
                    }
                }
                framesSeen += frames(file);
            }
        } finally {
            file.close();
        }
        try (CommitFile reading =
                CommitFile.open(disk.open(), OPTIONS.forReading(), new CanonicalIndexer())) {
            History cold = new History(reading, MODEL::definitions, spacing);
            for (int i = 0; i < 10; i++) {
                assertState(made, cold, random);
            }
        }
    }

    private static long frames(CommitFile file) {
        long count = 0;
        for (Attachment attachment : MODEL.attachments()) {
            for (DocumentId document :
                    file.documents(attachment.runtimeId().uuid(), null, Integer.MAX_VALUE)) {
                count += file.newestFrame(document, file.lastOrdinal()) > 0 ? 1 : 0;
            }
        }
        return count;
    }

    private static void assertState(RandomHistory made, History history, SplittableRandom random) {
        List<CommitId> ids = made.commits().stream().map(commit -> commit.header().id()).toList();
        CommitId ours = ids.get(random.nextInt(ids.size()));
        CommitId theirs = ids.get(random.nextInt(ids.size()));
        boolean merged = random.nextInt(4) == 0;
        NaiveHistory.State expected =
                merged ? made.oracle().mergeState(ours, theirs) : made.oracle().state(ours);
        CommitState found = merged ? history.mergeState(ours, theirs) : history.state(ours);
        for (Attachment attachment : MODEL.attachments()) {
            Map<Key, Value> entries =
                    found.attachmentGetting()
                            .entries(attachment)
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertEquals(expected.entries(attachment), entries, () -> attachment + " at " + ours);
        }
    }
}
