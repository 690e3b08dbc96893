package org.commitdb.tools.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuggestionsTest {

    private static final List<String> NAMES = List.of("demo", "dsm_util", "log", "merge", "heads");

    @Test
    void nearNamesAreFoundTheNearestFirst() {
        assertEquals(List.of("merge"), Suggestions.of("mrge", NAMES));
        assertEquals(List.of("log"), Suggestions.of("LGO", NAMES));
        assertEquals(List.of("dsm_util"), Suggestions.of("dsm-utils", NAMES));
    }

    @Test
    void theBeginningOfANameIsEnough() {
        assertEquals(List.of("dsm_util"), Suggestions.of("dsm", NAMES).subList(0, 1));
    }

    @Test
    void nothingIsFoundForWhatIsUnlikeAll() {
        assertEquals(List.of(), Suggestions.of("frobnicate", NAMES));
        assertEquals(List.of(), Suggestions.of("x".repeat(100_000), NAMES));
    }

    @Test
    void theQuestionIsThereOnlyWhenSomethingIsNear() {
        assertEquals("; did you mean 'merge'?", Suggestions.question("mrge", NAMES));
        assertEquals("", Suggestions.question("frobnicate", NAMES));
    }
}
