package org.commitdb.tools.blob;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobStatistics;

/// What is known of blobs, as JSON.
final class BlobJson {

    private BlobJson() {}

    /// Writes an object about one blob.
    static void write(JsonGenerator json, BlobInfo info) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", info.id().toString());
        json.writeStringField("layout", info.layout());
        json.writeNumberField("size", info.size());
        json.writeNumberField("stored", info.storedSize());
        json.writeEndObject();
    }

    /// Writes an object about several.
    static void write(JsonGenerator json, BlobStatistics statistics) throws IOException {
        json.writeStartObject();
        json.writeNumberField("blobs", statistics.count());
        json.writeNumberField("size", statistics.size());
        json.writeNumberField("stored", statistics.storedSize());
        json.writeEndObject();
    }
}
