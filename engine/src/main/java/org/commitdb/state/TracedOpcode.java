package org.commitdb.state;

import java.util.Optional;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.Opcode;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;

/// One opcode of one commit, and what became of it in a state.
///
/// `cause` is the commit to which it is due that the opcode was not plainly applied: the toggle
/// that disables its commit, or else the latest to write the place that the opcode asked for. It is
/// empty when the opcode was applied, or no commit is to blame. **Units**: `index` is the place of
/// the opcode in the commit's program for the document, from 0 on.
public record TracedOpcode(
        CommitId commit,
        Attachment attachment,
        Key key,
        int index,
        Opcode opcode,
        Outcome outcome,
        Optional<CommitId> cause) {}
