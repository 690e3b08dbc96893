package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Holds whole states to the oracle.
public final class OracleChecks {

    private OracleChecks() {}

    /// Holds every document of `found` to `expected`, in order.
    public static void assertStateEquals(
            DocumentModel model, NaiveHistory.State expected, CommitState found) {
        for (Attachment attachment : model.attachments()) {
            Map<Key, Value> wanted = expected.entries(attachment);
            List<Map.Entry<Key, Value>> entries =
                    found.attachmentGetting().entries(attachment).toList();
            assertEquals(
                    List.copyOf(wanted.keySet()), entries.stream().map(Map.Entry::getKey).toList());
            assertEquals(
                    List.copyOf(wanted.values()),
                    entries.stream().map(Map.Entry::getValue).toList());
        }
    }
}
