package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.error.DefinitionsException;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsExtension;

/// What DSM text means: a registry, and function pools, which belong to the model alone and not to
/// a database.
///
/// **Invariants**: pool UUIDs are all different; the types of pools are over the definitions.
/// **Threads**: any. **Errors**: [IllegalArgumentException] when an invariant is broken.
public record DsmModel(Definitions definitions, List<FunctionPool> pools) {

    /// Copies the list and checks the invariants.
    public DsmModel {
        pools = List.copyOf(pools);
        Map<UUID, FunctionPool> known = new HashMap<>();
        for (FunctionPool pool : pools) {
            FunctionPool first = known.putIfAbsent(pool.uuid(), pool);
            if (first != null) {
                throw new IllegalArgumentException(
                        "The pool uuid {"
                                + pool.uuid()
                                + "} is already used by '"
                                + first.name()
                                + "'.");
            }
            for (PoolFunction function : pool.functions()) {
                requireKnown(definitions, pool, function);
            }
        }
    }

    /// A model without pools.
    public DsmModel(Definitions definitions) {
        this(definitions, List.of());
    }

    /// The pools of one kind, in declaration order.
    public List<FunctionPool> pools(PoolKind kind) {
        return pools.stream().filter(pool -> pool.kind() == kind).toList();
    }

    /// This model and what `source` has besides, by the rules of [Definitions#extend]; a pool that
    /// both have must be the same.
    ///
    /// **Errors**: [DefinitionsException] with every conflict.
    public DsmModel extend(DsmModel source) {
        DefinitionsExtension extension = definitions.extend(source.definitions);
        Map<UUID, FunctionPool> known = new HashMap<>();
        pools.forEach(pool -> known.put(pool.uuid(), pool));
        List<FunctionPool> united = new ArrayList<>(pools);
        List<String> conflicts = new ArrayList<>();
        for (FunctionPool pool : source.pools) {
            FunctionPool present = known.putIfAbsent(pool.uuid(), pool);
            if (present == null) {
                united.add(pool);
            } else if (!present.equals(pool)) {
                conflicts.add(
                        "The pool '"
                                + pool.name()
                                + "' {"
                                + pool.uuid()
                                + "} is already defined with another content.");
            }
        }
        if (!conflicts.isEmpty()) {
            throw new DefinitionsException(conflicts);
        }
        return new DsmModel(extension.definitions(), united);
    }

    private static void requireKnown(
            Definitions definitions, FunctionPool pool, PoolFunction function) {
        boolean known =
                definitions.covers(function.returnType())
                        && function.parameters().stream()
                                .allMatch(each -> definitions.covers(each.type()));
        if (!known) {
            throw new IllegalArgumentException(
                    "The function '"
                            + function.name()
                            + "' of pool '"
                            + pool.name()
                            + "' has a type that is not among the definitions.");
        }
    }
}
