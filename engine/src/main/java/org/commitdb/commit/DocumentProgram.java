package org.commitdb.commit;

import java.util.List;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;

/// What one commit does to one document: its opcodes, in order. **Invariants**: at least one
/// opcode.
public record DocumentProgram(Attachment attachment, Key key, List<Opcode> opcodes) {

    /// Copies the list and refuses an empty one.
    public DocumentProgram {
        opcodes = List.copyOf(opcodes);
        if (opcodes.isEmpty()) {
            throw new IllegalArgumentException("a program has at least one opcode a document");
        }
    }
}
