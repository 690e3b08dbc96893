package org.commitdb.type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A type with named fields, in order. **Invariants**: at least one field, names all different;
/// depth and extent within the bounds of [Type]; equal when name and runtime id are.
public final class Structure implements Definition, Type {

    private final QualifiedName name;
    private final Map<String, Integer> indexes;
    private final List<Field> fields;
    private final String documentation;
    private final RuntimeId runtimeId;
    private final int depth;
    private final long zeroScalars;
    private final DefaultValue zero;

    /// A definition with this content; its runtime id is computed.
    public Structure(QualifiedName name, List<Field> fields, String documentation) {
        Identifiers.requireNotBuiltIn(name.name());
        TypeChecks.text("documentation of '" + name + "'", documentation);
        this.name = name;
        this.fields = List.copyOf(fields);
        this.documentation = documentation;
        Map<String, Integer> indexes = new HashMap<>();
        for (Field field : fields) {
            if (indexes.put(field.name(), indexes.size()) != null) {
                throw new IllegalArgumentException(
                        "The field '"
                                + field.name()
                                + "' is already defined in struct '"
                                + name
                                + "'.");
            }
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("The struct '" + name + "' has no field.");
        }
        this.indexes = Map.copyOf(indexes);
        this.depth = depth(name, fields);
        this.zeroScalars = fields.stream().mapToLong(TypeExtent::zeroScalars).sum();
        TypeChecks.extent("struct '" + name + "'", zeroScalars);
        this.zero = new DefaultValue.Several(fields.stream().map(DefaultReader::initial).toList());
        this.runtimeId = RuntimeIds.of(this);
    }

    @Override
    public QualifiedName name() {
        return name;
    }

    /// The fields, in order.
    public List<Field> fields() {
        return fields;
    }

    @Override
    public String documentation() {
        return documentation;
    }

    @Override
    public RuntimeId runtimeId() {
        return runtimeId;
    }

    /// The index of the field named `fieldName`, -1 when there is none.
    public int indexOf(String fieldName) {
        return indexes.getOrDefault(fieldName, -1);
    }

    /// See [Type#MAXIMUM_DEPTH].
    int depth() {
        return depth;
    }

    /// See [Type#MAXIMUM_ZERO_SCALARS].
    long zeroScalars() {
        return zeroScalars;
    }

    /// What a new structure holds.
    DefaultValue zero() {
        return zero;
    }

    private static int depth(QualifiedName name, List<Field> fields) {
        int depth = 1 + TypeExtent.deepest(fields.stream().map(Field::type).toList());
        if (depth > MAXIMUM_DEPTH) {
            throw new IllegalArgumentException(
                    "The struct '" + name + "' nests deeper than " + MAXIMUM_DEPTH + " levels.");
        }
        return depth;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Structure that
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
