package org.commitdb.path;

import java.util.UUID;
import java.util.function.BiFunction;
import org.commitdb.type.AnyType;
import org.commitdb.type.Type;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Value;

/// Reads the text form of paths.
///
/// What stands between braces may itself have braces and brackets when they are paired, and
/// anything in a string in double quotes.
final class PathParser {

    private static final int UUID_LENGTH = 36;

    private final String text;
    private final BiFunction<Type, String, Value> keys;
    private final PathBuilder builder;
    private int at;

    PathParser(Type document, String text, BiFunction<Type, String, Value> keys) {
        this.text = text;
        this.keys = keys;
        this.builder = new PathBuilder(document);
    }

    Path parse() {
        while (at < text.length()) {
            int start = at;
            try {
                builder.add(step());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "path '" + text + "', at character " + (start + 1) + ": " + e.getMessage(),
                        e);
            }
        }
        return builder.build();
    }

    private PathStep step() {
        return switch (text.charAt(at++)) {
            case '.' -> new PathStep.Field(name());
            case '[' -> new PathStep.Index(index(upTo(']')));
            case '{' -> new PathStep.Key(key(inBraces()));
            case '<' -> new PathStep.Position(uuid(upTo('>')));
            case '?' -> new PathStep.Unwrap();
            default -> throw new IllegalArgumentException("a step starts with . [ { < or ?");
        };
    }

    private String name() {
        int start = at;
        while (at < text.length() && ".[{<?".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String upTo(char close) {
        int end = text.indexOf(close, at);
        if (end < 0) {
            throw new IllegalArgumentException("'" + close + "' is missing");
        }
        String inside = text.substring(at, end);
        at = end + 1;
        return inside;
    }

    private String inBraces() {
        int start = at;
        int open = 1;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                skipString();
            } else if (c == '{') {
                open++;
            } else if (c == '}' && --open == 0) {
                return text.substring(start, at - 1);
            }
        }
        throw new IllegalArgumentException("'}' is missing");
    }

    private void skipString() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                at++;
            }
        }
    }

    private static int index(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("'" + digits + "' is no index");
        }
        return Integer.parseInt(digits);
    }

    static UUID uuid(String digits) {
        if (digits.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("'" + digits + "' is no UUID");
        }
        return UUID.fromString(digits);
    }

    private Value key(String inside) {
        Type type = builder.types().keyType();
        if (type != null) {
            return keys.apply(type, inside);
        }
        if (keys.apply(AnyType.ANY, inside) instanceof AnyValue any && !any.isNil()) {
            return any.value().orElseThrow();
        }
        throw new IllegalArgumentException("the type of the key '" + inside + "' is not known");
    }
}
