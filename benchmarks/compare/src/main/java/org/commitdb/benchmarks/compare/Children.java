package org.commitdb.benchmarks.compare;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// How this program starts itself again.
final class Children {

    private Children() {}

    /// The command for another JVM like this one, up to the main class.
    static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Compare.class.getName());
        return command;
    }
}
