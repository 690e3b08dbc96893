package org.commitdb.type;

import java.util.Set;
import java.util.UUID;

/// The rules for names in DSM.
///
/// A simple identifier is an ASCII letter, then ASCII letters, digits and underscores, and is no
/// reserved word. Type words such as `key` or `string` are not reserved, but no concept, club,
/// enumeration or structure may be called like a type.
public final class Identifiers {

    /// The words that name nothing.
    public static final Set<String> RESERVED_WORDS =
            Set.of(
                    "namespace",
                    "concept",
                    "club",
                    "membership",
                    "enum",
                    "struct",
                    "function_pool",
                    "attachment_function_pool",
                    "mutable",
                    "true",
                    "false");

    private static final UUID NIL = new UUID(0, 0);

    private Identifiers() {}

    /// Whether `text` is a simple identifier or a reserved word.
    public static boolean isWord(String text) {
        if (text.isEmpty() || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isPart(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether an identifier may begin with `c`.
    public static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// Whether an identifier may go on with `c`.
    public static boolean isPart(int c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
    }

    /// Whether `name` names a type everywhere: a primitive, `any` or `any_concept`.
    public static boolean isBuiltInType(String name) {
        return name.equals("any")
                || name.equals("any_concept")
                || PrimitiveType.named(name).isPresent();
    }

    /// Refuses `name` with an [IllegalArgumentException] unless it is a simple identifier.
    public static String requireSimple(String name) {
        if (!isWord(name)) {
            throw new IllegalArgumentException(
                    "The name '" + name + "' must be a simple identifier.");
        }
        if (RESERVED_WORDS.contains(name)) {
            throw new IllegalArgumentException("The name '" + name + "' is reserved.");
        }
        return name;
    }

    /// Refuses `name` with an [IllegalArgumentException] when it names a type everywhere.
    public static void requireNotBuiltIn(String name) {
        if (isBuiltInType(name)) {
            throw new IllegalArgumentException("The name '" + name + "' is reserved.");
        }
    }

    /// Refuses the nil `uuid`, which belongs to the primitives, with an [IllegalArgumentException]
    /// that names `owner`.
    public static void requireNotNil(UUID uuid, String owner) {
        if (uuid.equals(NIL)) {
            throw new IllegalArgumentException("The uuid of '" + owner + "' must not be nil.");
        }
    }
}
