package org.commitdb.tools.provenance;

import java.util.Locale;
import org.commitdb.state.Outcome;

/// How outcomes are named: `missing document` to people, `missing_document` in JSON.
final class OutcomeNames {

    private OutcomeNames() {}

    static String text(Outcome outcome) {
        return json(outcome).replace('_', ' ');
    }

    static String json(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
