package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.TextKind;
import org.commitdb.benchmarks.compare.peer.TextPeer;

/// W7: real editing traces, one commit for each transaction; those of one author here, that of two
/// in [JointTrace].
///
/// Timed are the replay; opening and reading the final text; and the text at random past moments.
/// The length of the file is taken after saving; that of CommitDB also after it was compacted. The
/// final text is compared with the one that the trace says. Nothing is measured where the traces
/// are not there.
final class Traces implements Workload {

    private static final List<String> TRACES = List.of("automerge-paper", "sveltecomponent");
    private static final int MOMENTS = 50;

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        for (String name : TRACES) {
            Optional<TraceFile> trace = TraceFile.find(name);
            if (trace.isEmpty()) {
                continue;
            }
            for (int round = 0; round <= Math.min(2, scale.rounds()); round++) {
                for (TextKind kind : TextKind.all()) {
                    Measurements into = round > 0 ? measurements : new Measurements();
                    turn(kind, name, trace.get(), scale.traceCommits(), into);
                }
            }
        }
        JointTrace.run(scale, measurements);
    }

    private static void turn(
            TextKind kind, String name, TraceFile trace, int limit, Measurements into)
            throws Exception {
        int commits = Math.min(limit, trace.transactions().size());
        Path folder = Folders.create();
        try {
            List<Object> moments = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(11);
            int step = Math.max(1, commits / MOMENTS);
            int next = random.nextInt(step);
            Object last;
            try (TextPeer peer = kind.opener().open(folder)) {
                long start = System.nanoTime();
                for (int i = 0; i < commits; i++) {
                    peer.commit(trace.transactions().get(i).patches());
                    if (i == next) {
                        moments.add(peer.revision());
                        next += 1 + random.nextInt(2 * step);
                    }
                }
                last = peer.revision();
                double rate = commits / ((System.nanoTime() - start) / 1e9);
                into.add("W7", name + ": replay", kind.name(), 0, "commits/s", rate);
                peer.save();
            }
            double bytes = (double) Folders.size(folder) / commits;
            into.add("W7", name + ": file", kind.name(), 0, "bytes/commit", bytes);
            long start = System.nanoTime();
            try (TextPeer peer = kind.opener().open(folder)) {
                String text = peer.text(last);
                double millis = (System.nanoTime() - start) / 1e6;
                into.add("W7", name + ": open and read", kind.name(), 0, "ms", millis);
                if (commits == trace.transactions().size() && !text.equals(trace.end())) {
                    throw new IllegalStateException(kind.name() + " read another text: " + name);
                }
                for (int i = moments.size(); i > 0; i--) {
                    Object moment = moments.remove(random.nextInt(i));
                    start = System.nanoTime();
                    peer.text(moment);
                    millis = (System.nanoTime() - start) / 1e6;
                    into.add("W7", name + ": a past state", kind.name(), 0, "ms", millis);
                }
            }
            if (kind.name().equals(KeyValueKind.COMMITDB)) {
                CommitDatabase.compact(folder.resolve("text.cdb"), (done, total) -> {});
                bytes = (double) Folders.size(folder) / commits;
                into.add("W7", name + ": file, compacted", kind.name(), 0, "bytes/commit", bytes);
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
