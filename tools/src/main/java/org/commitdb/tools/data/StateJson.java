package org.commitdb.tools.data;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.commitdb.state.AttachmentGetting;
import org.commitdb.state.CommitState;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.AttachmentNames;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Writes the documents of a state as one JSON object, document by document.
///
/// **Shape**: `{"commit": id or null, "attachments": {name: [{"key": …, "value": …}, …], …}}`, each
/// document on a line of its own; attachments by name, also those without documents; documents in
/// the order of their keys' instances.
final class StateJson {

    private final AttachmentNames names;
    private final JsonValues values;

    StateJson(Definitions definitions) {
        this.names = new AttachmentNames(definitions);
        this.values = new JsonValues(definitions);
    }

    void write(JsonGenerator json, CommitState state, Collection<Attachment> attachments)
            throws IOException {
        json.setPrettyPrinter(new DocumentLines());
        json.writeStartObject();
        json.writeFieldName("commit");
        if (state.id().isNone()) {
            json.writeNull();
        } else {
            json.writeString(state.id().toString());
        }
        json.writeObjectFieldStart("attachments");
        for (Attachment attachment : attachments) {
            json.writeArrayFieldStart(names.name(attachment));
            writeDocuments(json, state.attachmentGetting(), attachment);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeDocuments(
            JsonGenerator json, AttachmentGetting documents, Attachment attachment)
            throws IOException {
        try (Stream<Map.Entry<Key, Value>> entries = documents.entries(attachment)) {
            for (Iterator<Map.Entry<Key, Value>> each = entries.iterator(); each.hasNext(); ) {
                Map.Entry<Key, Value> entry = each.next();
                json.writeStartObject();
                json.writeFieldName("key");
                values.write(json, entry.getKey());
                json.writeFieldName("value");
                writeDocument(json, attachment, entry);
                json.writeEndObject();
            }
        }
    }

    private void writeDocument(
            JsonGenerator json, Attachment attachment, Map.Entry<Key, Value> entry)
            throws IOException {
        try {
            values.write(json, entry.getValue());
        } catch (RequestFailedException e) {
            throw new RequestFailedException(
                    attachment
                            + " of "
                            + entry.getKey().instance()
                            + " has no JSON form: "
                            + e.getMessage(),
                    e);
        }
    }

    /// The only arrays are those of documents: values come as text.
    private static final class DocumentLines extends MinimalPrettyPrinter {

        private static final long serialVersionUID = 1L;

        @Override
        public void beforeArrayValues(JsonGenerator json) throws IOException {
            json.writeRaw('\n');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n");
        }
    }
}
