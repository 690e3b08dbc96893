package org.commitdb.type;

/// What sort of scalar a literal is; follows the type of the place that it stands in.
public enum LiteralDomain {
    BOOLEAN("boolean"),
    INTEGER("integer"),
    FLOAT("float"),
    DOUBLE("double"),
    STRING("string"),
    UUID("uuid"),
    ENUMERATION_CASE("enumeration_case");

    private final String jsonName;

    LiteralDomain(String jsonName) {
        this.jsonName = jsonName;
    }

    @Override
    public String toString() {
        return jsonName;
    }
}
