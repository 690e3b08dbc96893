package org.commitdb.fuzz.torture;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// A process that runs one test.
final class StageProcess {

    private StageProcess() {}

    /// Runs the class or `class#method` that `args[0]` names; exits with 1 when a test fails or
    /// there is none.
    public static void main(String[] args) {
        DiscoverySelector selector =
                args[0].contains("#")
                        ? DiscoverySelectors.selectMethod(args[0])
                        : DiscoverySelectors.selectClass(args[0]);
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request().selectors(selector).build(),
                        listener);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        listener.getSummary().printFailuresTo(out, 20);
        boolean failed =
                listener.getSummary().getTotalFailureCount() > 0
                        || listener.getSummary().getTestsSucceededCount() == 0;
        // Threads that a failed test left behind do not keep the process.
        System.exit(failed ? 1 : 0);
    }
}
