package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
import org.commitdb.type.Literal;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.QualifiedName;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;

/// Writes types and default literals in the form of `.dsm.json`, where named types stand by name.
final class TypeEncoder {

    private static final UUID NIL = new UUID(0, 0);

    private TypeEncoder() {}

    static Json type(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> reference("primitive", NIL, "", primitive.toString());
            case AnyType any -> reference("any", NIL, "", any.toString());
            case Enumeration enumeration -> reference("enumeration", enumeration);
            case Structure structure -> reference("structure", structure);
            case VecType vec ->
                    typed(
                            "vec",
                            Map.of(
                                    "element_type",
                                    type(vec.element()),
                                    "size",
                                    number(vec.size())));
            case MatType mat ->
                    typed(
                            "mat",
                            Map.of(
                                    "element_type",
                                    type(mat.element()),
                                    "columns",
                                    number(mat.columns()),
                                    "rows",
                                    number(mat.rows())));
            case TupleType tuple -> typed("tuple", Map.of("types", types(tuple.elements())));
            case VariantType variant ->
                    typed("variant", Map.of("types", types(variant.alternatives())));
            case OptionalType optional -> element("optional", type(optional.element()));
            case VectorType vector -> element("vector", type(vector.element()));
            case SetType set -> element("set", type(set.element()));
            case XArrayType xarray -> element("xarray", type(xarray.element()));
            case KeyType key -> element("key", target(key.target()));
            case MapType map ->
                    typed(
                            "map",
                            Map.of(
                                    "key_type",
                                    type(map.key()),
                                    "element_type",
                                    type(map.element())));
        };
    }

    static Json target(KeyTarget target) {
        return switch (target) {
            case Concept concept -> reference("concept", concept);
            case Club club -> reference("club", club);
            case AnyConcept any -> reference("any_concept", NIL, "", any.toString());
        };
    }

    static Json literal(Literal literal) {
        return switch (literal) {
            case Literal.None none -> scalar("none", "");
            case Literal.Scalar scalar -> scalar(scalar.domain().toString(), scalar.text());
            case Literal.Members list -> {
                List<Json> members = new ArrayList<>();
                list.members().forEach(member -> members.add(literal(member)));
                yield typed("literal_list", Map.of("members", new Json.JsonArray(members)));
            }
        };
    }

    static Json string(String text) {
        return new Json.JsonString(text);
    }

    private static Json scalar(String domain, String text) {
        return typed("literal_value", Map.of("domain", string(domain), "value", string(text)));
    }

    private static Json reference(String domain, Definition definition) {
        QualifiedName name = definition.name();
        return reference(domain, name.namespace().uuid(), name.namespace().name(), name.name());
    }

    private static Json reference(
            String domain, UUID namespace, String namespaceName, String name) {
        return typed(
                "reference",
                Map.of(
                        "domain",
                        string(domain),
                        "name",
                        string(name),
                        "namespace_name",
                        string(namespaceName),
                        "namespace_uuid",
                        string(namespace.toString())));
    }

    private static Json element(String className, Json element) {
        return typed(className, Map.of("element_type", element));
    }

    private static Json types(List<Type> types) {
        return new Json.JsonArray(types.stream().map(TypeEncoder::type).toList());
    }

    private static Json number(int number) {
        return new Json.JsonNumber(Integer.toString(number));
    }

    private static Json typed(String className, Map<String, Json> members) {
        Map<String, Json> all = new LinkedHashMap<>(members);
        all.put("class_name", string(className));
        return Json.sorted(all);
    }
}
