package org.commitdb.tools.json;

import static org.commitdb.tools.json.TypeEncoder.string;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.commitdb.dsm.DsmModel;
import org.commitdb.dsm.FunctionPool;
import org.commitdb.dsm.PoolFunction;
import org.commitdb.dsm.PoolKind;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.Structure;

/// Writes a model as a tree of `.dsm.json`.
record DefinitionsEncoder(DsmModel model) {

    Json encode() {
        Definitions definitions = model.definitions();
        return Json.sorted(
                Map.of(
                        "concepts",
                        each(definitions.concepts(), DefinitionsEncoder::concept),
                        "clubs",
                        each(definitions.clubs(), DefinitionsEncoder::club),
                        "enumerations",
                        each(definitions.enumerations(), DefinitionsEncoder::enumeration),
                        "structures",
                        each(definitions.structures(), DefinitionsEncoder::structure),
                        "attachments",
                        each(definitions.attachments(), DefinitionsEncoder::attachment),
                        "function_pools",
                        each(model.pools(PoolKind.FUNCTION), DefinitionsEncoder::pool),
                        "attachment_function_pools",
                        each(model.pools(PoolKind.ATTACHMENT_FUNCTION), DefinitionsEncoder::pool)));
    }

    private static Json concept(Concept concept) {
        Concept parent = concept.parent();
        return definition(
                concept, parent == null ? Map.of() : Map.of("parent", TypeEncoder.encode(parent)));
    }

    private static Json club(Club club) {
        return definition(club, Map.of("members", each(club.members(), TypeEncoder::encode)));
    }

    private static Json enumeration(Enumeration enumeration) {
        Json cases =
                each(
                        enumeration.cases(),
                        each ->
                                Json.sorted(
                                        Map.of(
                                                "name",
                                                string(each.name()),
                                                "documentation",
                                                string(each.documentation()))));
        return definition(enumeration, Map.of("members", cases));
    }

    private static Json structure(Structure structure) {
        return definition(
                structure, Map.of("fields", each(structure.fields(), DefinitionsEncoder::field)));
    }

    private static Json field(Field field) {
        return Json.sorted(
                Map.of(
                        "name",
                        string(field.name()),
                        "documentation",
                        string(field.documentation()),
                        "type",
                        TypeEncoder.encode(field.type()),
                        "default_value",
                        TypeEncoder.encode(field.defaultValue())));
    }

    private static Json attachment(Attachment attachment) {
        return definition(
                attachment,
                Map.of(
                        "key_type",
                        TypeEncoder.encode(attachment.keyTarget()),
                        "document_type",
                        TypeEncoder.encode(attachment.documentType())));
    }

    private static Json definition(Definition definition, Map<String, Json> content) {
        Map<String, Json> members = new LinkedHashMap<>(content);
        members.put("namespace_uuid", string(definition.name().namespace().uuid().toString()));
        members.put("namespace_name", string(definition.name().namespace().name()));
        members.put("name", string(definition.name().name()));
        members.put("documentation", string(definition.documentation()));
        members.put("runtime_id", string(definition.runtimeId().toString()));
        return Json.sorted(members);
    }

    private static Json pool(FunctionPool pool) {
        return Json.sorted(
                Map.of(
                        "uuid",
                        string(pool.uuid().toString()),
                        "name",
                        string(pool.name()),
                        "documentation",
                        string(pool.documentation()),
                        "functions",
                        each(pool.functions(), function -> function(pool.kind(), function))));
    }

    private static Json function(PoolKind kind, PoolFunction function) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("documentation", string(function.documentation()));
        if (kind == PoolKind.ATTACHMENT_FUNCTION) {
            members.put("is_mutable", new Json.JsonBoolean(function.mutable()));
        }
        Json parameters =
                each(
                        function.parameters(),
                        each ->
                                Json.sorted(
                                        Map.of(
                                                "name",
                                                string(each.name()),
                                                "type",
                                                TypeEncoder.encode(each.type()))));
        members.put(
                "prototype",
                Json.sorted(
                        Map.of(
                                "name",
                                string(function.name()),
                                "parameters",
                                parameters,
                                "return_type",
                                TypeEncoder.encode(function.returnType()))));
        return Json.sorted(members);
    }

    private static <T> Json each(Collection<T> things, Function<T, Json> encoding) {
        return new Json.JsonArray(things.stream().map(encoding).toList());
    }
}
