package org.commitdb.dsm;

import org.commitdb.type.Identifiers;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A parameter of a pool function.
///
/// **Errors**: [IllegalArgumentException] when the name is not a simple identifier or the type is
/// `void`.
public record Parameter(String name, Type type) {

    /// Checks name and type.
    public Parameter {
        Identifiers.requireSimple(name);
        if (type == PrimitiveType.VOID) {
            throw new IllegalArgumentException("The type 'void' is only allowed as a return type.");
        }
    }
}
