package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.commitdb.benchmarks.compare.peer.CommitDbPeer;
import org.commitdb.benchmarks.compare.peer.DocumentName;
import org.commitdb.benchmarks.compare.peer.Guarantee;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.KeyValuePeer;
import org.commitdb.benchmarks.compare.peer.Payload;

/// W3: random reads of documents, from one thread and from two. W4: opening, in [OpenTimes].
///
/// Cold: the store was just opened, and each document is read once. Warm: a tenth of the documents
/// were read just before, and are read over and over. CommitDB hands out decoded values, the others
/// bytes. The file is in the page cache of the operating system all the time.
final class DocumentReads implements Workload {

    private static final int WARM_PASSES = 5;

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        Map<KeyValueKind, Path> folders = new LinkedHashMap<>();
        try {
            for (KeyValueKind kind : KeyValueKind.all()) {
                if (kind.indexed()) {
                    folders.put(kind, load(kind, scale.documents()));
                }
            }
            DocumentName[] names =
                    IntStream.range(0, scale.documents())
                            .mapToObj(DocumentName::of)
                            .toArray(DocumentName[]::new);
            for (int round = 1 - scale.warmUps(); round <= scale.rounds(); round++) {
                for (Map.Entry<KeyValueKind, Path> entry : folders.entrySet()) {
                    Measurements into = round > 0 ? measurements : new Measurements();
                    turn(entry.getKey(), entry.getValue(), names, round, into);
                }
            }
            OpenTimes.run(scale, folders, names[names.length / 3], measurements);
        } finally {
            for (Path folder : folders.values()) {
                Folders.delete(folder);
            }
        }
    }

    static Path load(KeyValueKind kind, int documents) throws Exception {
        Path folder = Folders.create();
        try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.WEAK)) {
            for (int i = 0; i < documents; i++) {
                peer.write(Payload.of(i, 0));
            }
        }
        return folder;
    }

    private static void turn(
            KeyValueKind kind, Path folder, DocumentName[] names, int seed, Measurements into)
            throws Exception {
        List<DocumentName> shuffled = new ArrayList<>(List.of(names));
        Collections.shuffle(shuffled, new Random(seed));
        List<DocumentName> few = shuffled.subList(0, names.length / 10);
        List<DocumentName> repeated = new ArrayList<>();
        for (int pass = 0; pass < WARM_PASSES; pass++) {
            Collections.shuffle(few, new Random(seed + pass));
            repeated.addAll(few);
        }
        for (int threads = 1; threads <= 2; threads++) {
            String by = threads == 1 ? "1 thread" : "2 threads";
            try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.WEAK)) {
                double cold = rate(peer, threads, shuffled);
                into.add("W3", "cold, " + by, kind.name(), 0, "reads/s", cold);
                rate(peer, 1, few);
                double warm = rate(peer, threads, repeated);
                into.add("W3", "warm, " + by, kind.name(), 0, "reads/s", warm);
            }
        }
        if (kind.name().equals(KeyValueKind.COMMITDB)) {
            try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.WEAK)) {
                long start = System.nanoTime();
                long read = ((CommitDbPeer) peer).readAll();
                double micros = (System.nanoTime() - start) / 1e3 / read;
                into.add("W3", "every document, in order", kind.name(), 0, "µs/document", micros);
            }
        }
    }

    /// Each thread reads its share of `names`.
    static double rate(KeyValuePeer peer, int threads, List<DocumentName> names) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> shares = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < threads; i++) {
                int from = (int) ((long) names.size() * i / threads);
                int to = (int) ((long) names.size() * (i + 1) / threads);
                shares.add(executor.submit(() -> readAll(peer, names, from, to)));
            }
            long sum = 0;
            for (Future<Long> share : shares) {
                sum += share.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (sum == Long.MIN_VALUE) {
                throw new IllegalStateException("never: keeps the reads alive");
            }
            return names.size() / seconds;
        }
    }

    private static long readAll(KeyValuePeer peer, List<DocumentName> names, int from, int to)
            throws Exception {
        long sum = 0;
        try (KeyValuePeer.Reader reader = peer.reader()) {
            for (int i = from; i < to; i++) {
                sum += reader.read(names.get(i));
            }
        }
        return sum;
    }
}
