package org.commitdb.commit;

import java.util.Optional;

/// What an opcode does, as its name in command lines and reports and its byte in encodings.
public enum Verb {
    SET("set", 1),
    REMOVE("remove", 2),
    UPDATE("update", 3),
    UNION_IN_SET("union_in_set", 4),
    SUBTRACT_IN_SET("subtract_in_set", 5),
    UNION_IN_MAP("union_in_map", 6),
    UPDATE_IN_MAP("update_in_map", 7),
    SUBTRACT_IN_MAP("subtract_in_map", 8),
    INSERT_IN_XARRAY("insert_in_xarray", 9),
    UPDATE_IN_XARRAY("update_in_xarray", 10),
    REMOVE_IN_XARRAY("remove_in_xarray", 11);

    private static final Verb[] BY_CODE = byCode();

    private final String text;
    private final int code;

    Verb(String text, int code) {
        this.text = text;
        this.code = code;
    }

    private static Verb[] byCode() {
        Verb[] verbs = new Verb[values().length + 1];
        for (Verb verb : values()) {
            verbs[verb.code] = verb;
        }
        return verbs;
    }

    /// The verb whose byte is `code`.
    public static Optional<Verb> ofCode(int code) {
        return code > 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }

    /// The verb that `text` names.
    public static Optional<Verb> named(String text) {
        for (Verb verb : values()) {
            if (verb.text.equals(text)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    /// The byte that stands for this verb in encodings.
    public int code() {
        return code;
    }

    @Override
    public String toString() {
        return text;
    }
}
