package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.type.Field;
import org.commitdb.type.Type;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.CommitIdValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.FloatValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.MatValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

/// Makes trees of values.
final class ValueEncoder {

    Json encode(Value value, JsonPath path) {
        return switch (value) {
            case BoolValue bool -> new Json.JsonBoolean(bool.value());
            case IntegerValue integer -> new Json.JsonNumber(integer.toString());
            case FloatValue number -> number(number.value(), Float.toString(number.value()), path);
            case DoubleValue number ->
                    number(number.value(), Double.toString(number.value()), path);
            case StringValue string -> new Json.JsonString(string.value());
            case UuidValue uuid -> new Json.JsonString(uuid.value().toString());
            case BlobValue blob ->
                    new Json.JsonString(Base64.getEncoder().encodeToString(blob.toByteArray()));
            case BlobIdValue id -> new Json.JsonString(id.toString());
            case CommitIdValue id -> new Json.JsonString(id.toString());
            case EnumerationValue enumeration -> new Json.JsonString("." + enumeration.caseName());
            case StructureValue structure -> structure(structure, path);
            case VecValue vec -> vec(vec, path);
            case MatValue mat -> mat(mat, path);
            case TupleValue tuple -> {
                List<Json> items = new ArrayList<>();
                for (int i = 0; i < tuple.size(); i++) {
                    items.add(encode(tuple.get(i), path.item(i)));
                }
                yield new Json.JsonArray(items);
            }
            case OptionalValue optional ->
                    optional.value().map(held -> encode(held, path)).orElseGet(Json.JsonNull::new);
            case AnyValue any ->
                    any.value()
                            .map(held -> typed(held.type(), held, path))
                            .orElseGet(Json.JsonNull::new);
            case VariantValue variant ->
                    typed(
                            variant.type().alternatives().get(variant.index()),
                            variant.value(),
                            path);
            case Key key ->
                    new Json.JsonArray(
                            List.of(
                                    new Json.JsonString(key.instance().toString()),
                                    new Json.JsonString(key.concept().toString())));
            case VectorValue vector -> each(vector, path);
            case SetValue set -> each(set, path);
            case MapValue map -> map(map, path);
            case XArrayValue xarray -> xarray(xarray, path);
        };
    }

    private static Json number(double number, String text, JsonPath path) {
        if (!Double.isFinite(number)) {
            throw new JsonException(
                    JsonProblem.OUT_OF_RANGE, path.toString(), text + " has no JSON form");
        }
        return new Json.JsonNumber(text);
    }

    private Json typed(Type type, Value value, JsonPath path) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("type", EmbeddedType.encode(type));
        members.put("value", encode(value, path.member("value")));
        return Json.sorted(members);
    }

    private Json structure(StructureValue structure, JsonPath path) {
        LinkedHashMap<String, Json> members = new LinkedHashMap<>();
        for (Field field : structure.type().fields()) {
            members.put(
                    field.name(), encode(structure.get(members.size()), path.member(field.name())));
        }
        return new Json.JsonObject(members);
    }

    private Json vec(VecValue vec, JsonPath path) {
        List<Json> items = new ArrayList<>(vec.size());
        for (int i = 0; i < vec.size(); i++) {
            items.add(encode(vec.get(i), path.item(i)));
        }
        return new Json.JsonArray(items);
    }

    private Json mat(MatValue mat, JsonPath path) {
        List<Json> items = new ArrayList<>(mat.size());
        for (int i = 0; i < mat.size(); i++) {
            items.add(encode(mat.get(i), path.item(i)));
        }
        return new Json.JsonArray(items);
    }

    private Json each(Iterable<Value> values, JsonPath path) {
        List<Json> items = new ArrayList<>();
        for (Value value : values) {
            items.add(encode(value, path.item(items.size())));
        }
        return new Json.JsonArray(items);
    }

    private Json map(MapValue map, JsonPath path) {
        List<Json> items = new ArrayList<>();
        for (MapValue.Entry entry : map.entries()) {
            JsonPath item = path.item(items.size());
            Json key = encode(entry.key(), item.item(0));
            items.add(new Json.JsonArray(List.of(key, encode(entry.value(), item.item(1)))));
        }
        return new Json.JsonArray(items);
    }

    private Json xarray(XArrayValue xarray, JsonPath path) {
        List<Json> live = new ArrayList<>();
        List<Json> emptied = new ArrayList<>();
        LinkedHashMap<String, Json> elements = new LinkedHashMap<>();
        for (XArrayValue.Slot slot : xarray.slots()) {
            String position = slot.position().toString();
            Value value = slot.value();
            if (value != null) {
                live.add(new Json.JsonString(position));
                elements.put(position, encode(value, path.item(2).member(position)));
            } else if (slot.state() == SlotState.EMPTIED) {
                emptied.add(new Json.JsonString(position));
            }
        }
        return new Json.JsonArray(
                List.of(
                        new Json.JsonArray(live),
                        new Json.JsonArray(emptied),
                        new Json.JsonObject(elements)));
    }
}
