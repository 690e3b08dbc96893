package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commitdb.dsm.FunctionPool;
import org.commitdb.dsm.Parameter;
import org.commitdb.dsm.PoolFunction;
import org.commitdb.dsm.PoolKind;
import org.commitdb.type.Type;

/// Reads the function pools of `.dsm.json`.
record PoolDecoder(TypeDecoder types) {

    List<FunctionPool> decode(Place root) {
        List<FunctionPool> pools = new ArrayList<>();
        root.arrayMember("function_pools")
                .forEach(place -> pools.add(pool(PoolKind.FUNCTION, place)));
        root.arrayMember("attachment_function_pools")
                .forEach(place -> pools.add(pool(PoolKind.ATTACHMENT_FUNCTION, place)));
        return pools;
    }

    private FunctionPool pool(PoolKind kind, Place place) {
        place.object(Set.of("documentation", "functions", "name", "uuid"));
        UUID uuid = place.uuidMember("uuid");
        String name = place.textMember("name");
        String documentation = place.textMember("documentation");
        List<PoolFunction> functions = new ArrayList<>();
        place.arrayMember("functions").forEach(each -> functions.add(function(kind, each)));
        return CompositeTypes.sound(
                place, () -> new FunctionPool(kind, uuid, name, functions, documentation));
    }

    private PoolFunction function(PoolKind kind, Place place) {
        boolean attached = kind == PoolKind.ATTACHMENT_FUNCTION;
        place.object(
                attached
                        ? Set.of("documentation", "is_mutable", "prototype")
                        : Set.of("documentation", "prototype"));
        boolean mutable = attached && place.boolMember("is_mutable");
        String documentation = place.textMember("documentation");
        Place prototype =
                place.member("prototype").object(Set.of("name", "parameters", "return_type"));
        String name = prototype.textMember("name");
        Type returnType = types.decode(prototype.member("return_type"), 1);
        List<Parameter> parameters = new ArrayList<>();
        for (Place each : prototype.arrayMember("parameters")) {
            each.object(Set.of("name", "type"));
            String parameter = each.textMember("name");
            Type type = types.decode(each.member("type"), 1);
            parameters.add(CompositeTypes.sound(each, () -> new Parameter(parameter, type)));
        }
        return CompositeTypes.sound(
                prototype,
                () -> new PoolFunction(name, mutable, returnType, parameters, documentation));
    }
}
