package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commitdb.type.Type;
import org.jspecify.annotations.Nullable;

/// Checks function pools and makes their signatures.
final class PoolResolver {

    private static final UUID NIL = new UUID(0, 0);

    private final TypeResolver types;
    private final Diagnostics diagnostics;

    PoolResolver(TypeResolver types, Diagnostics diagnostics) {
        this.types = types;
        this.diagnostics = diagnostics;
    }

    /// The pools that are sound.
    List<FunctionPool> resolve(List<SyntaxTree.Pool> declarations) {
        Map<UUID, String> known = new HashMap<>();
        List<FunctionPool> pools = new ArrayList<>();
        for (SyntaxTree.Pool declaration : declarations) {
            UUID uuid = declaration.uuid().value();
            String name = declaration.name().simple();
            List<PoolFunction> functions = functions(declaration);
            String first = known.putIfAbsent(uuid, name);
            if (uuid.equals(NIL)) {
                report(
                        declaration.uuid().position(),
                        "The uuid of '" + name + "' must not be nil.");
            } else if (first != null) {
                report(
                        declaration.uuid().position(),
                        "The pool uuid {" + uuid + "} is already used by '" + first + "'.");
            } else {
                pools.add(
                        new FunctionPool(
                                declaration.kind(),
                                uuid,
                                name,
                                functions,
                                declaration.documentation()));
            }
        }
        return pools;
    }

    private List<PoolFunction> functions(SyntaxTree.Pool pool) {
        Set<String> known = new HashSet<>();
        List<PoolFunction> functions = new ArrayList<>();
        for (SyntaxTree.PoolFunction declaration : pool.functions()) {
            String name = declaration.name().simple();
            PoolFunction function = function(declaration);
            if (!known.add(name)) {
                report(
                        declaration.name().position(),
                        "The function '"
                                + name
                                + "' is already defined in pool '"
                                + pool.name().text()
                                + "'.");
            } else if (function != null) {
                functions.add(function);
            }
        }
        return functions;
    }

    private @Nullable PoolFunction function(SyntaxTree.PoolFunction declaration) {
        String name = declaration.name().simple();
        Type returnType = types.result(declaration.returnType(), null);
        Set<String> known = new HashSet<>();
        List<Parameter> parameters = new ArrayList<>();
        for (SyntaxTree.PoolParameter each : declaration.parameters()) {
            String parameter = each.name().simple();
            Type type = types.value(each.type(), null);
            if (!known.add(parameter)) {
                report(
                        each.name().position(),
                        "The parameter '"
                                + parameter
                                + "' is already defined in function '"
                                + name
                                + "'.");
            } else if (type != null) {
                parameters.add(new Parameter(parameter, type));
            }
        }
        return returnType == null || parameters.size() != declaration.parameters().size()
                ? null
                : new PoolFunction(
                        name,
                        declaration.mutable(),
                        returnType,
                        parameters,
                        declaration.documentation());
    }

    private void report(Position position, String message) {
        diagnostics.report(position, message);
    }
}
