package org.commitdb.dsm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commitdb.type.Identifiers;

/// A named set of function signatures, identified by its UUID. Kept with a model, never run.
///
/// **Errors**: [IllegalArgumentException] when a name is not a simple identifier, the UUID is nil,
/// two functions share a name, or a function is mutable outside of an attachment function pool.
public record FunctionPool(
        PoolKind kind, UUID uuid, String name, List<PoolFunction> functions, String documentation) {

    /// Copies the list and checks the content.
    public FunctionPool {
        Identifiers.requireSimple(name);
        Identifiers.requireNotNil(uuid, name);
        functions = List.copyOf(functions);
        Set<String> names = new HashSet<>();
        for (PoolFunction function : functions) {
            if (!names.add(function.name())) {
                throw new IllegalArgumentException(
                        "The function '"
                                + function.name()
                                + "' is already defined in pool '"
                                + name
                                + "'.");
            }
            if (function.mutable() && kind == PoolKind.FUNCTION) {
                throw new IllegalArgumentException(
                        "The function '"
                                + function.name()
                                + "' of function pool '"
                                + name
                                + "' must not be mutable.");
            }
        }
    }
}
