package org.commitdb.fuzz.plants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the tests that its arguments name, one after the other until one fails, and prints those
/// that do; ends with 1 then.
final class NamedTests {

    private NamedTests() {}

    /// Runs `arguments`: names of classes, or of methods after `#`.
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        // Tests print, and what they print is not asked for.
        System.setOut(new PrintStream(PrintStream.nullOutputStream()));
        Launcher launcher = LauncherFactory.create();
        Failures failures = new Failures();
        for (int i = 0; i < arguments.length && failures.names.isEmpty(); i++) {
            LauncherDiscoveryRequest request =
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selector(arguments[i]))
                            .build();
            launcher.execute(request, failures);
        }
        failures.names.forEach(out::println);
        out.flush();
        Runtime.getRuntime().halt(failures.names.isEmpty() && failures.passed > 0 ? 0 : 1);
    }

    private static DiscoverySelector selector(String name) {
        int method = name.indexOf('#');
        return method < 0
                ? selectClass(name)
                : selectMethod(name.substring(0, method), name.substring(method + 1));
    }

    private static final class Failures implements TestExecutionListener {

        private final Set<String> names = new LinkedHashSet<>();
        private int passed;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                names.add(test.getDisplayName());
            } else if (test.isTest()) {
                passed++;
            }
        }
    }
}
