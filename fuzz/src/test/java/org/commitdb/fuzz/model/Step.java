package org.commitdb.fuzz.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One thing that is done to one of the databases of a [World]: a verb, the database, and numbers.
///
/// Numbers choose among what is there at that moment, whatever their size, so that a script stays a
/// script when steps are taken out of it. **Shape** of the text: verb, database, two numbers, with
/// blanks between: `merge 0 3 7`.
///
/// @param verb what is done
/// @param site which database, from 0 on
/// @param first a choice or a seed
/// @param second a choice or a seed
record Step(Verb verb, int site, int first, int second) {

    /// What can be done; the words are those of the text.
    enum Verb {
        /// Commits random mutations (seed `second`) on the commit `first`, or on none.
        COMMIT,
        /// Merges the commit `second` into the commit `first`.
        MERGE,
        /// Disables the commit `second` on top of the commit `first`.
        DISABLE,
        /// Enables the commit `second` on top of the commit `first`.
        ENABLE,
        /// Folds all heads, from the oldest on.
        REDUCE,
        /// Folds all heads, from the head `first` on.
        ANCHOR,
        /// Dispatches random mutations (seed `first`) through the store.
        DISPATCH,
        /// Undoes through the store.
        UNDO,
        /// Redoes through the store.
        REDO,
        /// Moves the store to the commit `first`.
        USE,
        /// Moves the store forward.
        FORWARD,
        /// Moves the store forward if there is one way.
        FAST,
        /// Keeps a blob (seed `first`).
        BLOB,
        /// Streams a blob of some size (seed `first`) and commits random mutations (seed `second`)
        /// in the same step.
        STREAM,
        /// Adds definitions (seed `first`).
        EXTEND,
        /// Sends everything to another database.
        COPY,
        /// Lets another database fetch what it lacks.
        SYNC,
        /// Writes the trees.
        CHECKPOINT,
        /// Makes everything durable.
        FLUSH,
        /// Builds the trees anew.
        REBUILD,
        /// Examines the file.
        VERIFY,
        /// Compares the state at the commit `first` with the oracle's.
        READ,
        /// Opens the file a second time, as another process does, or closes that one.
        SECOND,
        /// Opens the file once more in this process, or closes that handle.
        HANDLE,
        /// Serves the database and connects to it, or ends that connection.
        REMOTE,
        /// Closes and opens the file, and takes the store up where it was.
        REOPEN,
        /// Cuts the power (seed `first`), and opens what is left.
        CRASH,
        /// Sets the clock of all: `first` milliseconds on, or back when it is odd; hours where
        /// `second` is odd, too.
        CLOCK
    }

    /// The step that a line spells.
    ///
    /// **Errors**: [IllegalArgumentException] that quotes the line.
    static Step parse(String line) {
        String[] words = line.strip().split(" +");
        if (words.length != 4) {
            throw new IllegalArgumentException(
                    "a step is a verb, a database and two numbers, not '" + line + "'");
        }
        return new Step(
                Verb.valueOf(words[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]));
    }

    /// The steps that a text spells, one a line; empty lines and those after `#` do not count.
    static List<Step> parseAll(String text) {
        return Arrays.stream(text.split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Step::parse)
                .toList();
    }

    /// The text that [#parse] reads.
    @Override
    public String toString() {
        return verb.name().toLowerCase(Locale.ROOT) + " " + site + " " + first + " " + second;
    }
}
