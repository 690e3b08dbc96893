package org.commitdb.tools.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/// Writes JSON text: compact, or two spaces a level; characters beyond ASCII as they are.
final class JsonWriter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder()
                                    .maxNestingDepth(JsonReader.MAXIMUM_DEPTH)
                                    .build())
                    .build();

    private JsonWriter() {}

    static String write(Json json, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (indented) {
                DefaultIndenter lines = new DefaultIndenter("  ", "\n");
                generator.setPrettyPrinter(
                        new DefaultPrettyPrinter()
                                .withObjectIndenter(lines)
                                .withArrayIndenter(lines));
            }
            node(generator, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void node(JsonGenerator generator, Json json) throws IOException {
        switch (json) {
            case Json.JsonObject object -> {
                generator.writeStartObject();
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    generator.writeFieldName(member.getKey());
                    node(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case Json.JsonArray array -> {
                generator.writeStartArray();
                for (Json item : array.items()) {
                    node(generator, item);
                }
                generator.writeEndArray();
            }
            case Json.JsonString string -> generator.writeString(string.text());
            case Json.JsonNumber number -> generator.writeNumber(number.text());
            case Json.JsonBoolean bool -> generator.writeBoolean(bool.value());
            case Json.JsonNull none -> generator.writeNull();
        }
    }
}
