package org.commitdb.remote;

/// Text of a peer as it may stand in a log: one line, no control characters, not long.
final class ServerLogText {

    private static final int MAX_LENGTH = 300;

    private ServerLogText() {}

    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
            char c = text.charAt(i);
            safe.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return text.length() > MAX_LENGTH ? safe.append('…').toString() : safe.toString();
    }
}
