package org.commitdb.tools.merge;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.commitdb.merge.Conflict;
import org.commitdb.merge.Resolution;

/// What is to survive at a conflict, as the member `take` of a resolution names it.
enum Choice {
    OURS,
    THEIRS,
    BASE,
    MERGED,
    NOTHING;

    /// The choice that the text names.
    static Optional<Choice> named(String text) {
        return Stream.of(values()).filter(choice -> choice.toString().equals(text)).findFirst();
    }

    /// The resolution. **Errors**: [IllegalArgumentException] when there can be none of the kind.
    Resolution of(Conflict conflict) {
        return switch (this) {
            case OURS -> Resolution.ours(conflict);
            case THEIRS -> Resolution.theirs(conflict);
            case BASE -> Resolution.base(conflict);
            case MERGED -> Resolution.merged(conflict);
            case NOTHING -> Resolution.nothing(conflict);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
