package org.commitdb.dsm;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds what names mean, and reports those that mean nothing or too much.
///
/// @param incomplete whether declarations were lost to syntax errors, so that an unknown name may
///   be no error of its own
record Names(Symbols symbols, Diagnostics diagnostics, boolean incomplete) {

    /// What `name` means at its place; null when that was reported, as `unknown` if it means
    /// nothing.
    Scope.@Nullable Entry find(SyntaxTree.Name name, @Nullable Scope scope, String unknown) {
        List<Scope.Entry> found = symbols.find(name, scope);
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            String candidates =
                    found.stream().map(Scope.Entry::qualified).collect(Collectors.joining(", "));
            diagnostics.report(
                    name.position(),
                    "The type '" + name.text() + "' is ambiguous: " + candidates + ".");
        } else if (!incomplete) {
            diagnostics.report(name.position(), unknown);
        }
        return null;
    }
}
