package org.commitdb.codec;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.commit.Commit;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RichModel;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;

/// Commits of random histories, to seed fuzz targets with.
final class SampleCommits {

    private static final RichModel MODEL = new RichModel();
    private static final int LARGEST_BYTES = 1 << 10;

    private SampleCommits() {}

    /// The commits of one history that are not large.
    static List<byte[]> encoded(long seed, int count) {
        return history(seed, count).encoded().stream()
                .filter(bytes -> bytes.length <= LARGEST_BYTES)
                .toList();
    }

    /// What the commits of one history do to documents.
    static List<DocumentProgram> programs(long seed, int count) {
        List<DocumentProgram> programs = new ArrayList<>();
        for (Commit commit : history(seed, count).commits()) {
            programs.addAll(commit.program());
        }
        return programs;
    }

    private static RandomHistory history(long seed, int count) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            return new RandomHistory(store, MODEL, seed).withToggles(15).grow(count);
        }
    }
}
