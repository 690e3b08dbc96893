package org.commitdb.tools.provenance;

import org.commitdb.commit.CommitId;
import org.commitdb.state.DocumentKey;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.database.KeyNames;

/// What to say of a document that no commit touched.
final class Untouched {

    private Untouched() {}

    /// None up to `commit`; none at all when that is [CommitId#NONE].
    static RequestFailedException upTo(CommitId commit, DocumentKey document) {
        return new RequestFailedException(
                "no commit "
                        + (commit.isNone() ? "" : "up to " + CommitNames.abbreviated(commit) + " ")
                        + "touches "
                        + document.attachment()
                        + " of "
                        + KeyNames.text(document.attachment(), document.key())
                        + "; 'cdb keys' lists keys");
    }
}
