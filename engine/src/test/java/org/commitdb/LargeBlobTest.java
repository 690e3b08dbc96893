package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;
import org.commitdb.type.Definitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A blob that is larger than the heap of the process that writes and reads it.
///
/// The default build takes 64 MiB and a heap of 40 MB; `-Dcommitdb.blob.mebibytes=5120
/// -Dcommitdb.blob.heap=256m` takes 5 GiB.
final class LargeBlobTest {

    private static final long MEBIBYTE = 1 << 20;

    @TempDir private Path folder;

    @Test
    void blobLargerThanTheHeapIsWrittenAndRead() throws Exception {
        String mebibytes = System.getProperty("commitdb.blob.mebibytes", "64");
        String heap = System.getProperty("commitdb.blob.heap", "40m");
        Path file = folder.resolve("large.cdb");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-cp"));
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(LargeBlobTest.class.getName(), file.toString(), mebibytes));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output;
        try (InputStream printed = process.getInputStream()) {
            output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
        }
        System.out.print(output);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("read back the same"), output);
        long size = Long.parseLong(mebibytes) * MEBIBYTE;
        assertTrue(Files.size(file) >= size, output);
    }

    /// Writes a blob of `args[1]` MiB that LZ4 cannot shorten to the new database `args[0]`, reads
    /// it, and prints how fast, and what it costs beyond its size.
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        long size = Long.parseLong(args[1]) * MEBIBYTE;
        try (CommitDatabase database = CommitDatabase.create(file, Definitions.EMPTY)) {
            long started = System.nanoTime();
            BlobId id = write(database, size);
            print("written", size, started);
            long before = Long.parseLong(database.info().get("bytes of blob extents"));
            System.out.printf(
                    Locale.ROOT,
                    "%d bytes beyond the size: %.4f %%%n",
                    before - size,
                    100.0 * (before - size) / size);
            if ((before - size) * 1000 > size) {
                throw new IllegalStateException("more than a thousandth");
            }
            started = System.nanoTime();
            read(database, id, size);
            print("read and compared", size, started);
            System.out.println("read back the same");
            started = System.nanoTime();
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 0; i < 100; i++) {
                database.readBlob(id, random.nextLong(size - 100), 100);
            }
            System.out.printf(
                    Locale.ROOT,
                    "a range of 100 bytes: %d µs%n",
                    (System.nanoTime() - started) / 100_000);
            started = System.nanoTime();
            if (!database.verify(VerifyLevel.BLOBS, Progress.NONE).isSound()) {
                throw new IllegalStateException("not sound");
            }
            print("verified", size, started);
        }
        System.out.printf(
                Locale.ROOT,
                "peak heap in use at most %d MiB of %d MiB%n",
                Runtime.getRuntime().totalMemory() / MEBIBYTE,
                Runtime.getRuntime().maxMemory() / MEBIBYTE);
    }

    private static BlobId write(CommitDatabase database, long size) throws IOException {
        try (BlobOutput output = database.blobs().output(BlobLayout.BYTES)) {
            byte[] piece = new byte[(int) MEBIBYTE];
            for (long done = 0; done < size; done += piece.length) {
                fill(piece, done);
                ((OutputStream) output).write(piece);
            }
            return output.store();
        }
    }

    private static void read(CommitDatabase database, BlobId id, long size) throws IOException {
        try (BlobInput input = database.blobs().input(id)) {
            byte[] expected = new byte[(int) MEBIBYTE];
            for (long done = 0; done < size; done += expected.length) {
                fill(expected, done);
                if (!Arrays.equals(expected, input.readNBytes(expected.length))) {
                    throw new IllegalStateException("other bytes in the mebibyte at " + done);
                }
            }
        }
    }

    /// Bytes that nothing can shorten, the same for the same place.
    private static void fill(byte[] piece, long position) {
        new SplittableRandom(position).nextBytes(piece);
    }

    private static void print(String what, long size, long startedNanos) {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s %d MiB in %.1f s, %.0f MB/s%n",
                what,
                size / MEBIBYTE,
                seconds,
                size / 1e6 / seconds);
    }
}
