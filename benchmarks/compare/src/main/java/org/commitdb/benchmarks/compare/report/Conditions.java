package org.commitdb.benchmarks.compare.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Where and when was measured.
final class Conditions {

    private Conditions() {}

    static Map<String, String> now(Path folder, boolean quick) throws IOException {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        conditions.put("scale", quick ? "quick: sizes so small that nothing follows" : "full");
        conditions.put(
                "machine",
                Runtime.getRuntime().availableProcessors()
                        + " processors, "
                        + line("/proc/cpuinfo", "model name")
                        + ", "
                        + line("/proc/meminfo", "MemTotal")
                        + " of memory");
        conditions.put("load", loadAverage());
        conditions.put(
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        conditions.put(
                "file system",
                Files.getFileStore(folder).type() + " on " + Files.getFileStore(folder).name());
        conditions.put(
                "JDK",
                System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"));
        return conditions;
    }

    private static String loadAverage() throws IOException {
        Path file = Path.of("/proc/loadavg");
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        String[] fields = Files.readString(file).split(" ", -1);
        return String.format(
                Locale.ROOT, "%s, %s, %s after 1, 5, 15 minutes", fields[0], fields[1], fields[2]);
    }

    private static String line(String file, String name) throws IOException {
        if (Files.isReadable(Path.of(file))) {
            for (String line : Files.readAllLines(Path.of(file), StandardCharsets.UTF_8)) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return "unknown";
    }
}
