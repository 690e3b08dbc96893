package org.commitdb.dsm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commitdb.type.Identifiers;
import org.commitdb.type.Type;

/// The signature of a function of a pool.
///
/// **Errors**: [IllegalArgumentException] when a name is not a simple identifier or two parameters
/// share one.
///
/// @param mutable whether the function may change the state that it is given; only in an attachment
///   function pool
/// @param returnType the type of the result, `void` for none
public record PoolFunction(
        String name,
        boolean mutable,
        Type returnType,
        List<Parameter> parameters,
        String documentation) {

    /// Copies the list and checks the names.
    public PoolFunction {
        Identifiers.requireSimple(name);
        parameters = List.copyOf(parameters);
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException(
                        "The parameter '"
                                + parameter.name()
                                + "' is already defined in function '"
                                + name
                                + "'.");
            }
        }
    }
}
