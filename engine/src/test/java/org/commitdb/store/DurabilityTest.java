package org.commitdb.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DurabilityTest {

    @Test
    void anyLevelMayBeTheFirstThatIsUsed() throws Exception {
        URL classes = Durability.class.getProtectionDomain().getCodeSource().getLocation();
        for (Class<?> level : Durability.class.getPermittedSubclasses()) {
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
                Class<?> copy = Class.forName(level.getName(), true, loader);
                Object made =
                        level.getRecordComponents().length == 0
                                ? copy.getConstructor().newInstance()
                                : copy.getConstructor(Duration.class)
                                        .newInstance(Duration.ofMillis(5));
                assertEquals(level.getSimpleName(), made.getClass().getSimpleName());
            }
        }
    }

    @Test
    void windowsOutOfRangeAreRefused() {
        for (long millis : new long[] {-1, 0, 1001}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Durability.Group(Duration.ofMillis(millis)));
        }
        assertEquals(Duration.ofSeconds(1), new Durability.Group(Duration.ofSeconds(1)).window());
    }
}
