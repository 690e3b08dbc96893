package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.commitdb.benchmarks.compare.peer.Guarantee;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.KeyValuePeer;
import org.commitdb.benchmarks.compare.peer.Payload;

/// W1: transactions that survive the loss of power, from one thread and from sixteen.
///
/// A transaction writes a record of 300 bytes under a key of 20, and a document of 120 bytes under
/// a key of 36. Each turn starts with an empty store and lasts a fixed time.
final class DurableCommits implements Workload {

    private static final int PAYLOADS = 1 << 14;

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        Payload[] payloads =
                IntStream.range(0, PAYLOADS)
                        .mapToObj(i -> Payload.of(i, 0))
                        .toArray(Payload[]::new);
        for (int round = 1 - scale.warmUps(); round <= scale.rounds(); round++) {
            for (KeyValueKind kind : KeyValueKind.all()) {
                for (int threads : new int[] {1, 16}) {
                    double rate = turn(kind, threads, scale.durableMillis(), payloads);
                    if (round > 0) {
                        String what = threads == 1 ? "1 thread" : threads + " threads";
                        measurements.add("W1", what, kind.name(), 0, "commits/s", rate);
                    }
                }
            }
        }
    }

    private static double turn(KeyValueKind kind, int threads, int millis, Payload[] payloads)
            throws Exception {
        Path folder = Folders.create();
        try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.DURABLE);
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            ReentrantLock lock = new ReentrantLock();
            AtomicLong next = new AtomicLong();
            long start = System.nanoTime();
            long end = start + millis * 1_000_000L;
            AtomicLong done = new AtomicLong();
            var writers =
                    IntStream.range(0, threads)
                            .<Future<?>>mapToObj(t ->
                                    executor.submit(() -> {
                                        while (System.nanoTime() < end) {
                                            long number = next.getAndIncrement();
                                            Payload payload = payloads[(int) (number % PAYLOADS)];
                                            if (kind.parallel() || threads == 1) {
                                                peer.write(payload);
                                            } else {
                                                lock.lock();
                                                try {
                                                    peer.write(payload);
                                                } finally {
                                                    lock.unlock();
                                                }
                                            }
                                            done.incrementAndGet();
                                        }
                                        return null;
                                    }))
                            .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
            return done.get() / ((System.nanoTime() - start) / 1e9);
        } finally {
            Folders.delete(folder);
        }
    }
}
