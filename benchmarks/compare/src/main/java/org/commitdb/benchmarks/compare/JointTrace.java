package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commitdb.benchmarks.compare.peer.TextKind;
import org.commitdb.benchmarks.compare.peer.TextPeer;

/// W7: two people who type into one text at once, each transaction on what its author saw, and
/// merged where an author saw the work of the other.
///
/// Each position is looked up in the text that the author saw. Timed are the replay, and opening
/// and reading the text that everything ends in, which is compared with the one that the record
/// says. Automerge is given the beginning only: its merges take time in proportion to the whole
/// document, so all of the record would take it many minutes.
final class JointTrace {

    private static final String NAME = "friendsforever";
    private static final int BEGINNING = 2_000;

    private JointTrace() {}

    static void run(Scale scale, Measurements measurements) throws Exception {
        Optional<TraceFile> trace = TraceFile.find(NAME);
        if (trace.isEmpty()) {
            return;
        }
        for (int round = 0; round <= Math.min(2, scale.rounds()); round++) {
            Measurements into = round > 0 ? measurements : new Measurements();
            for (TextKind kind : TextKind.all()) {
                int count = Math.min(BEGINNING, scale.traceCommits());
                turn(kind, trace.get(), count, NAME + ", the beginning", into);
            }
            turn(TextKind.all().getFirst(), trace.get(), scale.traceCommits(), NAME, into);
        }
    }

    private static void turn(
            TextKind kind, TraceFile trace, int limit, String name, Measurements into)
            throws Exception {
        int count = Math.min(limit, trace.transactions().size());
        Path folder = Folders.create();
        try {
            List<Object> revisions = new ArrayList<>(count);
            try (TextPeer peer = kind.opener().open(folder)) {
                long start = System.nanoTime();
                for (TraceFile.Transaction each : trace.transactions().subList(0, count)) {
                    List<Object> parents = each.parents().stream().map(revisions::get).toList();
                    revisions.add(peer.commit(parents, each.patches()));
                }
                double rate = count / ((System.nanoTime() - start) / 1e9);
                into.add("W7", name + ": replay", kind.name(), 0, "commits/s", rate);
                peer.save();
            }
            double bytes = (double) Folders.size(folder) / count;
            into.add("W7", name + ": file", kind.name(), 0, "bytes/commit", bytes);
            long start = System.nanoTime();
            try (TextPeer peer = kind.opener().open(folder)) {
                String text = peer.text(revisions.getLast());
                double millis = (System.nanoTime() - start) / 1e6;
                into.add("W7", name + ": open and read", kind.name(), 0, "ms", millis);
                if (count == trace.transactions().size() && !text.equals(trace.end())) {
                    throw new IllegalStateException(kind.name() + " read another text: " + name);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
