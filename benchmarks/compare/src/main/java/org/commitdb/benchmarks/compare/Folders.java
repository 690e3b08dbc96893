package org.commitdb.benchmarks.compare;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Temporary folders that stores are kept in.
final class Folders {

    private Folders() {}

    static Path create() throws IOException {
        return Files.createTempDirectory(Path.of(System.getProperty("compare.folder", ".")), "s");
    }

    static void delete(Path folder) throws IOException {
        for (Path path : contents(folder, Comparator.reverseOrder())) {
            Files.delete(path);
        }
    }

    /// A copy that is on the disk: the first sync of who opens it shall not have to write it.
    static Path copy(Path folder) throws IOException {
        Path copy = create();
        for (Path path : contents(folder, Comparator.naturalOrder())) {
            if (!path.equals(folder)) {
                Path target = copy.resolve(folder.relativize(path).toString());
                Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                if (Files.isRegularFile(target)) {
                    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                        channel.force(true);
                    }
                }
            }
        }
        return copy;
    }

    /// Bytes that the files of a folder take on the disk; where `du` cannot tell, their lengths.
    static long size(Path folder) throws IOException, InterruptedException {
        try {
            Process du =
                    new ProcessBuilder("du", "-s", "-B1", folder.toString())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(du.getInputStream().readAllBytes()).strip();
            if (du.waitFor() == 0) {
                return Long.parseLong(said.split("\\s")[0]);
            }
        } catch (IOException e) {
            // There is no `du` on this machine.
        }
        long size = 0;
        for (Path path : contents(folder, Comparator.naturalOrder())) {
            size += Files.isDirectory(path) ? 0 : Files.size(path);
        }
        return size;
    }

    private static List<Path> contents(Path folder, Comparator<Path> order) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(order).toList();
        }
    }
}
