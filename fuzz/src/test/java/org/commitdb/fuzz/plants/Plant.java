package org.commitdb.fuzz.plants;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One bug to be planted.
///
/// **Shape** of the text:
///
/// ```
/// # What is broken, in one sentence.
/// file: org/commitdb/file/SyncThread.java
/// tests: org.commitdb.file.SomeTest org.commitdb.file.OtherTest#method
/// --- was
/// text that stands exactly once in the file
/// --- is
/// text that takes its place
/// ```
///
/// White space counts only as a separator of words, so that formatting does no harm.
///
/// @param name what reports call it
/// @param what what is broken
/// @param file the source, below the engine's source folder
/// @param tests of which one at least must fail: classes, or methods after `#`
/// @param was the sound text
/// @param is the broken text
record Plant(String name, String what, String file, List<String> tests, String was, String is) {

    private static final Pattern SHAPE =
            Pattern.compile(
                    "# (?<what>[^\n]+)\nfile: (?<file>[^\n]+)\ntests: (?<tests>[^\n]+)\n"
                            + "--- was\n(?<was>.+)\n--- is\n(?<is>.*)",
                    Pattern.DOTALL);

    /// The plant that `text` describes.
    ///
    /// **Errors**: [IllegalArgumentException] that names it.
    static Plant parse(String name, String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " does not have the shape of a plant");
        }
        return new Plant(
                name,
                matcher.group("what"),
                matcher.group("file"),
                List.of(matcher.group("tests").split(" +")),
                matcher.group("was"),
                matcher.group("is"));
    }

    /// The broken source; empty when the sound text does not stand exactly once in `source`.
    Optional<String> applyTo(String source) {
        Pattern words =
                Pattern.compile(
                        Arrays.stream(was.strip().split("\\s+"))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("\\s+")));
        Matcher matcher = words.matcher(source);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String broken = source.substring(0, matcher.start()) + is + source.substring(matcher.end());
        return matcher.find() ? Optional.empty() : Optional.of(broken);
    }
}
