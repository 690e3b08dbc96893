package org.commitdb.remote.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tables of `docs/reference/wire-protocol.md` say what the code does.
final class WireProtocolTest {

    private static final Pattern TYPE = Pattern.compile("\\| ([0-9A-F]{2})( \\*\\*W\\*\\*)? \\|.*");
    private static final Pattern CODE =
            Pattern.compile("\\| ([0-9]+) \\| ([A-Z_]+)\\b.*\\|(.*)\\|");

    private static String document() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/reference/wire-protocol.md"))) {
            folder = folder.getParent();
            assertNotNull(folder, "the document is not above the working folder");
        }
        return Files.readString(folder.resolve("docs/reference/wire-protocol.md"));
    }

    @Test
    void everyTypeIsInTheTables() throws IOException {
        Map<Integer, Boolean> documented = new HashMap<>();
        document()
                .lines()
                // The codes of failures are written with two digits, too.
                .takeWhile(line -> !line.equals("### Failures"))
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .forEach(row ->
                        documented.put(Integer.parseInt(row.group(1), 16), row.group(2) != null));
        Map<Integer, Boolean> actual = new HashMap<>();
        for (RequestType type : RequestType.values()) {
            actual.put(type.code(), type.writes());
        }
        for (ReplyType type : ReplyType.values()) {
            actual.put(type.code(), false);
        }
        assertEquals(actual, documented);
    }

    @Test
    void everyFailureIsInTheTable() throws IOException {
        Map<String, Integer> documented = new HashMap<>();
        document()
                .lines()
                .map(CODE::matcher)
                .filter(Matcher::matches)
                .forEach(row -> {
                    documented.put(row.group(2), Integer.parseInt(row.group(1)));
                    assertEquals(
                            ErrorCode.valueOf(row.group(2)).endsConnection(),
                            row.group(3).contains("ends"));
                });
        Map<String, Integer> actual = new HashMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            actual.put(code.name(), code.code());
        }
        assertEquals(actual, documented);
    }

    @Test
    void sizesAreThoseOfTheDocument() throws IOException {
        String text = document();
        assertTrue(text.contains("port " + Protocol.PORT));
        assertTrue(text.contains("at most " + Protocol.MAX_HELLO_SIZE + " bytes for the hello"));
        assertTrue(text.contains("| " + Frame.HEADER_SIZE + " | length | body |"));
    }
}
