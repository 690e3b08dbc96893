package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import org.commitdb.benchmarks.compare.peer.HistoryKind;
import org.commitdb.benchmarks.compare.peer.HistoryPeer;

/// W6: 100 documents of 20 fields, and commits that change one field of one of them.
///
/// Timed are the commits; opening and reading everything; reading everything at the middle of the
/// history; and merging two streams of commits, and reading everything then.
final class FieldHistory implements Workload {

    private static final long ALL = (long) HistoryPeer.DOCUMENTS * HistoryPeer.FIELDS;

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        int rounds = Math.min(4, scale.rounds());
        for (int round = 1 - scale.warmUps(); round <= rounds; round++) {
            for (HistoryKind kind : HistoryKind.all()) {
                if (!kind.slow() || round <= 2) {
                    turn(kind, scale, round > 0 || rounds == 0, measurements);
                }
            }
        }
    }

    private static void turn(
            HistoryKind kind, Scale scale, boolean counts, Measurements measurements)
            throws Exception {
        Measurements into = counts ? measurements : new Measurements();
        String name = kind.name();
        Path folder = Folders.create();
        try {
            Object middle;
            try (HistoryPeer peer = kind.opener().open(folder)) {
                long start = System.nanoTime();
                commit(peer, 0, scale.fieldCommits() / 2);
                middle = peer.revision();
                commit(peer, scale.fieldCommits() / 2, scale.fieldCommits());
                double seconds = (System.nanoTime() - start) / 1e9;
                into.add("W6", "commits", name, 0, "commits/s", scale.fieldCommits() / seconds);
                peer.save();
            }
            into.add("W6", "size", name, 0, "MB", Folders.size(folder) / 1e6);
            readings(kind, folder, middle, 0, into);
            try (HistoryPeer peer = kind.opener().open(folder)) {
                HistoryPeer.Merge merge = peer.prepareMerge(scale.mergeCommits());
                long start = System.nanoTime();
                require(merge.mergeAndReadAll());
                into.add("W6", "merge", name, 0, "ms", (System.nanoTime() - start) / 1e6);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /// Opens a history and reads everything, at its end and at `middle`.
    static void readings(HistoryKind kind, Path folder, Object middle, long size, Measurements into)
            throws Exception {
        String workload = size == 0 ? "W6" : "W8";
        long start = System.nanoTime();
        try (HistoryPeer peer = kind.opener().open(folder)) {
            require(peer.readAll(peer.revision()));
            double open = (System.nanoTime() - start) / 1e6;
            into.add(workload, "open and read all", kind.name(), size, "ms", open);
        }
        try (HistoryPeer peer = kind.opener().open(folder)) {
            start = System.nanoTime();
            require(peer.readAll(middle));
            double past = (System.nanoTime() - start) / 1e6;
            into.add(workload, "read all at the middle", kind.name(), size, "ms", past);
        }
    }

    static void commit(HistoryPeer peer, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            int document = i * 37 % HistoryPeer.DOCUMENTS;
            peer.commit(document, i * 7 % HistoryPeer.FIELDS, HistoryPeer.value(i));
        }
    }

    private static void require(long fields) {
        if (fields != ALL) {
            throw new IllegalStateException(fields + " fields were read instead of " + ALL);
        }
    }
}
