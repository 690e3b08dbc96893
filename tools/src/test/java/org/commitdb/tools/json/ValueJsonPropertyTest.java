package org.commitdb.tools.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.type.Definitions;
import org.commitdb.type.MapType;
import org.commitdb.type.RandomDefinitions;
import org.commitdb.type.SetType;
import org.commitdb.type.Type;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;

/// Values of every type survive the round trip, and no text breaks the reader.
final class ValueJsonPropertyTest {

    @Property(tries = 2000)
    void valuesSurviveTheRoundTrip(@ForAll long seed) {
        Random random = new Random(seed);
        Definitions definitions = RandomDefinitions.of(seed % 100);
        Type type = RandomDefinitions.type(seed, definitions, 4);
        Value value = new RandomValues(random, definitions).value(type, 4);
        ValueJson json = new ValueJson(definitions);
        String text = json.encode(value);
        Value read = json.decode(type, text);
        assertEquals(value, read, text);
        assertEquals(text, json.encode(read));
        assertEquals(value, json.decode(type, json.encodeIndented(value)));
    }

    @Property(tries = 300)
    void orderOfInsertionDoesNotShow(@ForAll long seed) {
        Random random = new Random(seed);
        Definitions definitions = RandomDefinitions.of(seed % 100);
        Type element = RandomDefinitions.type(seed, definitions, 2);
        RandomValues values = new RandomValues(random, definitions);
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            elements.add(values.value(element, 2));
        }
        ValueJson json = new ValueJson(definitions);
        SetType set = new SetType(element);
        MapType map = new MapType(element, element);
        String setText = json.encode(SetValue.of(set, elements));
        String mapText = json.encode(identity(map, elements));
        Collections.shuffle(elements, random);
        assertEquals(setText, json.encode(SetValue.of(set, elements)));
        assertEquals(mapText, json.encode(identity(map, elements)));
    }

    @Property(tries = 1500)
    void mutatedTextIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        Definitions definitions = RandomDefinitions.of(seed % 100);
        Type type = RandomDefinitions.type(seed, definitions, 3);
        ValueJson json = new ValueJson(definitions);
        StringBuilder text =
                new StringBuilder(
                        json.encode(new RandomValues(random, definitions).value(type, 3)));
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(text.length());
            text.setCharAt(at, "{}[]\",:0123456789-.eEnulltrue\\".charAt(random.nextInt(30)));
        }
        Value read;
        try {
            read = json.decode(type, text.toString());
        } catch (JsonException e) {
            assertNotNull(e.problem());
            return;
        }
        assertEquals(read, json.decode(type, json.encode(read)), () -> text + " of " + type);
    }

    private static MapValue identity(MapType type, List<Value> elements) {
        MapValue.Builder builder = MapValue.empty(type).toBuilder();
        elements.forEach(element -> builder.put(element, element));
        return builder.build();
    }
}
