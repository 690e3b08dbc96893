package org.commitdb.dsm;

import java.util.List;
import java.util.Optional;

/// The outcome of a check: all that is wrong, by part and place, or else the model.
///
/// **Invariants**: there is a model exactly when there is no diagnostic.
public record DsmReport(List<Diagnostic> diagnostics, Optional<DsmModel> model) {

    /// Copies the list and checks the invariant.
    public DsmReport {
        diagnostics = List.copyOf(diagnostics);
        if (diagnostics.isEmpty() != model.isPresent()) {
            throw new IllegalArgumentException("a report has either diagnostics or a model");
        }
    }

    /// Whether nothing is wrong.
    public boolean isClean() {
        return diagnostics.isEmpty();
    }
}
