package org.commitdb.fuzz.plants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintStream;
import java.lang.reflect.Method;
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
/// that do; ends with [#FAILED] then, and with [#FOUND_NONE] when an argument names no test.
final class NamedTests {

    static final int FAILED = 1;
    static final int FOUND_NONE = 2;

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
            failures.tests = 0;
            launcher.execute(request, failures);
            if (failures.tests == 0) {
                out.println("no test is named " + arguments[i]);
                Runtime.getRuntime().halt(FOUND_NONE);
            }
        }
        failures.names.forEach(out::println);
        out.flush();
        Runtime.getRuntime().halt(failures.names.isEmpty() ? 0 : FAILED);
    }

    /// A method is looked for by its name alone, also among those that the class inherits.
    private static DiscoverySelector selector(String name) {
        int method = name.indexOf('#');
        if (method < 0) {
            return selectClass(name);
        }
        try {
            Class<?> owner = Class.forName(name.substring(0, method));
            for (Class<?> each = owner; each != null; each = each.getSuperclass()) {
                for (Method candidate : each.getDeclaredMethods()) {
                    if (candidate.getName().equals(name.substring(method + 1))) {
                        return selectMethod(owner, candidate);
                    }
                }
            }
        } catch (ClassNotFoundException e) {
            // Reported as a name that no test has.
        }
        return selectClass(NamedTests.class);
    }

    private static final class Failures implements TestExecutionListener {

        private final Set<String> names = new LinkedHashSet<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                names.add(test.getDisplayName());
            }
            tests += test.isTest() ? 1 : 0;
        }
    }
}
