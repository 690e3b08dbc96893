package org.commitdb.tools.json;

/// Why a JSON text was refused.
public enum JsonProblem {
    /// The text is no JSON, or nests too deep, or names a member twice.
    MALFORMED_DOCUMENT,
    /// A node is of another sort.
    EXPECTED_TYPE,
    /// A member is missing.
    EXPECTED_MEMBER,
    /// A member is of another sort.
    EXPECTED_MEMBER_TYPE,
    /// There is a member that the format does not know.
    UNKNOWN_MEMBER,
    /// A word or an id is none of those that may stand there.
    UNKNOWN_VALUE,
    /// Definitions that break a rule of the language, or carry another runtime id than their
    /// content has.
    UNSOUND_DEFINITION,
    /// A number is out of the range of its type, or has no JSON form.
    OUT_OF_RANGE,
    /// A text is no UUID, no id, no Base64, or no Unicode.
    MALFORMED_TEXT,
    /// A case is not a dot and a name.
    MALFORMED_ENUMERATION_CASE,
    /// A key's concept does not descend from a member of the club.
    NOT_A_CLUB_MEMBER_DESCENDANT,
    /// A key's concept does not descend from the concept.
    NOT_A_CONCEPT_DESCENDANT,
    /// A type is no alternative of the variant.
    NOT_A_MEMBER_OF_VARIANT
}
