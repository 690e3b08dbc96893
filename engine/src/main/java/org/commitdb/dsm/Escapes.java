package org.commitdb.dsm;

import java.nio.charset.StandardCharsets;

/// Reads the escapes of strings and docstrings: a backslash before `"`, `\`, `/`, `b`, `f`, `n`,
/// `r`, `t`, or before `u` and four hex digits. An unknown escape stays as it is in a docstring and
/// is reported in a string.
///
/// @param begin where the string begins
/// @param lenient whether this is a docstring
record Escapes(Diagnostics diagnostics, Position begin, boolean lenient) {

    private static final int HEX_DIGITS = 4;

    String decode(String text, int from, int to) {
        StringBuilder decoded = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            int taken = 0;
            if (c == '\\') {
                taken = escape(text, at, to, decoded);
            }
            if (taken == 0) {
                decoded.append(c);
            }
            at += Math.max(1, taken);
        }
        String result = decoded.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(result)) {
            diagnostics.report(begin, "The string has an unpaired surrogate.");
            return "";
        }
        return result;
    }

    /// Appends what the escape at `at` means and returns its length; 0 when it is none.
    private int escape(String text, int at, int to, StringBuilder decoded) {
        char c = at + 1 < to ? text.charAt(at + 1) : 0;
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            decoded.append("\"\\/\b\f\n\r\t".charAt(simple));
            return 2;
        }
        if (c == 'u' && at + 2 + HEX_DIGITS <= to && isHex(text, at + 2)) {
            decoded.append((char) Integer.parseInt(text, at + 2, at + 2 + HEX_DIGITS, 16));
            return 2 + HEX_DIGITS;
        }
        if (!lenient) {
            String shown = at + 1 < to ? text.substring(at, text.offsetByCodePoints(at, 2)) : "\\";
            diagnostics.report(begin, "The escape '" + shown + "' in the string is unknown.");
        }
        return 0;
    }

    private static boolean isHex(String text, int at) {
        for (int i = at; i < at + HEX_DIGITS; i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
