package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.compare.peer.Guarantee;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.KeyValuePeer;
import org.commitdb.benchmarks.compare.peer.Payload;

/// W2: the transactions of W1 with the weakest durability that the peer has; W5: the size of the
/// files after them, and after each pair was overwritten once.
///
/// The clock stops when the last transaction is acknowledged; sizes are taken after closing.
final class WeakCommits implements Workload {

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        Payload[] first = payloads(scale.transactions(), 0);
        Payload[] second = payloads(scale.transactions(), 1);
        int rounds = Math.min(3, scale.rounds());
        for (int round = 1 - scale.warmUps(); round <= rounds; round++) {
            for (KeyValueKind kind : KeyValueKind.all()) {
                Path folder = Folders.create();
                try {
                    double rate = write(kind, folder, first);
                    if (round > 0) {
                        measurements.add("W2", "transactions", kind.name(), 0, "commits/s", rate);
                    }
                    if (round == rounds && kind.indexed()) {
                        sizes(kind, folder, second, measurements);
                    }
                } finally {
                    Folders.delete(folder);
                }
            }
        }
    }

    private static void sizes(
            KeyValueKind kind, Path folder, Payload[] second, Measurements measurements)
            throws Exception {
        double payload = (double) second.length * Payload.TRANSACTION_BYTES;
        String unit = "× payload";
        measurements.add("W5", "after W2", kind.name(), 0, unit, Folders.size(folder) / payload);
        write(kind, folder, second);
        measurements.add(
                "W5", "after overwriting", kind.name(), 0, unit, Folders.size(folder) / payload);
        if (kind.name().startsWith(KeyValueKind.COMMITDB)) {
            CommitDatabase.compact(folder.resolve("compare.cdb"), (done, total) -> {});
            measurements.add(
                    "W5",
                    "after overwriting, compacted",
                    kind.name(),
                    0,
                    unit,
                    Folders.size(folder) / payload);
        }
    }

    private static double write(KeyValueKind kind, Path folder, Payload[] payloads)
            throws Exception {
        try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.WEAK)) {
            long start = System.nanoTime();
            for (Payload payload : payloads) {
                peer.write(payload);
            }
            return payloads.length / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static Payload[] payloads(int count, int version) {
        return IntStream.range(0, count)
                .mapToObj(i -> Payload.of(i, version))
                .toArray(Payload[]::new);
    }
}
