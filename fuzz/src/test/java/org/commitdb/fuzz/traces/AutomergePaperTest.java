package org.commitdb.fuzz.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.commit.CommitId;
import org.commitdb.store.Durability;
import org.commitdb.value.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replays a paper's 259,778 recorded keystrokes, one commit each, and reads it back as of random
/// moments.
final class AutomergePaperTest {

    private static final int MOMENTS = 200;

    @TempDir Path folder;

    @Test
    void everyMomentOfAPaperReadsAsItWasWritten() throws IOException {
        Optional<Path> found = SequentialTrace.find("automerge-paper.json.gz");
        assumeTrue(found.isPresent(), "the recorded traces are not here");
        SequentialTrace trace = SequentialTrace.read(found.get());
        Path file = folder.resolve("paper.cdb");
        Key key;
        Map<Integer, CommitId> moments = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(7);
        while (moments.size() < MOMENTS) {
            moments.put(random.nextInt(trace.transactions().size()), CommitId.NONE);
        }
        Stopwatch writing = new Stopwatch();
        CommitId last = CommitId.NONE;
        DatabaseOptions lazy = DatabaseOptions.DEFAULT.withDurability(Durability.LAZY);
        try (CommitDatabase database =
                CommitDatabase.create(file, TraceReplay.definitions(), lazy)) {
            key = Key.create(database.definitions().attachments().getFirst());
            TraceReplay replay = new TraceReplay(database, key);
            replay.start();
            for (int i = 0; i < trace.transactions().size(); i++) {
                last =
                        replay.apply(
                                trace.transactions().get(i).toArray(SequentialTrace.Patch[]::new));
                if (moments.containsKey(i)) {
                    moments.put(i, last);
                }
            }
            assertEquals(trace.end(), TraceReplay.text(database, key, last));
        }
        double seconds = writing.seconds();
        Stopwatch reopening = new Stopwatch();
        try (CommitDatabase database = CommitDatabase.open(file)) {
            double opened = reopening.seconds();
            assertEquals(trace.end(), TraceReplay.text(database, key, last));
            double read = reopening.seconds();
            Map<Integer, String> expected = texts(trace, moments.keySet());
            double pastSeconds = 0;
            for (Map.Entry<Integer, CommitId> moment : shuffled(moments, random)) {
                Stopwatch past = new Stopwatch();
                String text = TraceReplay.text(database, key, moment.getValue());
                pastSeconds += past.seconds();
                assertEquals(
                        expected.get(moment.getKey()),
                        text,
                        () -> "after transaction " + moment.getKey());
            }
            int commits = trace.transactions().size();
            System.out.printf(
                    "automerge-paper: %,d commits, %,.0f commits/s (LAZY), open %.1f ms, open and read the final text %.1f ms, "
                            + "%.1f ms per random past state, %.0f bytes of file per commit%n",
                    commits,
                    commits / seconds,
                    opened * 1e3,
                    read * 1e3,
                    pastSeconds * 1e3 / moments.size(),
                    (double) Files.size(file) / commits);
        }
    }

    private static List<Map.Entry<Integer, CommitId>> shuffled(
            Map<Integer, CommitId> moments, SplittableRandom random) {
        List<Map.Entry<Integer, CommitId>> entries = new ArrayList<>(moments.entrySet());
        for (int i = entries.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Map.Entry<Integer, CommitId> entry = entries.set(other, entries.get(i));
            entries.set(i, entry);
        }
        return entries;
    }

    /// The texts after some transactions, by the letter of the trace.
    private static Map<Integer, String> texts(SequentialTrace trace, Iterable<Integer> wanted) {
        Map<Integer, String> texts = new TreeMap<>();
        wanted.forEach(index -> texts.put(index, ""));
        GapList<Integer> text = new GapList<>();
        for (int i = 0; i < trace.transactions().size(); i++) {
            for (SequentialTrace.Patch patch : trace.transactions().get(i)) {
                for (int deleted = 0; deleted < patch.deleted(); deleted++) {
                    text.remove(patch.position());
                }
                int at = patch.position();
                for (int codePoint : patch.inserted().codePoints().toArray()) {
                    text.add(at++, codePoint);
                }
            }
            if (texts.containsKey(i)) {
                StringBuilder snapshot = new StringBuilder();
                for (int at = 0; at < text.size(); at++) {
                    snapshot.appendCodePoint(text.get(at));
                }
                texts.put(i, snapshot.toString());
            }
        }
        return texts;
    }

    /// Time since it was made.
    private static final class Stopwatch {

        private final long start = System.nanoTime();

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
