package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/// Every class of faults is exercised: by the seeded runs, by tests that exist, or by both.
final class FaultClassTest {

    private static final List<String> PACKAGES =
            List.of(
                    "org.commitdb.file",
                    "org.commitdb.file.storage",
                    "org.commitdb.file.log",
                    "org.commitdb.file.page",
                    "org.commitdb.file.btree",
                    "org.commitdb.file.blob");

    @Test
    void thereAreFortyAndEachIsDescribed() {
        assertEquals(40, FaultClass.values().length);
        Set<String> descriptions = new HashSet<>();
        for (FaultClass fault : FaultClass.values()) {
            assertFalse(fault.description().isBlank());
            assertTrue(descriptions.add(fault.description()), fault.toString());
        }
    }

    @Test
    void eachIsInjectedOrHasATest() {
        for (FaultClass fault : FaultClass.values()) {
            boolean exercised = fault.kind() != FaultClass.Kind.NAMED || !fault.tests().isEmpty();
            assertTrue(exercised, fault.toString());
        }
    }

    @Test
    void everyTestThatIsNamedExistsAndRuns() {
        for (FaultClass fault : FaultClass.values()) {
            for (String test : fault.tests()) {
                String[] parts = test.split("\\.", -1);
                List<Method> found =
                        PACKAGES.stream()
                                .flatMap(each -> classes(each + "." + parts[0]))
                                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                                .filter(method -> method.getName().equals(parts[1]))
                                .toList();
                assertEquals(1, found.size(), fault + ": " + test);
                assertTrue(found.getFirst().isAnnotationPresent(Test.class), test);
                assertFalse(found.getFirst().isAnnotationPresent(Disabled.class), test);
            }
        }
    }

    @Test
    void plansCoverEachClassAloneInPairsAndDuringRecovery() {
        int classes = FaultClass.injected().size();
        int pairs = classes * (classes - 1) / 2;
        // During recovery a pair counts twice: either may be the one that strikes then.
        assertEquals(2 * classes + 3 * pairs, FaultPlan.count());
        Set<FaultPlan> plans = new HashSet<>();
        for (long seed = 0; seed < FaultPlan.count(); seed++) {
            assertTrue(plans.add(FaultPlan.of(seed)));
        }
    }

    private static Stream<Class<?>> classes(String name) {
        try {
            return Stream.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Stream.empty();
        }
    }
}
