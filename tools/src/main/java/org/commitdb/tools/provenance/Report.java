package org.commitdb.tools.provenance;

import java.util.Optional;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.state.CommitState;
import org.commitdb.state.MergeReport;
import org.commitdb.state.ReplayReport;

/// What replay made of mutations.
///
/// @param commit up to which commit; that of the merge, which may not be there yet
/// @param isVirtual whether the merge is not there yet
/// @param merge what the merge did, when the report is about one
/// @param replay the mutations of the whole history, or of the two streams
record Report(
        CommitId commit, boolean isVirtual, Optional<MergeReport> merge, ReplayReport replay) {

    static Report ofHistory(CommitState state) {
        return new Report(state.id(), false, Optional.empty(), state.report());
    }

    static Report ofMerge(CommitDatabase database, CommitState merged) {
        MergeReport report = merged.mergeReport();
        boolean isVirtual = !database.hasCommit(merged.id());
        return new Report(merged.id(), isVirtual, Optional.of(report), report.replay());
    }
}
