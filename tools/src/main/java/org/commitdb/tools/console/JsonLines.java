package org.commitdb.tools.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes JSON to a console's result, one value a line.
///
/// **Threads**: one.
public final class JsonLines {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .build();

    private final Console console;

    /// Writes to this console.
    public JsonLines(Console console) {
        this.console = console;
    }

    /// Writes one JSON value.
    @FunctionalInterface
    public interface JsonValue {
        /// Writes the value, whole, to `json`.
        void writeTo(JsonGenerator json) throws IOException;
    }

    /// Writes one value and ends its line.
    public void line(JsonValue value) {
        write(value);
        console.line();
    }

    /// Writes one value.
    public void write(JsonValue value) {
        try (JsonGenerator json = FACTORY.createGenerator(console.out())) {
            value.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
