package org.commitdb.type;

/// The sorts of definitions.
public enum Kind {
    CONCEPT("concept"),
    CLUB("club"),
    ENUMERATION("enum"),
    STRUCTURE("struct"),
    ATTACHMENT("attachment");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /// The kind of `definition`.
    public static Kind of(Definition definition) {
        return switch (definition) {
            case Concept concept -> CONCEPT;
            case Club club -> CLUB;
            case Enumeration enumeration -> ENUMERATION;
            case Structure structure -> STRUCTURE;
            case Attachment attachment -> ATTACHMENT;
        };
    }

    /// The word that DSM has for this kind.
    public String word() {
        return word;
    }
}
