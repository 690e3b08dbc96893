package org.commitdb;

/// How much the costly tests do: enough to notice a mistake in every build, all that the project
/// promises in the long profile (`./mvnw -Plong …`, or `-Dcommitdb.long=true`).
public final class LongProfile {

    private static final String SWITCH = "commitdb.long";

    private LongProfile() {}

    /// Whether the long profile runs.
    public static boolean isOn() {
        return Boolean.getBoolean(SWITCH);
    }

    /// The number that fits the profile; the system property `name` overrules both.
    public static int pick(String name, int usual, int longer) {
        return Integer.getInteger(name, isOn() ? longer : usual);
    }
}
