package org.commitdb.type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A type with a fixed list of named cases, ordered by declaration. **Invariants**: 1 to 256 cases,
/// all different.
///
/// **Invariants**: equal when name and runtime id are.
public final class Enumeration implements Definition, Type {

    /// The most cases that an enumeration may have.
    public static final int MAXIMUM_CASES = 256;

    private final QualifiedName name;
    private final Map<String, Integer> indexes;
    private final List<EnumerationCase> cases;
    private final String documentation;
    private final RuntimeId runtimeId;

    /// A definition with this content; its runtime id is computed.
    public Enumeration(QualifiedName name, List<EnumerationCase> cases, String documentation) {
        Identifiers.requireNotBuiltIn(name.name());
        TypeChecks.text("documentation of '" + name + "'", documentation);
        this.name = name;
        this.cases = List.copyOf(cases);
        this.documentation = documentation;
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("The enum '" + name + "' has no case.");
        }
        if (cases.size() > MAXIMUM_CASES) {
            throw new IllegalArgumentException(
                    "The enum '"
                            + name
                            + "' has "
                            + cases.size()
                            + " cases, the limit is "
                            + MAXIMUM_CASES
                            + ".");
        }
        Map<String, Integer> indexes = new HashMap<>();
        for (EnumerationCase each : cases) {
            if (indexes.put(each.name(), indexes.size()) != null) {
                throw new IllegalArgumentException(
                        "The case '"
                                + each.name()
                                + "' is already defined in enum '"
                                + name
                                + "'.");
            }
        }
        this.indexes = Map.copyOf(indexes);
        this.runtimeId = RuntimeIds.of(this);
    }

    @Override
    public QualifiedName name() {
        return name;
    }

    /// The cases, in order.
    public List<EnumerationCase> cases() {
        return cases;
    }

    @Override
    public String documentation() {
        return documentation;
    }

    @Override
    public RuntimeId runtimeId() {
        return runtimeId;
    }

    /// The index of the case named `caseName`, -1 when there is none.
    public int indexOf(String caseName) {
        return indexes.getOrDefault(caseName, -1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Enumeration that
                && runtimeId.equals(that.runtimeId)
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return runtimeId.hashCode();
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
