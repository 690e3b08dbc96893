package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.benchmarks.compare.peer.DocumentName;
import org.commitdb.benchmarks.compare.peer.Guarantee;
import org.commitdb.benchmarks.compare.peer.HistoryKind;
import org.commitdb.benchmarks.compare.peer.HistoryPeer;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.KeyValuePeer;
import org.commitdb.benchmarks.compare.peer.Payload;

/// W8: how commits, reads and opening grow with the history: W2, W3, W4 and the reads of W6 at each
/// length, for CommitDB and for one peer of each kind.
///
/// The cost of commits is that of the last tenth of them.
final class Growth implements Workload {

    private static final int READS = 50_000;
    private static final int LONGEST_AUTOMERGE = 100_000;

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        for (int size : scale.growth()) {
            for (String name : List.of(KeyValueKind.COMMITDB, "LMDB")) {
                keyValue(KeyValueKind.named(name), size, measurements);
            }
            for (HistoryKind kind : HistoryKind.all()) {
                boolean fits = !kind.name().equals(HistoryKind.AUTOMERGE);
                if (!kind.slow() && (fits || size <= LONGEST_AUTOMERGE)) {
                    history(kind, size, measurements);
                }
            }
        }
    }

    private static void keyValue(KeyValueKind kind, int size, Measurements into) throws Exception {
        Path folder = Folders.create();
        try {
            try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.WEAK)) {
                int mark = size - size / 10;
                for (int i = 0; i < mark; i++) {
                    peer.write(Payload.of(i, 0));
                }
                Payload[] rest = new Payload[size - mark];
                for (int i = mark; i < size; i++) {
                    rest[i - mark] = Payload.of(i, 0);
                }
                long start = System.nanoTime();
                for (Payload payload : rest) {
                    peer.write(payload);
                }
                double micros = (System.nanoTime() - start) / 1e3 / rest.length;
                into.add("W8", "commit", kind.name(), size, "µs", micros);
            }
            SplittableRandom random = new SplittableRandom(size);
            List<DocumentName> names = new ArrayList<>();
            for (int i = 0; i < READS; i++) {
                names.add(DocumentName.of(random.nextInt(size)));
            }
            for (int round = 0; round < 5; round++) {
                double millis = OpenTimes.openAndRead(kind, folder, names.get(round));
                into.add("W8", "open and read one", kind.name(), size, "ms", millis);
            }
            for (int round = 0; round < 3; round++) {
                try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.WEAK)) {
                    double micros = 1e6 / DocumentReads.rate(peer, 1, names);
                    into.add("W8", "read one", kind.name(), size, "µs", micros);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static void history(HistoryKind kind, int size, Measurements into) throws Exception {
        Path folder = Folders.create();
        try {
            Object middle;
            try (HistoryPeer peer = kind.opener().open(folder)) {
                FieldHistory.commit(peer, 0, size / 2);
                middle = peer.revision();
                FieldHistory.commit(peer, size / 2, size);
                peer.save();
            }
            for (int round = 0; round < 3; round++) {
                FieldHistory.readings(kind, folder, middle, size, into);
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
